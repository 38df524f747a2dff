#pragma once

#include <cstdint>
#include <optional>

#include "schema/estimate.hpp"

namespace throughline::experiments {

/// Units of one arm of a test, and how many of them did what was hoped for.
struct RateArm {
  std::uint64_t n = 0;
  std::uint64_t successes = 0;

  [[nodiscard]] double rate() const {
    return static_cast<double>(successes) / static_cast<double>(n);
  }
};

enum class ScoreVariance : std::uint8_t {
  Unbiased,  ///< times N / (N − 1): Miettinen & Nurminen (1985)
  Plain,     ///< as it is: Mee (1984) for the difference, Koopman (1984) for the ratio
};

/// Difference of two rates p₁ − p₀ with its score interval: all δ that
///
///   |p̂₁ − p̂₀ − δ| / √V(δ) ≤ z,   V(δ) = (p₁(1 − p₁)/n₁ + p₀(1 − p₀)/n₀) · N/(N − 1)
///
/// does not reject, p₁ and p₀ being the likeliest rates that differ by δ (closed root of a cubic).
/// Covers near its level at small n and rare events, where Wald's does not; never leaves [−1, 1].
/// Both arms need at least one unit. Source: Miettinen & Nurminen (1985), Statistics in Medicine 4,
/// 213-226; compared with ten others by Newcombe (1998), ibid. 17, 873-890 (his method 6).
[[nodiscard]] schema::Interval difference_of_rates(
    const RateArm& treated,
    const RateArm& control,
    double level,
    ScoreVariance variance = ScoreVariance::Unbiased);

/// Ratio of two rates p₁ / p₀ with the score interval of the same form, |p̂₁ − φ·p̂₀| / √V(φ) ≤ z.
/// It excludes 1 exactly when the difference's excludes 0. Nothing if the control arm had no
/// success: then no upper end exists. Source: Miettinen & Nurminen (1985); Koopman (1984),
/// Biometrics 40, 513-517.
[[nodiscard]] std::optional<schema::Interval> ratio_of_rates(
    const RateArm& treated,
    const RateArm& control,
    double level,
    ScoreVariance variance = ScoreVariance::Unbiased);

}  // namespace throughline::experiments
