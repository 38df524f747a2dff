#pragma once

#include <algorithm>
#include <cmath>

#include "views/report.hpp"

namespace throughline::render {

/// Where things lie in the plot of all sources. Text keeps its size, so a narrow window gets a plot
/// of its own instead of a smaller one.
struct PlotFrame {
  double width, height, left, right, top, bottom;
  double least = 1.0;  ///< visits a month at the left edge
  double most = 1000.0;

  [[nodiscard]] double x(double visits) const {
    const double part =
        (std::log(std::max(visits, least)) - std::log(least)) / (std::log(most) - std::log(least));
    return left + part * (right - left);
  }

  [[nodiscard]] double y(double share) const {
    return bottom - std::clamp(share, 0.0, 1.0) * (bottom - top);
  }

  /// Area follows visits; the biggest is as large as the plot bears.
  [[nodiscard]] double radius(const views::SourceMark& mark) const {
    const double biggest = width > 500 ? 24.0 : 17.0;
    const double smallest = mark.signal || mark.small ? 2.6 : 2.0;
    return std::clamp(biggest * std::sqrt(mark.visits_a_month * 1.6 / most), smallest, biggest);
  }
};

}  // namespace throughline::render
