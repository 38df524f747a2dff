#pragma once

#include <optional>

#include "schema/estimate.hpp"

namespace throughline::experiments {

/// A mean and its standard error.
struct Mean {
  double value = 0.0;
  double error = 0.0;
};

/// Ratio of two means with Fieller's interval: all r that
///
///   (m₁ − r·m₀)² ≤ t² · (s₁² − 2r·c + r²·s₀²)
///
/// holds for, with c the covariance of the means (0 if they are of different units) and t the
/// `multiplier`. Nothing where that set is not an interval: the denominator is not clear of zero
/// (m₀² ≤ t²·s₀²), or its ends are beyond any number. Source: Fieller (1954), JRSS B 16, 175-185.
[[nodiscard]] std::optional<schema::Interval> ratio_of_means(const Mean& numerator,
                                                             const Mean& denominator,
                                                             double multiplier,
                                                             double level,
                                                             double covariance = 0.0);

}  // namespace throughline::experiments
