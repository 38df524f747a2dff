#pragma once

#include <optional>
#include <span>

#include "experiments/assignments.hpp"
#include "schema/estimate.hpp"

namespace throughline::experiments {

/// Effect that a treated unit has, with the interval of all τ that the randomisation test of "the
/// lot added τ to each treated unit" does not reject at (1 − level)/2 on either side.
///
///   T_w(τ) = w'M(y − τ·z) / ‖M·w‖      for each way w that the lot could have fallen; z: it did
///   p(τ) = share of w with T_w(τ) ≥ T_z(τ)
///
/// M takes out the mean, and a straight line in `covariate` if one is given, the same for every w
/// (Rosenbaum's adjustment). T_w(τ) ≥ T_z(τ) holds for all τ from one point on, since ‖M·z‖ ≥
/// w'M·z/‖M·w‖ (Cauchy-Schwarz), so the ends are order statistics of those points: no search. The
/// value is where T_z is zero: the difference of means, or the slope on z beside the covariate.
/// Exact: covers with at least `level` whatever the outcomes' distribution, if the effect is the
/// same for every unit. At most 2/n_rows above it when no two points coincide.
///
/// \param outcome    [n_units]; finite
/// \param covariate  [n_units], known before the lot; empty for none
/// \return           nothing if there are too few rows for the level, or the covariate tells the
///                   groups apart for certain
/// Cost: O(n_rows · n_units). Source: Ernst (2004), Statistical Science 19, 676-685; Rosenbaum
/// (2002), Statistical Science 17, 286-327; Phipson & Smyth (2010) for drawn rows.
[[nodiscard]] std::optional<schema::Interval> randomisation_interval(
    std::span<const double> outcome,
    std::span<const double> covariate,
    const Assignments& assignments,
    double level);

/// Two-sided p of "the lot made no difference": share of rows whose difference of means is at least
/// as far from zero as the observed one's.
[[nodiscard]] double randomisation_p(std::span<const double> outcome,
                                     const Assignments& assignments);

/// Whether so many equally likely rows can give an interval of this level: at least 2 / (1 −
/// level).
[[nodiscard]] bool rows_suffice(double n_rows, double level);

}  // namespace throughline::experiments
