#include "math/beta_binomial.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::math {
namespace {

// Closed forms: a uniform rate makes every count as likely, 1 / (n + 1); n = 1 is a coin of the
// mean.
TEST(BetaBinomial, HasItsClosedForms) {
  for (std::uint64_t k = 0; k <= 7; ++k) {
    EXPECT_NEAR(beta_binomial_log_pmf(k, 7, {.a = 1, .b = 1}), -std::log(8.0), 1e-13);
    EXPECT_NEAR(beta_binomial_upper_tail(k, 7, {.a = 1, .b = 1}),
                (8.0 - static_cast<double>(k)) / 8.0,
                1e-13);
  }
  EXPECT_NEAR(beta_binomial_upper_tail(1, 1, {.a = 2, .b = 6}), 0.25, 1e-14);
  EXPECT_EQ(beta_binomial_quantile(0.5, 7, {.a = 1, .b = 1}), 3U);
}

// Boys among the first 12 children of 6,115 Saxon families (Geissler 1889): the published fit is
// Beta(34.09558, 31.5715) with 2.3, 22.6 and 5.2 families expected to have 0, 1 and 12 boys.
TEST(BetaBinomial, ReproducesTheExpectedFamiliesOfGeisslersData) {
  const Beta fitted{.a = 34.09558, .b = 31.5715};
  EXPECT_NEAR(6115 * std::exp(beta_binomial_log_pmf(0, 12, fitted)), 2.3, 0.05);
  EXPECT_NEAR(6115 * std::exp(beta_binomial_log_pmf(1, 12, fitted)), 22.6, 0.05);
  EXPECT_NEAR(6115 * std::exp(beta_binomial_log_pmf(12, 12, fitted)), 5.2, 0.05);
}

RC_GTEST_PROP(BetaBinomial, TailIsTheSumOfTheProbabilities, ()) {
  const auto n = static_cast<std::uint64_t>(*rc::gen::inRange(1, 400));
  const auto k = static_cast<std::uint64_t>(*rc::gen::inRange(0, static_cast<int>(n) + 1));
  const Beta rate{.a = *rc::gen::inRange(1, 300) / 4.0, .b = *rc::gen::inRange(1, 300) / 4.0};
  double sum = 0.0;
  for (std::uint64_t j = k; j <= n; ++j) {
    sum += std::exp(beta_binomial_log_pmf(j, n, rate));
  }
  RC_ASSERT(std::fabs(sum - beta_binomial_upper_tail(k, n, rate)) < 1e-10);
}

TEST(BetaBinomial, SumAndIntegralMeetWhereOneHandsOverToTheOther) {
  // One number just under and one just over the switch: the tail of a share hardly moves.
  const Beta rate{.a = 3, .b = 9};
  const double sum = beta_binomial_upper_tail(1600, 4000, rate);
  const double integral = beta_binomial_upper_tail(1601, 4002, rate);
  EXPECT_NEAR(sum, integral, 2e-4);
  EXPECT_NEAR(integral, survival(rate, 0.4), 1e-3);
}

TEST(BetaBinomial, ManyVisitsAndExtremeCountsStayProbabilities) {
  EXPECT_NEAR(beta_binomial_upper_tail(1, 2000000000, {.a = 20, .b = 60}), 1.0, 1e-9);
  EXPECT_LT(beta_binomial_upper_tail(900, 1000, {.a = 200, .b = 600}), 1e-60);
  EXPECT_EQ(beta_binomial_upper_tail(0, 0, {.a = 1, .b = 1}), 1.0);
  EXPECT_EQ(beta_binomial_upper_tail(5, 4, {.a = 1, .b = 1}), 0.0);
}

}  // namespace
}  // namespace throughline::math
