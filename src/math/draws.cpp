#include "math/draws.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/error.hpp"

namespace throughline::math {
namespace {

double quantile_of_sorted(const std::vector<double>& sorted, double p) {
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = place - static_cast<double>(below);
  return sorted[below] + part * (sorted[above] - sorted[below]);
}

}  // namespace

Bounds bounds_of_draws(std::span<const double> draws, double level) {
  TL_ASSERT(!draws.empty());
  std::vector<double> sorted(draws.begin(), draws.end());
  std::ranges::sort(sorted);
  return {quantile_of_sorted(sorted, 0.5 - 0.5 * level),
          quantile_of_sorted(sorted, 0.5 + 0.5 * level)};
}

}  // namespace throughline::math
