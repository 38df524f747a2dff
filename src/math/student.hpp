#pragma once

namespace throughline::math {

/// P(T ≤ t) for Student's t with `freedom` > 0 degrees of freedom, which need not be whole. From
/// 1e7 on it is the normal curve, to 1e-8.
[[nodiscard]] double student_cdf(double t, double freedom);

/// The t with P(T ≤ t) = p; p in (0, 1), freedom > 0.
[[nodiscard]] double student_quantile(double p, double freedom);

/// P(X > x) for χ² with `freedom` > 0 degrees of freedom; 1 for x ≤ 0. Abramowitz & Stegun 26.4.19.
[[nodiscard]] double chi_squared_upper_tail(double x, double freedom);

/// The x with P(X ≤ x) = p for the same; p in (0, 1).
[[nodiscard]] double chi_squared_quantile(double p, double freedom);

}  // namespace throughline::math
