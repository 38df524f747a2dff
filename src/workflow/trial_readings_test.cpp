#include "workflow/trial_readings.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace throughline::workflow {
namespace {

constexpr CivilDate kStart{2026, 1, 5};

CivilDate day(int n) { return civil_from_days(days_from_civil(kStart) + n); }

ArmSum arm(std::string name, std::uint64_t units, std::uint64_t exposed, double successes) {
  return {.experiment = "e",
          .market = "de",
          .arm = std::move(name),
          .units = units,
          .exposed = exposed,
          .rows = units,
          .sum = successes,
          .sum_squares = successes,
          .first = day(0),
          .last = day(13)};
}

// The lot is compared, not who took part: an arm in which only some were exposed is treated whole.
TEST(TrialReadings, ArmsAreComparedAsTheLotFell) {
  const auto trial = read_arms(std::vector{arm("a", 1000, 600, 120), arm("b", 1000, 0, 80)});
  ASSERT_TRUE(trial.has_value() && trial->reading.has_value());
  EXPECT_NEAR(trial->reading->total.value, 40.0, 1e-9);
  EXPECT_GT(trial->reading->total.low, 0.0);
  EXPECT_EQ(trial->reading->n, 2000U);
  EXPECT_EQ(trial->from, day(0));
  EXPECT_EQ(trial->to, day(14));
}

TEST(TrialReadings, WithNobodyExposedThereIsNothingToTell) {
  const auto trial = read_arms(std::vector{arm("a", 100, 0, 12), arm("b", 100, 0, 8)});
  ASSERT_TRUE(trial.has_value());
  EXPECT_FALSE(trial->reading.has_value());
}

// Sixteen regions, four weeks before and four after; the treated ones gain 3 a day.
std::vector<UnitDay> regions(double gain) {
  Rng rng(7, "regions");
  std::vector<UnitDay> days;
  for (int region = 0; region < 16; ++region) {
    for (int at = 0; at < 56; ++at) {
      const bool exposed = region % 2 == 0 && at >= 28;
      days.push_back(
          {.experiment = "e",
           .market = "de",
           .unit = fmt::format("r{:02}", region),
           .day = day(at),
           .exposed = exposed,
           .outcome = static_cast<double>(rng.poisson(20.0 + region)) + (exposed ? gain : 0.0)});
    }
  }
  return days;
}

TEST(TrialReadings, RegionsAreHeldAgainstTheTimeBeforeTheFirstWasExposed) {
  const auto trial = read_regions(regions(3.0), 1);
  ASSERT_TRUE(trial.has_value() && trial->reading.has_value());
  EXPECT_EQ(trial->from, day(28));
  EXPECT_EQ(trial->to, day(56));
  EXPECT_LT(trial->reading->total.low, 3.0 * 28 * 8);
  EXPECT_GT(trial->reading->total.high, 3.0 * 28 * 8);
  EXPECT_GT(trial->reading->total.low, 0.0);
}

TEST(TrialReadings, RegionsExposedFromTheFirstDayOnCannotTell) {
  std::vector<UnitDay> days = regions(3.0);
  std::erase_if(
      days, [](const UnitDay& one) { return days_from_civil(one.day) < days_from_civil(day(28)); });
  const auto trial = read_regions(days, 1);
  ASSERT_TRUE(trial.has_value());
  ASSERT_FALSE(trial->reading.has_value());
  EXPECT_EQ(trial->reading.error().needed, "rows of every region for some weeks before");
}

TEST(TrialReadings, StretchesOnAndOffAreCompared) {
  Rng rng(3, "weeks");
  std::vector<UnitDay> days;
  double difference = 0.0;
  for (int at = 0; at < 112; ++at) {
    const bool on = (at / 7) % 2 == 1;
    days.push_back({.experiment = "e",
                    .market = "de",
                    .unit = "de",
                    .day = day(at),
                    .exposed = on,
                    .outcome = static_cast<double>(rng.poisson(on ? 60.0 : 40.0))});
    difference += on ? days.back().outcome : -days.back().outcome;
  }
  const auto trial = read_switches(days, 1);
  ASSERT_TRUE(trial.has_value() && trial->reading.has_value());
  EXPECT_NEAR(trial->reading->total.value, difference, 1e-6);  // as many days on as off
  EXPECT_GT(trial->reading->total.low, 0.0);
}

TEST(TrialReadings, NoRowsAreNoTrial) {
  EXPECT_FALSE(read_regions({}, 1)->reading.has_value());
  EXPECT_FALSE(read_switches({}, 1)->reading.has_value());
}

// One region against five: no lot among them gives 90%, but it can be held against the others.
TEST(TrialReadings, ASingleRegionIsHeldAgainstThoseThatWereNotExposed) {
  std::vector<UnitDay> days;
  for (int n = 0; n < 26 * 7; ++n) {
    for (int unit = 0; unit < 6; ++unit) {
      const bool exposed = unit == 0 && n >= 14 * 7;
      const double wave = 1.0 + 0.1 * ((n / 7 + 3 * unit) % 5 - 2);
      days.push_back({.experiment = "e",
                      .market = "de",
                      .unit = std::string(1, static_cast<char>('a' + unit)),
                      .day = day(n),
                      .exposed = exposed,
                      .outcome = 10.0 * wave * (exposed ? 0.5 : 1.0)});
    }
  }
  const auto trial = read_regions(days, 1);
  ASSERT_TRUE(trial.has_value() && trial->reading.has_value());
  EXPECT_NEAR(trial->reading->relative->value, -0.5, 0.05);
  EXPECT_LT(trial->reading->relative->high, 0.0);
  EXPECT_EQ(trial->reading->grade, schema::Grade::B);
  EXPECT_EQ(trial->from, day(14 * 7));
}

}  // namespace
}  // namespace throughline::workflow
