#include "experiments/two_arm.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

namespace throughline::experiments {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

MeanArm arm_of(const std::vector<double>& values) {
  MeanArm arm;
  for (const double value : values) {
    ++arm.units;
    arm.sum += value;
    arm.sum_squares += value * value;
  }
  return arm;
}

// Student's sleep data as R has them; t.test(extra ~ group): t = −1.8608, df = 17.776,
// 95% interval −3.3654832 to 0.2054832.
const MeanArm kFirstDrug = arm_of({0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0});
const MeanArm kSecondDrug = arm_of({1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4});

TEST(TwoArmMeans, IsWelchsTest) {
  const auto reading = two_arm_means(kFirstDrug, kSecondDrug, {.level = 0.95});
  ASSERT_TRUE(reading && *reading);
  const Measured& found = **reading;
  EXPECT_NEAR(found.per_unit.value, -1.58, 1e-12);
  EXPECT_NEAR(found.per_unit.low, -3.3654832, 1e-6);
  EXPECT_NEAR(found.per_unit.high, 0.2054832, 1e-6);
  EXPECT_NEAR(found.total.low, -33.654832, 1e-5);
  EXPECT_NEAR(found.baseline, 23.3, 1e-12);
  EXPECT_EQ(found.n, 20U);
  EXPECT_EQ(found.grade, schema::Grade::A);
  EXPECT_EQ(found.method, schema::Method::Randomised);
  EXPECT_THAT(found.caveats, IsEmpty());
  ASSERT_TRUE(found.relative);
  EXPECT_NEAR(found.relative->value, -1.58 / 2.33, 1e-12);
  EXPECT_GT(found.relative->high, 0.0);  // as the difference's
}

TEST(TwoArmRates, TellsDifferenceRatioTotalAndBaseline) {
  const auto reading = two_arm_rates({10000, 600}, {10000, 500});
  ASSERT_TRUE(reading && *reading);
  const Measured& found = **reading;
  EXPECT_NEAR(found.per_unit.value, 0.01, 1e-12);
  EXPECT_NEAR(found.total.value, 100.0, 1e-9);
  EXPECT_NEAR(found.total.low, 10000 * found.per_unit.low, 1e-9);
  EXPECT_NEAR(found.baseline, 500.0, 1e-9);
  EXPECT_NEAR(found.relative->value, 0.2, 1e-12);
  EXPECT_GT(found.relative->low, 0.0);
  EXPECT_EQ(found.grade, schema::Grade::A);
}

// Kohavi, Tang & Xu (2020), Trustworthy Online Controlled Experiments, ch. 21: 821,588 users in
// control and 815,482 in treatment where half were planned: p = 1.8e-6.
TEST(SampleRatio, IsThatOfTheBook) {
  EXPECT_NEAR(sample_ratio_p(815482, 821588, 0.5), 1.8e-6, 5e-8);
  EXPECT_EQ(sample_ratio_p(0, 0, 0.5), 1.0);
  EXPECT_EQ(sample_ratio_p(300, 700, 0.3), 1.0);
}

TEST(SampleRatio, ThatIsOffLowersTheGrade) {
  const auto reading = two_arm_rates({815482, 9000}, {821588, 9000});
  ASSERT_TRUE(reading && *reading);
  EXPECT_EQ((*reading)->grade, schema::Grade::D);
  EXPECT_THAT((*reading)->caveats,
              ElementsAre("sample ratio: 815482 treated and 821588 control units where 50% treated "
                          "were planned (p = 2e-06)"));
  const auto planned = two_arm_rates({300, 30}, {700, 70}, {.level = 0.9, .treated_share = 0.3});
  EXPECT_EQ((*planned)->grade, schema::Grade::A);
}

TEST(Balance, ThatIsBadLowersTheGrade) {
  TwoArmOptions options;
  options.before = {{"visits", {1000, 5000, 30000}, {1000, 4000, 20000}},
                    {"orders", {1000, 500, 1200}, {1000, 501, 1200}},
                    {"age", {1, 40, 1600}, {0, 0, 0}}};
  const auto reading = two_arm_rates({1000, 60}, {1000, 50}, options);
  ASSERT_TRUE(reading && *reading);
  EXPECT_EQ((*reading)->grade, schema::Grade::D);
  EXPECT_THAT((*reading)->caveats,
              ElementsAre(HasSubstr("balance: the arms differed in visits before the test")));
}

TEST(TwoArm, CannotTellFromTooLittle) {
  EXPECT_FALSE(two_arm_rates({0, 0}, {10, 3}).value());
  EXPECT_FALSE(two_arm_means({}, {}).value());
  const auto single = two_arm_means(arm_of({1.0}), arm_of({1.0, 2.0}));
  ASSERT_TRUE(single);
  ASSERT_FALSE(*single);
  EXPECT_EQ(single->error().needed, "at least two units in each arm");
  const auto equal = two_arm_means(arm_of({0.1, 0.1, 0.1}), arm_of({0.3, 0.3, 0.3}));
  ASSERT_TRUE(equal);
  ASSERT_FALSE(*equal);
  EXPECT_EQ(equal->error().why, "all units of an arm brought the same");
}

TEST(TwoArm, RefusesTheImpossible) {
  EXPECT_FALSE(two_arm_rates({10, 11}, {10, 3}));
  const double nan = std::nan("");
  EXPECT_FALSE(two_arm_means({10, nan, 3}, {10, 1, 3}));
  EXPECT_FALSE(two_arm_means({10, 1, 3}, {10, 1, std::numeric_limits<double>::infinity()}));
  EXPECT_FALSE(two_arm_means({10, 100, 3}, {10, 1, 3}));
  EXPECT_FALSE(two_arm_means({0, 1, 1}, {10, 1, 3}));
  EXPECT_FALSE(two_arm_rates({10, 1}, {10, 3}, {.level = 1.0}));
  EXPECT_FALSE(two_arm_rates({10, 1}, {10, 3}, {.level = nan}));
  EXPECT_FALSE(two_arm_rates({10, 1}, {10, 3}, {.level = 0.9, .treated_share = 0.0}));
  TwoArmOptions options;
  options.before = {{"visits", {10, nan, 1}, {10, 1, 1}}};
  const auto refused = two_arm_rates({10, 1}, {10, 3}, options);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("visits"));
}

