#include "workflow/before_after_estimates.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "experiments/before_after.hpp"
#include "experiments/controlled_series.hpp"
#include "plan/metric_expr.hpp"
#include "workflow/spreads.hpp"

namespace throughline::workflow {
namespace {

using experiments::SeriesPart;
using plan::Tactic;

constexpr std::int64_t kWeek = 7;
constexpr std::int64_t kQuarter = 13;       // periods, at least, before
constexpr std::int64_t kYear = 52 * kWeek;  // whole weeks, so that weekends stay where they are

// Weeks from `from` on: [first, first + kWeek · n).
struct Stretch {
  std::int64_t first = 0;  ///< day
  std::int64_t n = 0;      ///< weeks
};

// Days of a market's values: of a sum, or of the top and the bottom of a ratio.
using Days = DayValues;

struct Watched {
  Days top;
  Days bottom;  // of a ratio
};

std::vector<double> sums_of(const Days& days, const Stretch& stretch) {
  std::vector<double> weeks(static_cast<std::size_t>(stretch.n), 0.0);
  const auto end = days.lower_bound(stretch.first + kWeek * stretch.n);
  for (auto day = days.lower_bound(stretch.first); day != end; ++day) {
    weeks[static_cast<std::size_t>((day->first - stretch.first) / kWeek)] += day->second;
  }
  return weeks;
}

bool is_known(const Days& days, const Stretch& stretch) {
  return !days.empty() && days.begin()->first <= stretch.first;
}

// A ratio of a week in which nothing happened is none, and no outcome.
std::vector<double> weeks_of(const Watched& watched, const Stretch& stretch) {
  std::vector<double> weeks = sums_of(watched.top, stretch);
  if (!watched.bottom.empty()) {
    const std::vector<double> bottom = sums_of(watched.bottom, stretch);
    for (std::size_t i = 0; i < weeks.size(); ++i) {
      weeks[i] = bottom[i] == 0.0 ? 0.0 : weeks[i] / bottom[i];
    }
  }
  return weeks;
}

SeriesPart part_of(const Watched& watched, const Stretch& stretch) {
  SeriesPart part{.values = weeks_of(watched, stretch), .year_ago = {}};
  const Stretch year_ago{stretch.first - kYear, stretch.n};
  if (is_known(watched.top, year_ago)) {
    part.year_ago = weeks_of(watched, year_ago);
  }
  return part;
}

// The weeks since a tactic began, and those before it that are known.
struct Window {
  Stretch before;
  Stretch during;
};

std::optional<Window> window_of(const Tactic& tactic, const Days& days, CivilDate as_of) {
  const auto& until = tactic.hypothesis->until ? tactic.hypothesis->until : tactic.decide->by;
  const std::int64_t from = days_from_civil(tactic.hypothesis->from->value);
  const std::int64_t end = std::min(until ? days_from_civil(until->value) : days_from_civil(as_of),
                                    days_from_civil(as_of)) +
                           1;
  const std::int64_t during = (end - from) / kWeek;
  if (during < 1 || days.empty()) {
    return std::nullopt;
  }
  const std::int64_t known = (from - days.begin()->first) / kWeek;
  const std::int64_t before = std::min(known, std::max(during, kQuarter));
  if (before < 1) {
    return std::nullopt;
  }
  return Window{{from - before * kWeek, before}, {from, during}};
}

using Markets = std::map<std::string, Watched>;

void add(const std::vector<MetricValue>& points, Days Watched::* part, Markets& markets) {
  for (const MetricValue& point : points) {
    const std::int64_t day = days_from_civil(point.start);
    (markets[point.market].*part)[day] += point.value.value_or(0.0);
    (markets["all"].*part)[day] += point.value.value_or(0.0);
  }
}

// A ratio of two sums is made of both, so that a week with more rows counts for more.
std::vector<plan::Metric> parts_of(const plan::Metric& metric) {
  const auto expr = metric.expr ? plan::parse_metric_expr(metric.expr->value)
                                : Result<plan::MetricExpr>(fail(ErrorCode::NotFound, "none"));
  if (!expr) {
    return {};
  }
  if (plan::adds_up(*expr)) {
    return {metric};
  }
  const std::string& text = metric.expr->value;
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) {
    return {};
  }
  plan::Metric top = metric;
  plan::Metric bottom = metric;
  top.head.id.value += " (top)";
  bottom.head.id.value += " (bottom)";
  top.expr->value = text.substr(0, slash);
  bottom.expr->value = text.substr(slash + 1);
  for (const plan::Metric* const part : {&top, &bottom}) {
    const auto alone = plan::parse_metric_expr(part->expr->value);
    if (!alone || !plan::adds_up(*alone)) {
      return {};
    }
  }
  return {top, bottom};
}

// Series are compared as they stand: an effect on a ratio is one of a week, not a sum over weeks.
experiments::Measured a_week(experiments::Measured measured) {
  const double n =
      measured.per_unit.value == 0.0 ? 1.0 : measured.total.value / measured.per_unit.value;
  measured.total = measured.per_unit;
  measured.baseline /= n;
  return measured;
}

bool has_quasi_method(const Tactic& tactic) {
  if (!tactic.hypothesis->method) {
    return false;
  }
  const schema::Method method = tactic.hypothesis->method->value;
  return method == schema::Method::SyntheticControl || method == schema::Method::DiffInDiff ||
         method == schema::Method::InterruptedSeries;
}

// Where a tactic is on, and where the metric goes on without it.
struct Places {
  std::vector<std::string> on;
  std::vector<std::string> off;
};

Places places_of(const plan::Lines& lines, const Tactic& tactic, const Markets& markets) {
  Places places{.on = lines.markets_of(tactic.head.id.value), .off = {}};
  for (const auto& [market, days] : markets) {
    const bool is_market = !market.empty() && market != "all" && market != "unknown";
    if (is_market && !places.on.empty() &&
        std::ranges::find(places.on, market) == places.on.end()) {
      places.off.push_back(market);
    }
  }
  if (places.on.empty()) {
    places.on.emplace_back("all");
  }
  return places;
}

// One metric that a tactic is watched by.
struct Asked {
  const Tactic* tactic = nullptr;
  const plan::Metric* metric = nullptr;
  bool is_measure = true;  // else a guardrail
};

class Estimating {
 public:
  Estimating(CivilDate as_of, const schema::Inputs& inputs) : as_of_(as_of), inputs_(inputs) {}

