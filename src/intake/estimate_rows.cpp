#include "intake/estimate_rows.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <tuple>

#include "text/url.hpp"

namespace throughline::intake {
namespace {

using schema::Estimate;
using schema::Grade;

enum Field : std::size_t {
  Id,
  Tactic,
  LinkOf,
  Pair,
  Metric,
  Market,
  From,
  To,
  Est,
  Lo,
  Hi,
  Level,
  ScaleOf,
  Baseline,
  N,
  GradeOf,
  MethodOf,
  Run,
  PlanHash,
  Sources,
  Rows,
  Seed,
  Version,
  Caveats,
};

const std::array<Column, Field::Caveats + 1> kColumns = {
    {{"id", {}},
     {"tactic", {"about.tactic"}},
     {"link", {"about.link"}},
     {"pair", {"about.pair"}},
     {"metric", {}, true},
     {"market", {}},
     {"from", {"window.from"}, true},
     {"to", {"window.to"}, true},
     {"est", {"effect.est", "estimate", "value"}, true},
     {"lo", {"effect.lo", "low", "lower"}, true},
     {"hi", {"effect.hi", "high", "upper"}, true},
     {"level", {"effect.level"}, true},
     {"scale", {"effect.scale"}, true},
     {"baseline", {"effect.baseline"}},
     {"n", {}},
     {"grade", {}, true},
     {"method", {}, true},
     {"run", {"inputs.run"}},
     {"plan_hash", {"inputs.plan_hash"}},
     {"sources", {"inputs.sources"}},
     {"rows", {"inputs.rows"}},
     {"seed", {"inputs.seed"}},
     {"version", {"inputs.version"}},
     {"caveats", {"caveat"}}}};

// One estimate as the table holds it.
struct EstimateRow {
  std::string id;
  std::string tactic;
  std::string link;
  std::string second;
  std::string metric;
  std::string market;
  std::uint16_t since = 0;
  std::uint16_t until = 0;
  double est = 0.0;
  double lo = 0.0;
  double hi = 0.0;
  double level = 0.0;
  std::uint8_t scale = 0;
  double baseline = 0.0;
  std::uint64_t n = 0;
  std::uint8_t grade = 0;
  std::uint8_t method = 0;
  std::string run;
  std::string plan_hash;
  std::string sources;  // one a line
  std::uint64_t n_rows = 0;
  std::uint64_t seed = 0;
  std::string version;
  std::string caveats;  // one a line

