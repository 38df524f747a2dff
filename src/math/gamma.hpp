#pragma once

#include <cstdint>

namespace throughline::math {

/// log Γ(x), ψ(x) and ψ′(x) for x > 0, relative error about 1e-14 (absolute near a root). Faster
/// than a general library's because x is known to be positive, and free of std::lgamma's global
/// sign. Recurrence up to x ≥ 10, then Stirling's series; Abramowitz & Stegun
/// (1964) 6.1.41, 6.3.18, 6.4.12.
[[nodiscard]] double log_gamma(double x);
[[nodiscard]] double digamma(double x);
[[nodiscard]] double trigamma(double x);

/// log n! = log Γ(n + 1), from a table below 2,048.
[[nodiscard]] double log_factorial(std::uint64_t n);

/// log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b).
[[nodiscard]] double log_beta(double a, double b);

/// The z with P(Z ≤ z) = p for a standard normal Z; p in (0, 1).
[[nodiscard]] double normal_quantile(double p);
/// P(Z ≤ z) for a standard normal Z.
[[nodiscard]] double normal_cdf(double z);

}  // namespace throughline::math