TEST(TwoArm, SaysWhyThereIsNoRelativeEffect) {
  const auto reading = two_arm_rates({100, 5}, {100, 0});
  ASSERT_TRUE(reading && *reading);
  EXPECT_FALSE((*reading)->relative);
  EXPECT_THAT((*reading)->caveats, ElementsAre(HasSubstr("no relative effect")));
}

TEST(ToEstimate, TakesTheScaleThatIsAskedForWhereItIsKnown) {
  const Measured measured = two_arm_rates({100, 20}, {100, 10}).value().value();
  const Subject subject{.about = {.tactic = "t1", .link = "", .second = ""},
                        .metric = "orders",
                        .market = "de",
                        .from = {2026, 1, 1},
                        .to = {2026, 2, 1},
                        .inputs = {}};
  const schema::Estimate absolute = to_estimate(measured, subject);
  EXPECT_EQ(absolute.effect.interval, measured.total);
  EXPECT_EQ(absolute.effect.baseline, measured.baseline);
  EXPECT_EQ(absolute.n, 200U);
  EXPECT_EQ(absolute.id.size(), 32U);
  const schema::Estimate relative = to_estimate(measured, subject, schema::Scale::Relative);
  EXPECT_EQ(relative.effect.interval, *measured.relative);
  EXPECT_NE(relative.id, absolute.id);
  Measured unknown = measured;
  unknown.relative.reset();
  EXPECT_EQ(to_estimate(unknown, subject, schema::Scale::Relative).effect.scale,
            schema::Scale::Absolute);
}

MeanArm any_arm() {
  std::vector<double> values;
  const int n = *rc::gen::inRange(2, 30);
  for (int i = 0; i < n; ++i) {
    values.push_back(0.25 * *rc::gen::inRange(0, 400) + i % 2);
  }
  return arm_of(values);
}

bool near(double one, double other) {
  return std::fabs(one - other) <= 1e-7 * (1 + std::fabs(one));
}

RC_GTEST_PROP(TwoArmMeansProperty, ExchangedArmsMirrorTheDifference, ()) {
  const MeanArm one = any_arm();
  const MeanArm other = any_arm();
  const auto there = two_arm_means(one, other).value();
  const auto back = two_arm_means(other, one).value();
  RC_PRE(there.has_value());
  RC_ASSERT(near(there->per_unit.low, -back->per_unit.high));
  RC_ASSERT(near(there->per_unit.value, -back->per_unit.value));
}

RC_GTEST_PROP(TwoArmMeansProperty, AnotherUnitOfMoneyScalesTheEffectAndLeavesTheShare, ()) {
  const MeanArm one = any_arm();
  const MeanArm other = any_arm();
  const double factor = 0.01 * *rc::gen::inRange(1, 100000);
  const auto in = [factor](MeanArm arm) {
    return MeanArm{arm.units, arm.sum * factor, arm.sum_squares * factor * factor};
  };
  const auto plain = two_arm_means(one, other).value();
  const auto turned = two_arm_means(in(one), in(other)).value();
  RC_PRE(plain.has_value());
  RC_ASSERT(near(plain->per_unit.low * factor, turned->per_unit.low));
  RC_ASSERT(plain->relative.has_value() == turned->relative.has_value());
  if (plain->relative) {
    RC_ASSERT(near(plain->relative->high, turned->relative->high));
    RC_ASSERT((plain->per_unit.low > 1e-9) == (plain->relative->low > 1e-9));
  }
}

}  // namespace
}  // namespace throughline::experiments
