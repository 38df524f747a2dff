#include "math/false_discovery.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace throughline::math {

std::vector<double> benjamini_hochberg(std::span<const double> p_values) {
  const std::size_t m = p_values.size();
  std::vector<double> q(m);
  for (std::size_t i = 0; i < m; ++i) {
    q[i] = p_values[i] <= 1.0 ? std::max(p_values[i], 0.0) : 1.0;  // NaN fails the test, so 1
  }
  std::vector<std::size_t> order(m);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return q[a] > q[b]; });
  double smallest = 1.0;
  for (std::size_t rank = m; rank > 0; --rank) {
    double& value = q[order[m - rank]];
    smallest = std::min(smallest, value * static_cast<double>(m) / static_cast<double>(rank));
    value = smallest;
  }
  return q;
}

}  // namespace throughline::math