  Result<void> add(const Asked& asked,
                   const std::string& market,
                   const Places& places,
                   const Markets& markets) {
    const auto found = markets.find(market);
    const Watched& watched = found == markets.end() ? nothing_ : found->second;
    const auto window = window_of(*asked.tactic, watched.top, as_of_);
    if (!window) {
      tell(asked, market, "no week since it began, or none before it, has rows");
      return {};
    }
    std::string lacking;
    if (has_quasi_method(*asked.tactic)) {
      TL_TRY(const experiments::Reading held,
             held_against(units_of(market, watched, places, markets, *window)));
      if (held) {
        const experiments::Measured planned = as_planned(*held, *asked.tactic);
        keep(asked, market, *window, watched.bottom.empty() ? planned : a_week(planned));
      } else {
        lacking = fmt::format("not held against markets without it: {}; it takes {}",
                              held.error().why,
                              held.error().needed);
      }
    }
    return is_compared_with_before(asked)
               ? add_before_after(asked, market, *window, watched, lacking)
               : Result<void>();
  }

  BeforeAfterEstimates take() && { return std::move(found_); }

 private:
  // A difference in differences is made of an experiment's rows or of other markets, not of time
  // alone; a guardrail of any tactic may be.
  static bool is_compared_with_before(const Asked& asked) {
    return !asked.is_measure || is_watched(*asked.tactic);
  }

  Result<void> add_before_after(const Asked& asked,
                                const std::string& market,
                                const Window& window,
                                const Watched& watched,
                                const std::string& lacking) {
    SeriesPart before = part_of(watched, window.before);
    SeriesPart during = part_of(watched, window.during);
    if (before.year_ago.empty() || during.year_ago.empty()) {
      before.year_ago.clear();
      during.year_ago.clear();
    }
    TL_TRY(const experiments::Reading reading, experiments::before_after(before, during));
    if (!reading) {
      tell(asked, market, reading.error().why);
      return {};
    }
    experiments::Measured measured = *reading;
    if (!lacking.empty()) {
      measured.caveats.push_back(lacking);
    }
    keep(asked, market, window, watched.bottom.empty() ? measured : a_week(measured));
    return {};
  }

