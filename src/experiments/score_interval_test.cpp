#include "experiments/score_interval.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace throughline::experiments {
namespace {

struct Published {
  RateArm treated;
  RateArm control;
  double low;
  double high;
};

// Newcombe (1998), Statistics in Medicine 17, 873-890, table II, examples (a) to (d), 95%.
TEST(DifferenceOfRates, IsMiettinenAndNurminens) {
  for (const Published& row : {Published{{70, 56}, {80, 48}, 0.0528, 0.3382},
                               Published{{10, 9}, {10, 3}, 0.1700, 0.8406},
                               Published{{7, 6}, {7, 2}, 0.0342, 0.8534},
                               Published{{56, 5}, {29, 0}, -0.0326, 0.1933}}) {
    const schema::Interval found = difference_of_rates(row.treated, row.control, 0.95);
    EXPECT_NEAR(found.low, row.low, 5.1e-5);
    EXPECT_NEAR(found.high, row.high, 5.1e-5);
  }
}

TEST(DifferenceOfRates, WithPlainVarianceIsMees) {
  for (const Published& row : {Published{{70, 56}, {80, 48}, 0.0533, 0.3377},
                               Published{{10, 9}, {10, 3}, 0.1821, 0.8370},
                               Published{{7, 6}, {7, 2}, 0.0544, 0.8478}}) {
    const schema::Interval found =
        difference_of_rates(row.treated, row.control, 0.95, ScoreVariance::Plain);
    EXPECT_NEAR(found.low, row.low, 5.1e-5);
    EXPECT_NEAR(found.high, row.high, 5.1e-5);
  }
}

// Koopman (1984), Biometrics 40, 513-517: 36 of 40 against 16 of 80.
TEST(RatioOfRates, WithPlainVarianceIsKoopmans) {
  const auto found = ratio_of_rates({40, 36}, {80, 16}, 0.95, ScoreVariance::Plain);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->value, 4.5, 1e-12);
  EXPECT_NEAR(found->low, 2.94, 5e-3);
  EXPECT_NEAR(found->high, 7.15, 5e-3);
}

TEST(DifferenceOfRates, HasEndsWhereNobodyOrEverybodySucceeds) {
  const schema::Interval none = difference_of_rates({100, 0}, {100, 0}, 0.9);
  EXPECT_EQ(none.value, 0.0);
  EXPECT_LT(none.low, -0.01);
  EXPECT_GT(none.high, 0.01);
  EXPECT_NEAR(none.low, -none.high, 1e-12);
  const schema::Interval all = difference_of_rates({100, 100}, {100, 100}, 0.9);
  EXPECT_NEAR(all.high, none.high, 1e-12);
  const schema::Interval apart = difference_of_rates({100, 100}, {100, 0}, 0.9);
  EXPECT_EQ(apart.value, 1.0);
  EXPECT_GT(apart.low, 0.9);
  EXPECT_NEAR(apart.high, 1.0, 1e-12);
  const schema::Interval single = difference_of_rates({1, 1}, {1, 0}, 0.9);
  EXPECT_LT(single.low, 0.0);
  EXPECT_LE(single.high, 1.0);
}

TEST(RatioOfRates, HasNoUpperEndWithoutSuccessInControl) {
  EXPECT_FALSE(ratio_of_rates({10, 3}, {10, 0}, 0.9));
  const auto none = ratio_of_rates({10, 0}, {10, 3}, 0.9);
  ASSERT_TRUE(none);
  EXPECT_EQ(none->value, 0.0);
  EXPECT_EQ(none->low, 0.0);
  EXPECT_GT(none->high, 0.0);
  EXPECT_LT(none->high, 2.0);
}

// The likeliest rates by search instead of by formula.
double slow_control_rate(const RateArm& treated, const RateArm& control, double delta) {
  double low = std::max(0.0, -delta) + 1e-12;
  double high = std::min(1.0, 1.0 - delta) - 1e-12;
  const auto slope = [&](double p) {
    const double x1 = static_cast<double>(treated.successes);
    const double f1 = static_cast<double>(treated.n) - x1;
    const double x0 = static_cast<double>(control.successes);
    const double f0 = static_cast<double>(control.n) - x0;
    return x1 / (p + delta) - f1 / (1.0 - p - delta) + x0 / p - f0 / (1.0 - p);
  };
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    (slope(middle) > 0.0 ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double slow_score(const RateArm& treated, const RateArm& control, double delta) {
  const double p0 = slow_control_rate(treated, control, delta);
  const double p1 = p0 + delta;
  const double n1 = static_cast<double>(treated.n);
  const double n0 = static_cast<double>(control.n);
  const double variance = (p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0) * (n1 + n0) / (n1 + n0 - 1.0);
  return (treated.rate() - control.rate() - delta) / std::sqrt(variance);
}

RateArm any_arm(int most) {
  const int n = *rc::gen::inRange(2, most);
  return {static_cast<std::uint64_t>(n), static_cast<std::uint64_t>(*rc::gen::inRange(0, n + 1))};
}

RC_GTEST_PROP(DifferenceOfRatesProperty, EndsAreWhereTheSlowScoreIsZ, ()) {
  const RateArm treated = any_arm(500);
  const RateArm control = any_arm(500);
  const schema::Interval found = difference_of_rates(treated, control, 0.9);
  if (found.low > -0.9999) {
    RC_ASSERT(std::fabs(slow_score(treated, control, found.low) - 1.6448536269514722) < 1e-4);
  }
  if (found.high < 0.9999) {
    RC_ASSERT(std::fabs(slow_score(treated, control, found.high) + 1.6448536269514722) < 1e-4);
  }
}

RC_GTEST_PROP(RatesProperty, ExchangedArmsMirrorTheDifferenceAndInvertTheRatio, ()) {
  const RateArm one = any_arm(300);
  const RateArm other = any_arm(300);
  const schema::Interval there = difference_of_rates(one, other, 0.9);
  const schema::Interval back = difference_of_rates(other, one, 0.9);
  RC_ASSERT(std::fabs(there.low + back.high) < 1e-9);
  RC_ASSERT(std::fabs(there.high + back.low) < 1e-9);
  const auto ratio = ratio_of_rates(one, other, 0.9);
  const auto inverse = ratio_of_rates(other, one, 0.9);
  if (ratio && inverse) {
    RC_ASSERT(std::fabs(ratio->low * inverse->high - 1.0) < 1e-7);
  }
}

RC_GTEST_PROP(RatesProperty, DifferenceAndRatioAgreeOnTheSign, ()) {
  const RateArm one = any_arm(300);
  const RateArm other = any_arm(300);
  const schema::Interval difference = difference_of_rates(one, other, 0.9);
  const auto ratio = ratio_of_rates(one, other, 0.9);
  RC_PRE(ratio.has_value());
  RC_ASSERT(difference.low <= difference.value && difference.value <= difference.high);
  RC_ASSERT(ratio->low <= ratio->value && ratio->value <= ratio->high);
  RC_ASSERT((difference.low > 1e-9) == (ratio->low > 1.0 + 1e-9));
  RC_ASSERT((difference.high < -1e-9) == (ratio->high < 1.0 - 1e-9));
}

}  // namespace
}  // namespace throughline::experiments
