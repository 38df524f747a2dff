#pragma once

#include <span>

namespace throughline::math {

/// The two ends of an interval.
struct Bounds {
  double low = 0.0;
  double high = 0.0;

  friend bool operator==(const Bounds&, const Bounds&) = default;
};

/// The ends between which `level` of the draws lie, as many below as above: quantiles of type 7
/// (Hyndman & Fan 1996), those of R. Draws in any order, at least one. Cost: O(n log n).
[[nodiscard]] Bounds bounds_of_draws(std::span<const double> draws, double level);

}  // namespace throughline::math
