#include "math/power.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/random.hpp"

namespace throughline::math {
namespace {

// NIST/SEMATECH e-Handbook 7.2.2.2: one-sided 5%, power 90%, a shift of one standard deviation:
// (1.645 + 1.282)² = 8.567 observations.
TEST(Power, SampleIsThatOfTheHandbook) {
  EXPECT_NEAR(sample_factor({.min_effect = 1.0, .power = 0.9}, 1.0), 8.567, 5e-3);
}

TEST(Power, AnEffectAtTheEndOfTheIntervalIsFoundHalfTheTime) {
  EXPECT_NEAR(power_of({.min_effect = 1.6448536269514722}, 1.0), 0.5, 1e-12);
  EXPECT_NEAR(power_of({.min_effect = 1e-12}, 1.0), 0.05, 1e-9);  // of nothing: false alarms
  EXPECT_EQ(power_of({.min_effect = 0.1}, 0.0), 1.0);
}

TEST(Power, IsWhatASimulationFinds) {
  const PowerGoal goal{.min_effect = 0.4};
  const double error = error_of_difference(1.0, 50, 100);
  Rng rng(1, "power");
  int found = 0;
  constexpr int kRuns = 20000;
  for (int i = 0; i < kRuns; ++i) {
    found += goal.min_effect + error * rng.normal() > 1.6448536269514722 * error;
  }
  EXPECT_NEAR(found / double{kRuns}, power_of(goal, error), 3 * 0.5 / std::sqrt(kRuns));
}

// TL009's example: a study of 10 weeks and 8 regions with four times too much variance.
TEST(Remedies, AreAnyOneOfMoreWeeksMoreRegionsOrALargerEffect) {
  const PowerGoal goal{.min_effect = 0.06};
  const double error = 2.0 * 0.06 / (1.6448536269514722 + 0.8416212335729143);
  const Remedies found = remedies(goal, error, 10, 8);
  EXPECT_EQ(found.more_periods, 30.0);
  EXPECT_EQ(found.more_units, 24.0);
  EXPECT_NEAR(found.min_effect, 0.12, 1e-12);
  EXPECT_LT(found.power, 0.5);
  const Remedies enough = remedies(goal, error / 4.0, 10, 8);
  EXPECT_EQ(enough.more_periods, 0.0);
  EXPECT_GT(enough.power, 0.8);
  EXPECT_EQ(remedies({.min_effect = 1e-30}, 1.0, 10, 8).more_periods, 1e12);
}

RC_GTEST_PROP(PowerProperty, TheSampleThatIsNeededGivesThePowerAskedFor, ()) {
  const double effect = 0.01 + 0.001 * *rc::gen::inRange(0, 5000);
  const double error = 0.01 + 0.001 * *rc::gen::inRange(0, 5000);
  const PowerGoal goal{.min_effect = effect, .power = 0.05 + 0.01 * *rc::gen::inRange(1, 90)};
  const double factor = sample_factor(goal, error);
  RC_ASSERT(std::fabs(power_of(goal, error / std::sqrt(factor)) - goal.power) < 1e-9);
  const PowerGoal least{.min_effect = detectable_effect(goal, error), .power = goal.power};
  RC_ASSERT(std::fabs(power_of(least, error) - goal.power) < 1e-9);
}

}  // namespace
}  // namespace throughline::math
