#include "experiments/population_nodes.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace throughline::experiments {
namespace {

struct Node {
  double at = 0.0;
  double weight = 0.0;
};

// Of a standard normal curve: 0 and ±√3.
constexpr std::array<Node, 3> kNormalRule = {
    Node{-1.7320508075688772, 1.0 / 6}, Node{0.0, 2.0 / 3}, Node{1.7320508075688772, 1.0 / 6}};

}  // namespace

std::vector<PopulationNode> population_nodes(const math::RatePopulation& fitted) {
  const double m = fitted.rate.mean();
  const double logit = std::log(m / (1.0 - m));
  const double log_precision = std::log(fitted.rate.a + fitted.rate.b);
  const double along = std::sqrt(std::max(fitted.var_logit_mean, 0.0));
  const double tilt = along > 0.0 ? fitted.cov / along : 0.0;
  const double across = std::sqrt(std::max(fitted.var_log_precision - tilt * tilt, 0.0));
  std::vector<PopulationNode> nodes;
  for (const Node& mean : kNormalRule) {
    for (const Node& precision : kNormalRule) {
      const double x = logit + along * mean.at;
      const double y = log_precision + tilt * mean.at + across * precision.at;
      nodes.push_back(
          {.weight = mean.weight * precision.weight,
           .rate = math::beta_of(1.0 / (1.0 + std::exp(-x)), std::clamp(std::exp(y), 0.1, 1e6))});
    }
  }
  return nodes;
}

}  // namespace throughline::experiments
