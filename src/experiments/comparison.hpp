#pragma once

#include <span>

#include "base/error.hpp"
#include "experiments/reading.hpp"
#include "experiments/score_interval.hpp"

namespace throughline::experiments {

/// Compares one rate with those of its peers: no proof that anything caused the difference (grade
/// D).
///
///   peers: k_i ~ (1 − ε) · BetaBinomial(n_i, m·s, (1 − m)·s) + ε · Uniform{0 … n_i}
///   own:   (1 − r) · Beta(m·s + k, (1 − m)·s + n − k) + r · Beta(1 + k, 1 + n − k)
///   per unit = own − m,   relative = own / m − 1,   total = per unit · n,   baseline = m · n
///
/// Drawn towards the peers as far as its own counts are few (math/shrinkage.hpp); r is the
/// probability that it is of another kind. Values and intervals are those of the belief, averaged
/// over what the peers leave open of (m, s) (population_nodes.hpp). So of many rates that are
/// drawn as the peers' are, 90% of the 90% intervals hold the truth (empirical Bayes); under 20
/// peers it may be fewer, and a caveat says so.
///
/// \param peers  without the one that is compared
/// Cannot tell: fewer than 5 peers with units, or none of its own. Errors: InvalidArgument for more
/// successes than units, a level out of range.
/// Source: Robbins (1956); Morris (1983), JASA 78, 47-55, for empirical Bayes intervals.
[[nodiscard]] Result<Reading> comparison(const RateArm& own,
                                         std::span<const RateArm> peers,
                                         double level = 0.9);

}  // namespace throughline::experiments
