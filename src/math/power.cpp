#include "math/power.hpp"

#include <algorithm>
#include <cmath>

#include "math/gamma.hpp"

namespace throughline::math {
namespace {

constexpr double kMost = 1e12;  // of anything: no plan is helped by a larger number

double end_of(const PowerGoal& goal) { return normal_quantile(0.5 * (1.0 + goal.level)); }

}  // namespace

double power_of(const PowerGoal& goal, double standard_error) {
  return standard_error > 0.0 ? normal_cdf(goal.min_effect / standard_error - end_of(goal)) : 1.0;
}

double sample_factor(const PowerGoal& goal, double standard_error) {
  const double ratio = detectable_effect(goal, standard_error) / goal.min_effect;
  return ratio * ratio;
}

double detectable_effect(const PowerGoal& goal, double standard_error) {
  return (end_of(goal) + normal_quantile(goal.power)) * standard_error;
}

Remedies remedies(const PowerGoal& goal, double standard_error, double n_periods, double n_units) {
  const double lacking = std::max(sample_factor(goal, standard_error) - 1.0, 0.0);
  // Rounding must not ask for one more where the sample suffices just so.
  const auto more = [lacking](double n) { return std::min(std::ceil(n * lacking - 1e-9), kMost); };
  return {.power = power_of(goal, standard_error),
          .more_periods = std::max(more(n_periods), 0.0),
          .more_units = std::max(more(n_units), 0.0),
          .min_effect = detectable_effect(goal, standard_error)};
}

double error_of_difference(double sd, double n_treated, double n_control) {
  return sd * std::sqrt(1.0 / n_treated + 1.0 / n_control);
}

double spread_of_rate(double rate) { return std::sqrt(rate * (1.0 - rate)); }

}  // namespace throughline::math
