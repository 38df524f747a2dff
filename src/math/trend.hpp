#pragma once

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

/// Fits log E[y_t] = a + b·t with variance φ·E[y_t], and Huber's weights on the residuals so that
/// one odd month does not make a trend.
///
/// \param level  probability of the interval (Student t, T − 2 degrees of freedom)
/// Cost: O(T). Source: McCullagh & Nelder (1989) ch. 6 (quasi-Poisson; R: glm(family =
/// quasipoisson)); Cantoni & Ronchetti (2001) for the weights, c = 2.
[[nodiscard]] Trend fit_trend(std::span<const std::uint32_t> counts, double level = 0.9);

}  // namespace throughline::math
