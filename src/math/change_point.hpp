#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace throughline::math {

struct ChangePointOptions {
  double prior = 0.2;      ///< probability of a change before looking, in (0, 1)
  double min_ratio = 1.5;  ///< a rise counts as a breakout from this ratio of the levels on
  double screen = 0.2;     ///< below this probability of a change, details are not looked at
};

/// One change of level in a series of counts.
struct ChangePoint {
  double probability = 0.0;  ///< that the level rose by at least min_ratio at some time
  std::size_t at = 0;        ///< likeliest first period of the new level
  double before = 0.0;       ///< posterior mean level a period before `at`
  double after = 0.0;        ///< and from `at` on
  double ratio = 1.0;        ///< after / before, on the log scale averaged
};

/// Finds a rise of level in counts that may be over-dispersed.
///
///   y_t ~ NegativeBinomial(size r, level λ₁ before τ, λ₂ from τ on), τ uniform on 1 … T − 1
///   λ / r ~ BetaPrime(1, 1 + r/ȳ), which is conjugate, so each segment has a closed marginal:
///   Γ(1 + S)·Γ(α + rn)/Γ(1 + α + rn + S) up to terms that both models share, α = 1 + r/ȳ
///
/// r is averaged over {2, 4, 8, 16, 32, 64, ∞ (Poisson)} with equal prior weight, so bursts that a
/// noisy series makes anyway are not breakouts. Where the Poisson model alone gives a change less
/// than `screen`, the others are not asked and a level's estimate decides its direction. Fewer than
/// three periods or no counts: probability 0. Cost: O(T · sizes). Source: Raftery & Akman (1986)
/// for the Poisson change point; Barry & Hartigan (1993) for product partitions; beta-prime
/// conjugacy in Johnson, Kemp & Kotz (2005).
[[nodiscard]] ChangePoint find_rise(std::span<const std::uint32_t> counts,
                                    const ChangePointOptions& options = {});

}  // namespace throughline::math
