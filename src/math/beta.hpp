#pragma once

namespace throughline::math {

/// A Beta(a, b) distribution on (0, 1); a and b positive and finite.
struct Beta {
  double a = 1.0;
  double b = 1.0;

  [[nodiscard]] double mean() const { return a / (a + b); }

  [[nodiscard]] double variance() const { return a * b / ((a + b) * (a + b) * (a + b + 1.0)); }

  friend bool operator==(const Beta&, const Beta&) = default;
};

/// Beta with a mean in (0, 1) and a precision a + b > 0.
[[nodiscard]] Beta beta_of(double mean, double precision);

/// What is believed after k successes in n trials; k and n − k may be fractional.
[[nodiscard]] Beta updated(Beta prior, double successes, double failures);

/// Natural logarithm of the density at x in (0, 1).
[[nodiscard]] double log_density(Beta beta, double x);

/// P(X ≤ x) and P(X > x), the regularised incomplete beta function; x outside [0, 1] is clamped.
[[nodiscard]] double cdf(Beta beta, double x);
[[nodiscard]] double survival(Beta beta, double x);

/// The x with P(X ≤ x) = p, p in [0, 1], to 1e-9 of the probability. Safeguarded Halley steps from
/// a normal start on the logit scale; never NaN.
[[nodiscard]] double quantile(Beta beta, double p);

/// P(X > Y) for independent X and Y, absolute error under 1e-10.
///
///   P(X > Y) = ∫ f(y) · P(X > y) dy     over the narrower of the two, on the logit scale
///
/// The trapezoidal rule converges geometrically for such integrands (Trefethen & Weideman 2014).
/// Cost: 20 to 100 incomplete beta functions.
[[nodiscard]] double probability_greater(Beta x, Beta y);

}  // namespace throughline::math
