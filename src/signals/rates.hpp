#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "math/beta.hpp"
#include "math/shrinkage.hpp"
#include "signals/score.hpp"

namespace throughline::signals {

/// What is believed of one share after its counts: mostly that it is like its peers', and a little
/// (as much as the counts say) that it belongs to none of them.
struct Belief {
  math::Beta main;
  math::Beta outlier;
  double outlier_weight = 0.0;

  [[nodiscard]] double mean() const;
};

[[nodiscard]] Belief believe(const math::RatePopulation& peers, std::uint64_t n, std::uint64_t k);

/// Mean and central interval of a belief.
[[nodiscard]] Share share_of(const Belief& belief, double level);

/// Believed share of a reference: Jeffreys' Beta(k + 1/2, n − k + 1/2) with what comparing needs of
/// it, worked out once.
struct ReferenceBelief {
  math::Beta share;
  double below = 0.0;  ///< distances of the interval's ends from the mean
  double above = 0.0;
};

[[nodiscard]] ReferenceBelief belief_of(Reference reference, double level);

/// Probability of being greater, and the difference with the interval of Zou & Donner (2008), which
/// joins the two intervals by the distances of their ends.
[[nodiscard]] Comparison compared(const Belief& belief,
                                  const Share& share,
                                  const ReferenceBelief& reference);

/// One point of what is not known of a population, with its probability.
struct Node {
  math::Beta rate;
  double weight = 1.0;
};

/// Points and weights over the uncertainty of a fit: one where it is well known, else 3 × 5 of
/// Gauss and Hermite. Averages over them are what small tables need instead of a plugged-in fit.
[[nodiscard]] std::vector<Node> nodes_of(const math::RatePopulation& peers);

/// P(K ≥ k) of a source like its peers, around the greater of their mean and `floor`.
[[nodiscard]] double null_tail(std::span<const Node> peers,
                               double floor,
                               std::uint64_t n,
                               std::uint64_t k);

}  // namespace throughline::signals
