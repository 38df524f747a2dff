#include "workflow/before_after_estimates.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "experiments/before_after.hpp"
#include "plan/metric_expr.hpp"

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

// Days of a market's values.
using Days = std::map<std::int64_t, double>;

std::vector<double> weeks_of(const Days& days, const Stretch& stretch) {
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

SeriesPart part_of(const Days& days, const Stretch& stretch) {
  SeriesPart part{.values = weeks_of(days, stretch), .year_ago = {}};
  const Stretch year_ago{stretch.first - kYear, stretch.n};
  if (is_known(days, year_ago)) {
    part.year_ago = weeks_of(days, year_ago);
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

std::map<std::string, Days> by_market(const std::vector<MetricValue>& points) {
  std::map<std::string, Days> markets;
  for (const MetricValue& point : points) {
    markets[point.market][days_from_civil(point.start)] += point.value.value_or(0.0);
    markets["all"][days_from_civil(point.start)] += point.value.value_or(0.0);
  }
  return markets;
}

class Estimating {
 public:
  Estimating(CivilDate as_of, const schema::Inputs& inputs) : as_of_(as_of), inputs_(inputs) {}

  Result<void> add(const Tactic& tactic, const std::string& market, const Days& days) {
    const auto window = window_of(tactic, days, as_of_);
    if (!window) {
      tell(tactic, market, "no week since it began, or none before it, has rows");
      return {};
    }
    SeriesPart before = part_of(days, window->before);
    SeriesPart during = part_of(days, window->during);
    if (before.year_ago.empty() || during.year_ago.empty()) {
      before.year_ago.clear();
      during.year_ago.clear();
    }
    TL_TRY(const experiments::Reading reading, experiments::before_after(before, during));
    if (!reading) {
      tell(tactic, market, reading.error().why);
      return {};
    }
    found_.estimates.push_back(experiments::to_estimate(
        *reading,
        {.about = {.tactic = tactic.head.id.value, .link = {}, .second = {}},
         .metric = tactic.measure->metric->value,
         .market = market,
         .from = civil_from_days(window->during.first),
         .to = civil_from_days(window->during.first + kWeek * window->during.n),
         .inputs = inputs_}));
    return {};
  }

  BeforeAfterEstimates take() && { return std::move(found_); }

 private:
  void tell(const Tactic& tactic, const std::string& market, const std::string& why) {
    found_.silent.push_back(fmt::format(
        "{} in {} cannot be held against the time before: {}", tactic.head.id.value, market, why));
  }

  CivilDate as_of_;
  const schema::Inputs& inputs_;
  BeforeAfterEstimates found_;
};

bool adds_up(const plan::Metric& metric) {
  if (!metric.expr) {
    return false;
  }
  const auto expr = plan::parse_metric_expr(metric.expr->value);
  return expr && plan::adds_up(*expr);
}

}  // namespace

bool is_watched(const Tactic& tactic) {
  const bool is_there = tactic.status.value != plan::Status::Draft &&
                        tactic.status.value != plan::Status::Planned && tactic.measure &&
                        tactic.measure->metric && tactic.hypothesis && tactic.hypothesis->from &&
                        tactic.decide;
  if (!is_there || !tactic.hypothesis->method) {
    return is_there;
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
  const CivilDate until = civil_from_days(days_from_civil(as_of) + 1);
  for (const Tactic& tactic : lines.plan().tactics) {
    const plan::Metric* const metric =
        is_watched(tactic) ? lines.plan().metric(tactic.measure->metric->value) : nullptr;
    if (metric == nullptr || !adds_up(*metric)) {
      continue;
    }
    TL_TRY(const auto points, read(*metric, until));
    if (points.empty()) {
      continue;
    }
    const std::map<std::string, Days> markets = by_market(points);
    std::vector<std::string> places = lines.markets_of(tactic.head.id.value);
    if (places.empty()) {
      places.emplace_back("all");
    }
    for (const std::string& market : places) {
      const auto found = markets.find(market);
      TL_CHECK(estimating.add(tactic, market, found == markets.end() ? Days{} : found->second));
    }
  }
  return std::move(estimating).take();
}

}  // namespace throughline::workflow
