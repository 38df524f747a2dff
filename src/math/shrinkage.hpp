#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "math/beta.hpp"

namespace throughline::math {

/// k successes in n trials, seen in `weight` units that are alike.
struct Count {
  std::uint64_t n = 0;
  std::uint64_t k = 0;
  std::uint64_t weight = 1;

  friend bool operator==(const Count&, const Count&) = default;
};

/// Sorts by (n, k) and adds up the weights of equal pairs; pairs with n = 0 or k > n are dropped.
[[nodiscard]] std::vector<Count> aggregated(std::vector<Count> counts);

struct ShrinkageOptions {
  double max_outliers = 0.4;          ///< upper bound of the share of outliers, in [0, 1)
  double outlier_scale = 0.01;        ///< prior mean of that share; keeps clean data clean
  double precision_center = 30.0;     ///< centre of the prior of the precision a + b
  double precision_log_sd = 1.5;      ///< its spread on the log scale
  double max_precision = 1e6;         ///< a + b is bounded to [0.1, max_precision]
  std::uint64_t max_iterations = 60;  ///< of the outer loop
};

/// How unlike each other the rates of many units are, fitted to their counts.
struct RatePopulation {
  Beta rate;              ///< of the main part of the population
  double outliers = 0.0;  ///< share of units that belong to none: any rate is as likely
  double units = 0.0;     ///< units it was fitted to
  /// Covariance of (logit mean, log precision) at the optimum, for what hangs on their uncertainty.
  double var_logit_mean = 0.0;
  double var_log_precision = 0.0;
  double cov = 0.0;
  bool converged = false;
};

/// Fits a population of rates by marginal likelihood.
///
///   k_i ~ (1 − ε) · BetaBinomial(n_i, m·s, (1 − m)·s) + ε · Uniform{0 … n_i}
///
/// The uniform part takes what does not belong, high or low, so that a few true signals neither
/// move the mean nor widen the spread against which they are to be judged. Weak priors (log-normal
/// for s, exponential for ε) keep small samples finite. Newton steps with a trust region on
/// (logit m, log s) inside an EM step for ε. With no counts: the prior, mean 1/2.
/// Cost: O(distinct pairs · iterations). Source: Robbins (1956); Griffiths (1973) for the
/// beta-binomial likelihood; Efron (2004) for a null that is estimated.
[[nodiscard]] RatePopulation fit_rates(std::span<const Count> counts,
                                       const ShrinkageOptions& options = {});

}  // namespace throughline::math
