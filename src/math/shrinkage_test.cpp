#include "math/shrinkage.hpp"

#include <cmath>
#include <gmock/gmock.h>

#include "base/random.hpp"

namespace throughline::math {
namespace {

// Priors so wide, and no outliers, that what is left is maximum likelihood.
constexpr ShrinkageOptions kPlain{.max_outliers = 0.0, .precision_log_sd = 1e3};

// Boys among 12 children in 6,115 families (Geissler 1889); published maximum likelihood fit:
// α = 34.09558, β = 31.5715. The prior of the mean moves the fourth digit of 6,115 families.
TEST(FitRates, ReproducesThePublishedFitOfGeisslersFamilies) {
  const std::vector<std::uint64_t> families = {
      3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7};
  std::vector<Count> counts;
  for (std::uint64_t boys = 0; boys <= 12; ++boys) {
    counts.push_back({.n = 12, .k = boys, .weight = families[boys]});
  }
  const RatePopulation fit = fit_rates(counts, kPlain);
  EXPECT_TRUE(fit.converged);
  EXPECT_NEAR(fit.rate.a, 34.09558, 0.01);
  EXPECT_NEAR(fit.rate.b, 31.5715, 0.01);
}

std::vector<Count> drawn(std::size_t n_units, Beta rate, double outliers, std::uint64_t seed) {
  Rng rng(seed, "shrinkage-test");
  std::vector<Count> counts;
  for (std::size_t i = 0; i < n_units; ++i) {
    const std::uint64_t n = 5 + rng.below(200);
    const double p = rng.uniform() < outliers ? 0.9 : rng.beta(rate.a, rate.b);
    counts.push_back({.n = n, .k = rng.binomial(n, p)});
  }
  return aggregated(counts);
}

TEST(FitRates, FindsTheTruthWithinItsOwnStandardErrors) {
  int inside_mean = 0;
  int inside_precision = 0;
  constexpr int kRuns = 100;
  for (int run = 0; run < kRuns; ++run) {
    const auto counts = drawn(400, {.a = 8, .b = 24}, 0.0, static_cast<std::uint64_t>(run));
    const RatePopulation fit = fit_rates(counts, kPlain);
    const double logit = std::log(fit.rate.a / fit.rate.b);
    inside_mean += std::fabs(logit - std::log(8.0 / 24)) < 1.645 * std::sqrt(fit.var_logit_mean);
    inside_precision += std::fabs(std::log(fit.rate.a + fit.rate.b) - std::log(32.0)) <
                        1.645 * std::sqrt(fit.var_log_precision);
  }
  EXPECT_NEAR(inside_mean, 90, 9);  // three binomial standard errors
  EXPECT_NEAR(inside_precision, 90, 9);
}

TEST(FitRates, AreNotMovedByAFewThatDoNotBelong) {
  const RatePopulation clean = fit_rates(drawn(2000, {.a = 8, .b = 24}, 0.0, 1));
  const RatePopulation dirty = fit_rates(drawn(2000, {.a = 8, .b = 24}, 0.1, 1));
  EXPECT_NEAR(dirty.rate.mean(), clean.rate.mean(), 0.01);
  EXPECT_NEAR(std::log(dirty.rate.a + dirty.rate.b), std::log(clean.rate.a + clean.rate.b), 0.25);
  // Uniform is not what these outliers are (all at 0.9), so their share is only bounded.
  EXPECT_GT(dirty.outliers, 0.1);
  EXPECT_LT(dirty.outliers, 0.2);
  EXPECT_LT(clean.outliers, 0.01);
}

TEST(FitRates, StayFiniteOnEmptyTinyAndOneSidedData) {
  const std::vector<std::vector<Count>> edges = {{},
                                                 {{.n = 1, .k = 1}},
                                                 {{.n = 1000000, .k = 0, .weight = 500}},
                                                 {{.n = 3, .k = 3, .weight = 1000000}}};
  for (const auto& counts : edges) {
    const RatePopulation fit = fit_rates(counts);
    EXPECT_GT(fit.rate.a, 0.0);
    EXPECT_GT(fit.rate.b, 0.0);
    EXPECT_TRUE(std::isfinite(fit.rate.a + fit.rate.b + fit.var_logit_mean + fit.var_log_precision +
                              fit.cov));
  }
  EXPECT_NEAR(fit_rates({}).rate.mean(), 0.5, 1e-6);
}

TEST(Aggregated, AddsUpEqualPairsAndDropsTheImpossible) {
  EXPECT_THAT(
      aggregated({{.n = 5, .k = 2},
                  {.n = 3, .k = 1, .weight = 4},
                  {.n = 5, .k = 2},
                  {.n = 0},
                  {.n = 1, .k = 2}}),
      testing::ElementsAre(Count{.n = 3, .k = 1, .weight = 4}, Count{.n = 5, .k = 2, .weight = 2}));
}

}  // namespace
}  // namespace throughline::math
