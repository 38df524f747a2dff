#pragma once

#include <span>
#include <vector>

#include "base/error.hpp"
#include "experiments/reading.hpp"

namespace throughline::experiments {

/// A metric in equal periods (days, weeks, months), oldest first, with the same periods a year
/// before where they are known: then all of them, else none.
struct SeriesPart {
  std::vector<double> values;
  std::vector<double> year_ago;
};

struct BeforeAfterOptions {
  double level = 0.9;  ///< in (0, 1)
  int gap = 0;         ///< periods left out between before and during; not negative
};

/// Change of a series' level from before to during: no proof that anything caused it (grade D).
///
///   log E[y_t] = level + season_t,  var = φ·E,  noise with a memory  (level_model.hpp)
///   relative = exp(level during − level before) − 1,  interval by Student's t on the log scale
///   total = Σ during · (1 − exp(−difference));  baseline = Σ during − total;  per unit: a period
///
/// The season is taken from the same periods a year before; without them, or where they are
/// nothing, a caveat says so. A stretch that sums to zero or less is compared by means instead (no
/// relative effect). Another caveat says where neighbouring periods are so alike that the interval
/// may be too narrow. Cannot tell: fewer than 4 periods before or 2 during, or no spread at all.
/// Errors: InvalidArgument for NaN, for a year before of another length, options out of range.
[[nodiscard]] Result<Reading> before_after(const SeriesPart& before,
                                           const SeriesPart& during,
                                           const BeforeAfterOptions& options = {});

}  // namespace throughline::experiments
