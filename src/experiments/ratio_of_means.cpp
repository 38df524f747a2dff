#include "experiments/ratio_of_means.hpp"

#include <algorithm>
#include <cmath>

namespace throughline::experiments {

std::optional<schema::Interval> ratio_of_means(const Mean& numerator,
                                               const Mean& denominator,
                                               double multiplier,
                                               double level,
                                               double covariance) {
  // a·r² − 2b·r + c ≤ 0
  const double squared = multiplier * multiplier;
  const double a =
      denominator.value * denominator.value - squared * denominator.error * denominator.error;
  if (!(a > 0.0)) {
    return std::nullopt;
  }
  const double b = numerator.value * denominator.value - squared * covariance;
  const double c = numerator.value * numerator.value - squared * numerator.error * numerator.error;
  const double half = std::sqrt(std::max(b * b - a * c, 0.0)) / a;
  if (!std::isfinite(b / a) || !std::isfinite(half)) {
    return std::nullopt;
  }
  return schema::Interval{.value = numerator.value / denominator.value,
                          .low = b / a - half,
                          .high = b / a + half,
                          .level = level};
}

}  // namespace throughline::experiments
