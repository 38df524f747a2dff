#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace throughline::math {

/// Change of a count per period, on the log scale: exp(slope) − 1 is the growth a period.
struct Trend {
  double slope = 0.0;
  double low = 0.0;
  double high = 0.0;
  double dispersion = 1.0;  ///< Pearson's χ² over its degrees of freedom, at least 1
  bool known = false;       ///< false for fewer than three periods or no counts; slope is then 0
};

/// Student's t that an interval of `level` takes with n_periods − 2 degrees of freedom; 0 for fewer
/// than three periods. Dear, so found once for all series of a table.
[[nodiscard]] double trend_multiplier(std::size_t n_periods, double level = 0.9);

/// Fits log E[y_t] = a + b·t with variance φ·E[y_t], and Huber's weights on the residuals so that
/// one odd month does not make a trend.
///
/// \param multiplier  standard errors on each side of the slope, from trend_multiplier()
/// Cost: O(T). Source: McCullagh & Nelder (1989) ch. 6 (quasi-Poisson; R: glm(family =
/// quasipoisson)); Cantoni & Ronchetti (2001) for the weights, c = 2. Where no residual is beyond
/// 2 standard deviations the slope is that of the plain quasi-Poisson fit.
[[nodiscard]] Trend fit_trend(std::span<const std::uint32_t> counts, double multiplier);

}  // namespace throughline::math
