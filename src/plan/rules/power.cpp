#include "math/power.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "plan/rules/metric_use.hpp"
#include "plan/rules/rules.hpp"

// TL009: whether a test can see what it looks for by its end.
//
// n = periods of the metric's grain in the window. Units that are compared with each other
// (regions) are split in halves; a market as a whole is compared with as many periods before. The
// error of the difference of the two means is sd · √(1/n₁ + 1/n₂), the effect on the mean of one
// period in one unit min_effect: a share of the metric's mean, or an absolute figure spread over
// periods and treated units.
namespace throughline::plan::rules {
namespace {

struct Design {
  double periods = 0.0;
  double units = 1.0;  // treated
  double effect = 0.0;
  double error = 0.0;
  double mean = 0.0;
};

double days_in(Grain grain) {
  switch (grain) {
    case Grain::Day:
      return 1.0;
    case Grain::Week:
      return 7.0;
    case Grain::Month:
      break;
  }
  return 365.25 / 12.0;
}

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

std::optional<Design> design_of(const Tactic& tactic,
                                const Metric& metric,
                                const MetricSpread& spread) {
  const Hypothesis& hypothesis = *tactic.hypothesis;
  const auto end = end_of(tactic);
  if (!hypothesis.from || !hypothesis.min_effect || !end || !(spread.sd > 0.0)) {
    return std::nullopt;
  }
  const auto days =
      static_cast<double>(days_from_civil(*end) - days_from_civil(hypothesis.from->value) + 1);
  Design out{.periods = days / days_in(metric.grain.value), .mean = spread.mean};
  if (!(out.periods >= 1.0)) {
    return std::nullopt;  // shorter than one period: the date is another finding
  }
  out.units = spread.n_units > 1 ? static_cast<double>(spread.n_units) / 2.0 : 1.0;
  const double n = out.periods * out.units;
  const Delta& least = hypothesis.min_effect->value;
  out.effect =
      least.relative ? std::abs(spread.mean) * least.amount.value / 100.0 : least.amount.value / n;
  out.error = math::error_of_difference(spread.sd, n, n);
  return out.effect > 0.0 ? std::optional(out) : std::nullopt;
}

std::string help(const Design& design,
                 const Metric& metric,
                 const math::PowerGoal& goal,
                 bool has_units) {
  const double factor = math::sample_factor(goal, design.error);
  std::string out = fmt::format("{:.0f} more {}",
                                std::ceil(design.periods * (factor - 1.0)),
                                name_of_periods(metric.grain.value));
  if (has_units) {
    out += fmt::format(", {:.0f} more regions", std::ceil(2.0 * design.units * (factor - 1.0)));
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

std::vector<Finding> of_tactic(const Subject& subject, const Tactic& tactic) {
  const Hypothesis& hypothesis = *tactic.hypothesis;
  const bool measured = hypothesis.on && tactic.measure && tactic.measure->metric &&
                        tactic.measure->metric->value == hypothesis.on->value;
  const Metric* metric = measured ? subject.plan().metric(hypothesis.on->value) : nullptr;
  const auto& spreads = subject.context().data->spread_of_metric;
  const auto spread = metric == nullptr ? spreads.end() : spreads.find(metric->head.id.value);
  if (spread == spreads.end()) {
    return {};
  }
  const std::optional<Design> design = design_of(tactic, *metric, spread->second);
  if (!design) {
    return {};
  }
  const math::PowerGoal goal{.min_effect = design->effect, .power = hypothesis.power.value.value};
  const double power = math::power_of(goal, design->error);
  if (power >= goal.power) {
    return {};
  }
  return {finding("TL009",
                  tactic.head,
                  "hypothesis.min_effect",
                  hypothesis.min_effect->at,
                  fmt::format("{} finds {} by {} with power {:.2f}, not {}",
                              tactic.head.id.value,
                              least_text(hypothesis.min_effect->value),
                              format_date(*end_of(tactic)),
                              power,
                              hypothesis.power.value.text),
                  help(*design, *metric, goal, spread->second.n_units > 1))};
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