  static constexpr auto columns() {
    return std::tuple(member("id", &EstimateRow::id),
                      member("tactic", &EstimateRow::tactic),
                      member("link", &EstimateRow::link),
                      member("second", &EstimateRow::second),
                      member("metric", &EstimateRow::metric),
                      member("market", &EstimateRow::market),
                      member("since", &EstimateRow::since),
                      member("until", &EstimateRow::until),
                      member("est", &EstimateRow::est),
                      member("lo", &EstimateRow::lo),
                      member("hi", &EstimateRow::hi),
                      member("level", &EstimateRow::level),
                      member("scale", &EstimateRow::scale),
                      member("baseline", &EstimateRow::baseline),
                      member("n", &EstimateRow::n),
                      member("grade", &EstimateRow::grade),
                      member("method", &EstimateRow::method),
                      member("run", &EstimateRow::run),
                      member("plan_hash", &EstimateRow::plan_hash),
                      member("sources", &EstimateRow::sources),
                      member("n_rows", &EstimateRow::n_rows),
                      member("seed", &EstimateRow::seed),
                      member("version", &EstimateRow::version),
                      member("caveats", &EstimateRow::caveats));
  }
};

std::vector<std::string> parts_of(std::string_view text, std::string_view marks) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(marks), text.size());
    if (end > 0) {
      parts.emplace_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string lines_of(const std::vector<std::string>& texts) {
  std::string lines;
  for (const std::string& text : texts) {
    lines.append(lines.empty() ? "" : "\n").append(text);
  }
  return lines;
}

// About exactly one thing.
Read<schema::About> read_about(Cells cells) {
  const auto n_said = static_cast<int>(!cells[Tactic].empty()) +
                      static_cast<int>(!cells[LinkOf].empty()) +
                      static_cast<int>(!cells[Pair].empty());
  const std::vector<std::string> pair = parts_of(cells[Pair], "\n;,+ ");
  if (n_said != 1 || (!cells[Pair].empty() && pair.size() != 2)) {
    return tl::unexpected(RejectReason::About);
  }
  if (!pair.empty()) {
    return schema::About{.tactic = pair[0], .second = pair[1]};
  }
  return schema::About{.tactic = std::string(cells[Tactic]), .link = std::string(cells[LinkOf])};
}

Read<CivilDate> read_window_day(std::string_view cell, const CellRules& rules) {
  TL_TRY(const std::uint16_t day, read_day(cell, rules.zone));
  return civil_from_days(day);
}

Read<schema::Scale> read_scale(std::string_view cell) {
  if (text::equals_ignoring_case(cell, "absolute")) {
    return schema::Scale::Absolute;
  }
  if (text::equals_ignoring_case(cell, "relative")) {
    return schema::Scale::Relative;
  }
  return tl::unexpected(RejectReason::Scale);
}

Read<schema::Effect> read_effect(Cells cells, const CellRules& rules) {
  schema::Effect effect;
  TL_TRY(effect.interval.value, read_number(cells[Est], rules));
  TL_TRY(effect.interval.low, read_number(cells[Lo], rules));
  TL_TRY(effect.interval.high, read_number(cells[Hi], rules));
  TL_TRY(effect.interval.level, read_number(cells[Level], rules));
  TL_TRY(effect.scale, read_scale(cells[ScaleOf]));
  if (!cells[Baseline].empty()) {
    TL_TRY(effect.baseline, read_number(cells[Baseline], rules));
  }
  const schema::Interval& all = effect.interval;
  if (!(all.low <= all.value && all.value <= all.high && all.level > 0.0 && all.level < 1.0)) {
    return tl::unexpected(RejectReason::Interval);
  }
  return effect;
}

Read<Grade> read_grade(std::string_view cell) {
  const char letter = cell.size() == 1 ? cell.front() : '?';
  for (const Grade grade : {Grade::A, Grade::B, Grade::C, Grade::D, Grade::E}) {
    if (schema::letter_of(grade) == (letter >= 'a' ? static_cast<char>(letter - 32) : letter)) {
      return grade;
    }
  }
  return tl::unexpected(RejectReason::Grade);
}

Read<schema::Method> read_method(std::string_view cell) {
  const auto method = schema::method_named(cell);
  return method ? Read<schema::Method>(*method) : tl::unexpected(RejectReason::Method);
}

// No method gives a better grade than its best, whoever says so.
void cap_grade(Estimate& estimate) {
  const Grade best = schema::best_grade(estimate.method);
  if (estimate.grade < best) {
    estimate.caveats.push_back(fmt::format("graded {} by its source; {} is the best that {} gives",
                                           schema::letter_of(estimate.grade),
                                           schema::letter_of(best),
                                           schema::name_of(estimate.method)));
    estimate.grade = best;
  }
}

Read<schema::Inputs> read_inputs(Cells cells, const CellRules& rules) {
  schema::Inputs inputs{.run = std::string(cells[Run]),
                        .plan_hash = std::string(cells[PlanHash]),
                        .sources = parts_of(cells[Sources], "\n;, "),
                        .version = std::string(cells[Version])};
  TL_TRY(inputs.rows, read_count(cells[Rows], rules));
  TL_TRY(inputs.seed, read_count(cells[Seed], rules));
  return inputs;
}

EstimateRow row_of(const Estimate& estimate) {
  const auto day = [](CivilDate date) { return static_cast<std::uint16_t>(days_from_civil(date)); };
  return {.id = estimate.id,
          .tactic = estimate.about.tactic,
          .link = estimate.about.link,
          .second = estimate.about.second,
          .metric = estimate.metric,
          .market = estimate.market,
          .since = day(estimate.from),
          .until = day(estimate.to),
          .est = estimate.effect.interval.value,
          .lo = estimate.effect.interval.low,
          .hi = estimate.effect.interval.high,
          .level = estimate.effect.interval.level,
          .scale = static_cast<std::uint8_t>(estimate.effect.scale),
          .baseline = estimate.effect.baseline,
          .n = estimate.n,
          .grade = static_cast<std::uint8_t>(estimate.grade),
          .method = static_cast<std::uint8_t>(estimate.method),
          .run = estimate.inputs.run,
          .plan_hash = estimate.inputs.plan_hash,
          .sources = lines_of(estimate.inputs.sources),
          .n_rows = estimate.inputs.rows,
          .seed = estimate.inputs.seed,
          .version = estimate.inputs.version,
          .caveats = lines_of(estimate.caveats)};
}

RejectReason take(Cells cells, const CellRules& rules, Records& records) {
  const Read<Estimate> estimate = read_estimate(cells, rules);
  if (!estimate) {
    return estimate.error();
  }
  const EstimateRow row = row_of(*estimate);
  records.newest =
      std::max(records.newest, end_of_day(static_cast<std::uint16_t>(row.until - 1), rules.zone));
  push_row(records, row);
  return RejectReason::None;
}

}  // namespace

Read<Estimate> read_estimate(Cells cells, const CellRules& rules) {
  Estimate estimate{.id = std::string(cells[Id]), .origin = schema::Origin::Imported};
  TL_TRY(estimate.about, read_about(cells));
  TL_TRY(estimate.metric, read_needed(cells[Metric]));
  estimate.market = cells[Market].empty() ? "all" : read_market(cells[Market], rules);
  TL_TRY(estimate.from, read_window_day(cells[From], rules));
  TL_TRY(estimate.to, read_window_day(cells[To], rules));
  if (days_from_civil(estimate.to) <= days_from_civil(estimate.from)) {
    return tl::unexpected(RejectReason::Time);
  }
  TL_TRY(estimate.effect, read_effect(cells, rules));
  TL_TRY(estimate.n, read_count(cells[N], rules));
  TL_TRY(estimate.grade, read_grade(cells[GradeOf]));
  TL_TRY(estimate.method, read_method(cells[MethodOf]));
  TL_TRY(estimate.inputs, read_inputs(cells, rules));
  estimate.caveats = parts_of(cells[Caveats], "\n");
  cap_grade(estimate);
  if (estimate.id.empty()) {
    estimate.id = fmt::format("{:016x}", hash_cells(cells));
  }
  return estimate;
}

const RecordKind& estimate_kind() {
  static const RecordKind kKind{.name = "estimates",
                                .table = "estimate_rows",
                                .columns = kColumns,
                                .decimals = {Est, Lo, Hi, Baseline},
                                .take = take};
  return kKind;
}

}  // namespace throughline::intake