  // The treated market last.
  static std::vector<experiments::UnitSeries> units_of(const std::string& market,
                                                       const Watched& watched,
                                                       const Places& places,
                                                       const Markets& markets,
                                                       const Window& window) {
    std::vector<experiments::UnitSeries> units;
    const auto add = [&](const std::string& name, const Watched& days) {
      units.push_back({name, weeks_of(days, window.before), weeks_of(days, window.during)});
    };
    for (const std::string& other : places.off) {
      if (is_known(markets.at(other).top, window.before)) {
        add(other, markets.at(other));
      }
    }
    add(market, watched);
    return units;
  }

  static Result<experiments::Reading> held_against(std::vector<experiments::UnitSeries> units) {
    const experiments::UnitSeries treated = std::move(units.back());
    units.pop_back();
    return experiments::controlled_series(treated, units);
  }

  static experiments::Measured as_planned(experiments::Measured measured, const Tactic& tactic) {
    measured.method = tactic.hypothesis->method->value;
    measured.caveats.emplace_back("markets were not drawn by lot");
    return measured;
  }

  void keep(const Asked& asked,
            const std::string& market,
            const Window& window,
            const experiments::Measured& measured) {
    found_.estimates.push_back(experiments::to_estimate(
        measured,
        {.about = {.tactic = asked.tactic->head.id.value, .link = {}, .second = {}},
         .metric = asked.metric->head.id.value,
         .market = market,
         .from = civil_from_days(window.during.first),
         .to = civil_from_days(window.during.first + kWeek * window.during.n),
         .inputs = inputs_}));
  }

  // Guardrails of which nothing can be told are shown as such where they are looked at.
  void tell(const Asked& asked, const std::string& market, const std::string& why) {
    if (is_compared_with_before(asked) && asked.is_measure) {
      found_.silent.push_back(fmt::format("{} in {} cannot be held against the time before: {}",
                                          asked.tactic->head.id.value,
                                          market,
                                          why));
    }
  }

  CivilDate as_of_;
  const schema::Inputs& inputs_;
  BeforeAfterEstimates found_;
  Watched nothing_;
};

bool has_begun(const Tactic& tactic) {
  return tactic.status.value != plan::Status::Draft &&
         tactic.status.value != plan::Status::Planned && tactic.measure && tactic.measure->metric &&
         tactic.hypothesis && tactic.hypothesis->from && tactic.decide;
}

// The measure where its method watches a series, and every guardrail but the measure itself.
std::vector<Asked> asked_of(const plan::Plan& plan, const Tactic& tactic) {
  std::vector<Asked> all;
  if (!has_begun(tactic)) {
    return all;
  }
  const std::string& measure = tactic.measure->metric->value;
  if (const plan::Metric* metric = plan.metric(measure);
      metric != nullptr && (is_watched(tactic) || has_quasi_method(tactic))) {
    all.push_back({&tactic, metric, true});
  }
  for (const plan::Guardrail& guardrail : tactic.measure->guardrails) {
    const plan::Metric* metric = plan.metric(guardrail.metric.value);
    if (metric != nullptr && guardrail.metric.value != measure) {
      all.push_back({&tactic, metric, false});
    }
  }
  return all;
}

}  // namespace

bool is_watched(const Tactic& tactic) {
  if (!has_begun(tactic) || !tactic.hypothesis->method) {
    return has_begun(tactic);
  }
  switch (tactic.hypothesis->method->value) {
    case schema::Method::Randomised:
    case schema::Method::GeoHoldout:
    case schema::Method::Switchback:
    case schema::Method::DiffInDiff:
    case schema::Method::Report:
    case schema::Method::Anecdote:
      return false;
    default:
      return true;
  }
}

Result<BeforeAfterEstimates> estimate_before_after(const plan::Lines& lines,
                                                   const ReadSeries& read,
                                                   CivilDate as_of,
                                                   const schema::Inputs& inputs) {
  Estimating estimating(as_of, inputs);
  for (const Tactic& tactic : lines.plan().tactics) {
    for (const Asked& asked : asked_of(lines.plan(), tactic)) {
      Markets markets;
      Days Watched::* part = &Watched::top;
      for (const plan::Metric& metric : parts_of(*asked.metric)) {
        TL_TRY(const auto* const points, read(metric));
        add(*points, part, markets);
        part = &Watched::bottom;
      }
      if (markets.empty()) {
        continue;
      }
      const Places places = places_of(lines, tactic, markets);
      for (const std::string& market : places.on) {
        TL_CHECK(estimating.add(asked, market, places, markets));
      }
    }
  }
  return std::move(estimating).take();
}

}  // namespace throughline::workflow
