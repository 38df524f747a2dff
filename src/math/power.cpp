#include "math/power.hpp"

#include <cmath>

#include "math/gamma.hpp"

namespace throughline::math {
namespace {

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

double error_of_difference(double sd, double n_treated, double n_control) {
  return sd * std::sqrt(1.0 / n_treated + 1.0 / n_control);
}

double spread_of_rate(double rate) { return std::sqrt(rate * (1.0 - rate)); }

}  // namespace throughline::math
