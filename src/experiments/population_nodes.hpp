#pragma once

#include <vector>

#include "math/beta.hpp"
#include "math/shrinkage.hpp"

namespace throughline::experiments {

/// One population of rates that may be the true one.
struct PopulationNode {
  double weight = 0.0;
  math::Beta rate;
};

/// Nine populations that stand for what a fit leaves open: (logit mean, log precision) as a normal
/// curve with the fit's covariance, by Gauss and Hermite's rule of three points. Weights add up
/// to 1. So shrinkage does not take a mean and a precision for certain that few units gave.
[[nodiscard]] std::vector<PopulationNode> population_nodes(const math::RatePopulation& fitted);

}  // namespace throughline::experiments
