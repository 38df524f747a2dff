#include "math/beta.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "math/gamma.hpp"

namespace throughline::math {
namespace {

// P(X > Y) as a finite sum for integer parameters; Miller (2014), "Formulas for Bayesian A/B
// testing".
double summed_greater(Beta x, Beta y) {
  double total = 0.0;
  for (int i = 0; i < static_cast<int>(x.a); ++i) {
    total += std::exp(log_beta(y.a + i, x.b + y.b) - std::log(x.b + i) - log_beta(1.0 + i, x.b) -
                      log_beta(y.a, y.b));
  }
  return total;
}

// Beta(a, 1) has the distribution function x^a, Beta(1, b) has 1 − (1 − x)^b.
TEST(Beta, QuantilesHaveTheirClosedForms) {
  EXPECT_NEAR(quantile({.a = 3, .b = 1}, 0.05), std::cbrt(0.05), 1e-12);
  EXPECT_NEAR(quantile({.a = 1, .b = 4}, 0.9), 1 - std::pow(0.1, 0.25), 1e-12);
  EXPECT_NEAR(quantile({.a = 0.5, .b = 0.5}, 0.1), std::pow(std::sin(0.05 * M_PI), 2), 1e-12);
  EXPECT_EQ(quantile({.a = 2, .b = 2}, 0.0), 0.0);
  EXPECT_EQ(quantile({.a = 2, .b = 2}, 1.0), 1.0);
}

// Clopper & Pearson's 95% interval of 4 in 20, as binom.test(4, 20) of R prints it: 0.057334,
// 0.436614.
TEST(Beta, QuantilesGiveClopperAndPearsonsInterval) {
  EXPECT_NEAR(quantile({.a = 4, .b = 17}, 0.025), 0.057334, 5e-7);
  EXPECT_NEAR(quantile({.a = 5, .b = 16}, 0.975), 0.436614, 5e-7);
}

RC_GTEST_PROP(Beta, QuantileInvertsTheDistribution, ()) {
  const double a = *rc::gen::inRange(1, 4000) / 4.0;
  const double b = *rc::gen::inRange(1, 4000000) / 4.0;
  const double p = *rc::gen::inRange(1, 1000) / 1000.0;
  const double x = quantile({.a = a, .b = b}, p);
  RC_ASSERT(std::fabs(cdf({.a = a, .b = b}, x) - p) < 1e-9);
}

TEST(Beta, DensityIntegratesToTheDistribution) {
  const Beta beta{.a = 2.5, .b = 7.0};
  constexpr int kSteps = 20000;
  double sum = 0.0;
  for (int i = 0; i < kSteps; ++i) {
    sum += std::exp(log_density(beta, (i + 0.5) * 0.3 / kSteps)) * 0.3 / kSteps;
  }
  EXPECT_NEAR(sum, cdf(beta, 0.3), 1e-8);
  EXPECT_NEAR(sum, 1.0 - survival(beta, 0.3), 1e-8);
}

TEST(ProbabilityGreater, EqualsTheFiniteSumOfIntegerParameters) {
  for (const double a : {1.0, 3.0, 40.0, 900.0}) {
    for (const double b : {1.0, 7.0, 300.0}) {
      for (const Beta y :
           {Beta{.a = 1, .b = 1}, Beta{.a = 12, .b = 30}, Beta{.a = 5000, .b = 5000}}) {
        EXPECT_NEAR(
            probability_greater({.a = a, .b = b}, y), summed_greater({.a = a, .b = b}, y), 1e-9)
            << a << " " << b << " against " << y.a << " " << y.b;
      }
    }
  }
}

RC_GTEST_PROP(ProbabilityGreater, OfBothDirectionsAddUpToOne, ()) {
  const auto parameter = rc::gen::map(rc::gen::inRange(1, 100000), [](int i) { return i / 8.0; });
  const Beta x{.a = *parameter, .b = *parameter};
  const Beta y{.a = *parameter, .b = *parameter};
  RC_ASSERT(std::fabs(probability_greater(x, y) + probability_greater(y, x) - 1.0) < 1e-9);
}

// P(X > U) of a uniform U is the mean of X.
TEST(ProbabilityGreater, AgainstAUniformIsTheMean) {
  EXPECT_NEAR(probability_greater({.a = 0.5, .b = 0.25}, {.a = 1, .b = 1}), 2.0 / 3.0, 1e-9);
  EXPECT_NEAR(probability_greater({.a = 1e7, .b = 3e7}, {.a = 1, .b = 1}), 0.25, 1e-9);
}

}  // namespace
}  // namespace throughline::math
