#include "math/power.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "plan/grain.hpp"
#include "plan/rules/metric_use.hpp"
#include "plan/rules/rules.hpp"

// TL009: whether a test can see what it looks for by its end.
//
// The error of the difference of two means is sd · √(1/n₁ + 1/n₀). What n counts is a matter of the
// method:
//
//   lot among people   units of each arm, as many a day as came so far; sd between units
//   regions            periods of the metric's grain in the window × half of the regions
//   switched on, off   half of the periods each
//   all others         periods of the market as a whole, and as many before
//
// Periods that are like their neighbours tell less: their variance is multiplied by
// (1 + memory) / (1 − memory) (Bartlett 1946, for the mean of a first-order autoregression). The
// effect on one mean is min_effect: a share of it, or an absolute figure spread over what was
// treated.
namespace throughline::plan::rules {
namespace {

struct Design {
  double periods = 0.0;
  double regions = 0.0;  // 0 = not compared
  double units = 0.0;    // drawn by lot; 0 = none
  double effect = 0.0;
  double error = 0.0;
  double mean = 0.0;
};

std::string_view name_of_periods(Grain grain) {
  switch (grain) {
    case Grain::Day:
      return "days";
    case Grain::Week:
      return "weeks";
    case Grain::Month:
      break;
  }
  return "months";
}

std::optional<CivilDate> end_of(const Tactic& tactic) {
  if (tactic.hypothesis->until) {
    return tactic.hypothesis->until->value;
  }
  return tactic.decide && tactic.decide->by ? std::optional(tactic.decide->by->value)
                                            : std::nullopt;
}

double days_of(const Tactic& tactic) {
  const auto end = end_of(tactic);
  const auto& from = tactic.hypothesis->from;
  return end && from ? static_cast<double>(days_from_civil(*end) - days_from_civil(from->value) + 1)
                     : 0.0;
}

// What is looked for in the mean of one of `treated`.
double effect_on_mean(const Delta& least, double mean, double treated) {
  return least.relative ? std::abs(mean) * least.amount.value / 100.0
                        : least.amount.value / treated;
}

std::optional<Design> if_sound(Design design) {
  const bool sound = design.effect > 0.0 && design.error > 0.0;
  return sound ? std::optional(design) : std::nullopt;
}

schema::Method method_of(const Tactic& tactic) {
  return tactic.hypothesis->method ? tactic.hypothesis->method->value : schema::Method::BeforeAfter;
}

std::optional<Design> by_units(const Tactic& tactic, Grain grain, const UnitSpread& spread) {
  const double days = days_of(tactic);
  const double units = days * spread.per_day;
  const double treated = units * spread.treated_share;
  if (!(days >= 1.0 && treated > 0.0 && units > treated)) {
    return std::nullopt;
  }
  return if_sound(
      {.periods = days / days_in(grain),
       .units = units,
       .effect = effect_on_mean(tactic.hypothesis->min_effect->value, spread.mean, treated),
       .error = math::error_of_difference(spread.sd, treated, units - treated),
       .mean = spread.mean});
}

std::optional<Design> by_periods(const Tactic& tactic, Grain grain, const MetricSpread& spread) {
  const double periods = days_of(tactic) / days_in(grain);
  if (!(periods >= 1.0)) {
    return std::nullopt;  // shorter than one period: the date is another finding
  }
  const auto regions = static_cast<double>(spread.n_units);
  const bool switched = method_of(tactic) == schema::Method::Switchback;
  const double each = (switched ? 0.5 : 1.0) * (spread.n_units > 1 ? regions / 2.0 : 1.0);
  const double n = periods * each;
  const double alike = std::sqrt((1.0 + spread.memory) / (1.0 - spread.memory));
  return if_sound({.periods = periods,
                   .regions = spread.n_units > 1 ? regions : 0.0,
                   .effect = effect_on_mean(tactic.hypothesis->min_effect->value, spread.mean, n),
                   .error = math::error_of_difference(spread.sd, n, n) * alike,
                   .mean = spread.mean});
}

// The spreads of a tactic's own markets; those of all together where none is known by itself.
template <class Spread>
std::vector<std::pair<std::string, Spread>> in_markets(const ByMarket<Spread>& spreads,
                                                       const MarketSet& markets) {
  std::vector<std::pair<std::string, Spread>> found;
  for (const auto& [market, spread] : spreads) {
    if (std::ranges::find(markets, market) != markets.end()) {
      found.emplace_back(market, spread);
    }
  }
  if (const auto all = spreads.find("all"); found.empty() && all != spreads.end()) {
    found.emplace_back(std::string(), all->second);
  }
  return found;
}

template <class Spread>
const ByMarket<Spread>& of(const Spreads::ById<Spread>& spreads, const std::string& id) {
  static const ByMarket<Spread> none;
  const auto found = spreads.find(id);
  return found == spreads.end() ? none : found->second;
}

struct InMarket {
  std::string market;  // empty = all of the tactic's
  Design design;
};

std::vector<InMarket> designs_of(const Subject& subject,
                                 const Tactic& tactic,
                                 const Metric& metric) {
  const Spreads& spreads = subject.context().data->spreads;
  const std::string& id = tactic.head.id.value;
  const MarketSet& markets = subject.markets_of(id);
  std::vector<InMarket> designs;
  const auto add = [&](const std::string& market, const std::optional<Design>& design) {
    if (design) {
      designs.push_back({market, *design});
    }
  };
  if (method_of(tactic) == schema::Method::Randomised) {
    for (const auto& [market, spread] : in_markets(of(spreads.of_units, id), markets)) {
      add(market, by_units(tactic, metric.grain.value, spread));
    }
    return designs;
  }
  const auto& own = of(spreads.of_test, id);
  const auto& known = own.empty() ? of(spreads.of_metric, metric.head.id.value) : own;
  for (const auto& [market, spread] : in_markets(known, markets)) {
    add(market, by_periods(tactic, metric.grain.value, spread));
  }
  return designs;
}

std::string help(const Design& design, const Metric& metric, const math::PowerGoal& goal) {
  const double factor = math::sample_factor(goal, design.error);
  const auto more = [factor](double n) { return std::ceil(n * (factor - 1.0)); };
  std::string out =
      fmt::format("{:.0f} more {}", more(design.periods), name_of_periods(metric.grain.value));
  if (design.units > 0.0) {
    out = fmt::format("{:.0f} more units of the lot ({})", more(design.units), out);
  }
  if (design.regions > 0.0) {
    out += fmt::format(", {:.0f} more regions", more(design.regions));
  }
  if (design.mean != 0.0) {
    const double share = math::detectable_effect(goal, design.error) / std::abs(design.mean);
    out += fmt::format(", or min_effect {:.3g}%", std::ceil(share * 1000.0) / 10.0);
  }
  return out;
}

std::string least_text(const Delta& least) {
  return fmt::format("{}{}", least.amount.text, least.relative ? "%" : "");
}

const Metric* measured_by(const Subject& subject, const Tactic& tactic) {
  const Hypothesis& hypothesis = *tactic.hypothesis;
  const bool measured = hypothesis.on && tactic.measure && tactic.measure->metric &&
                        tactic.measure->metric->value == hypothesis.on->value;
  return measured ? subject.plan().metric(hypothesis.on->value) : nullptr;
}

// A decision on a test that is over ends it; what it could see is part of its verdict.
bool is_decided(const Subject& subject, const Tactic& tactic) {
  const auto end = end_of(tactic);
  return end && is_earlier(*end, subject.context().as_of) &&
         !subject.decisions_of_trial(tactic.head.id.value).empty();
}

// The market that is worst off speaks for all.
std::vector<Finding> of_tactic(const Subject& subject, const Tactic& tactic) {
  const Hypothesis& hypothesis = *tactic.hypothesis;
  const Metric* metric = measured_by(subject, tactic);
  if (metric == nullptr || !hypothesis.min_effect || is_decided(subject, tactic) ||
      (metric->kind && metric->kind->value < MetricKind::Response)) {
    return {};  // what only exists or was done is never judged, however much there is of it
  }
  const auto goal_of = [&](const Design& design) {
    return math::PowerGoal{.min_effect = design.effect, .power = hypothesis.power.value.value};
  };
  const auto power_of = [&](const InMarket& one) {
    return math::power_of(goal_of(one.design), one.design.error);
  };
  const std::vector<InMarket> designs = designs_of(subject, tactic, *metric);
  const auto worst = std::ranges::min_element(designs, {}, power_of);
  if (worst == designs.end() || power_of(*worst) >= hypothesis.power.value.value) {
    return {};
  }
  return {finding("TL009",
                  tactic.head,
                  "hypothesis.min_effect",
                  hypothesis.min_effect->at,
                  fmt::format("{} finds {} by {}{} with power {:.2f}, not {}",
                              tactic.head.id.value,
                              least_text(hypothesis.min_effect->value),
                              format_date(*end_of(tactic)),
                              worst->market.empty() ? "" : " in " + worst->market,
                              power_of(*worst),
                              hypothesis.power.value.text),
                  help(worst->design, *metric, goal_of(worst->design)))};
}

}  // namespace

std::vector<Finding> power(const Subject& subject) {
  std::vector<Finding> out;
  for (const Tactic& tactic : subject.plan().tactics) {
    if (subject.context().data && is_alive(tactic) && tactic.hypothesis &&
        !is_learning_only(tactic)) {
      append(out, of_tactic(subject, tactic));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
