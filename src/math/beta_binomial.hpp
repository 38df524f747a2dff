#pragma once

#include <cstdint>

#include "math/beta.hpp"

namespace throughline::math {

/// k of n successes where the rate itself is drawn from Beta(a, b); Skellam (1948).
///
///   P(K = k) = C(n, k) · B(k + a, n − k + b) / B(a, b)
[[nodiscard]] double beta_binomial_log_pmf(std::uint64_t k, std::uint64_t n, Beta rate);

/// P(K ≥ k), relative error about 1e-10 down to 1e-290. Short tails are summed by the ratio of
/// neighbours; long ones are the integral P(Beta(a, b) > Beta(k, n − k + 1)), which is the same
/// number (a binomial tail is an incomplete beta function), to 1e-10 absolute.
[[nodiscard]] double beta_binomial_upper_tail(std::uint64_t k, std::uint64_t n, Beta rate);

/// The smallest k with P(K ≤ k) ≥ p; p in [0, 1].
[[nodiscard]] std::uint64_t beta_binomial_quantile(double p, std::uint64_t n, Beta rate);

}  // namespace throughline::math
