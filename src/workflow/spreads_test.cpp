#include "workflow/spreads.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

#include "base/random.hpp"

namespace throughline::workflow {
namespace {

constexpr std::int64_t kEnd = 20'000;

std::vector<double> series(double sd, double memory, double growth, std::uint64_t seed) {
  Rng rng(seed, "spread");
  std::vector<double> values;
  double last = rng.normal();
  for (int i = 0; i < 400; ++i) {
    last = memory * last + std::sqrt(1.0 - memory * memory) * rng.normal();
    values.push_back(500.0 + growth * i + sd * last);
  }
  return values;
}

TEST(Spreads, PeriodsGiveBackTheirSpreadAndMemoryWhateverTheGrowth) {
  const auto spread = spread_of_periods(series(40.0, 0.5, 2.0, 1));
  ASSERT_TRUE(spread.has_value());
  EXPECT_NEAR(spread->sd, 40.0, 6.0);
  EXPECT_NEAR(spread->memory, 0.5, 0.12);
  EXPECT_NEAR(spread->mean, 500.0 + 2.0 * 199.5, 15.0);
  EXPECT_NEAR(spread_of_periods(series(40.0, 0.0, 0.0, 2))->memory, 0.0, 0.12);
}

TEST(Spreads, SevenPeriodsAreTooFewAndConstantOnesHaveNone) {
  EXPECT_FALSE(spread_of_periods(std::vector(7, 1.0)).has_value());
  EXPECT_EQ(spread_of_periods(std::vector(8, 3.0))->sd, 0.0);
  EXPECT_FALSE(spread_of_days({}, kEnd, plan::Grain::Week).has_value());
}

// 100 days make 14 whole weeks; what stands before them is part of none.
TEST(Spreads, OnlyWholePeriodsThatEndWithTheDayCount) {
  DayValues days;
  for (std::int64_t i = 0; i < 100; ++i) {
    days[kEnd - 1 - i] = 2.0;
  }
  days[kEnd + 1] = 1e6;
  const auto weeks = spread_of_days(days, kEnd, plan::Grain::Week);
  ASSERT_TRUE(weeks.has_value());
  EXPECT_DOUBLE_EQ(weeks->mean, 14.0);
  EXPECT_NEAR(weeks->sd, 0.0, 1e-9);
  EXPECT_FALSE(spread_of_days(days, kEnd, plan::Grain::Month).has_value());
}

TEST(Spreads, UnitsVaryAboutTheMeanOfTheirOwnArm) {
  const ArmSum treated{.arm = "a",
                       .units = 100,
                       .exposed = 100,
                       .sum = 200.0,
                       .sum_squares = 500.0,
                       .first = civil_from_days(0),
                       .last = civil_from_days(9)};
  ArmSum control = treated;
  control.exposed = 0;
  control.units = 300;
  control.sum = 300.0;
  control.sum_squares = 600.0;
  const auto spread = spread_of_units(std::vector{treated, control});
  ASSERT_TRUE(spread.has_value());
  EXPECT_DOUBLE_EQ(spread->mean, 500.0 / 400.0);
  EXPECT_NEAR(spread->sd, std::sqrt((100.0 + 300.0) / 398.0), 1e-12);
  EXPECT_DOUBLE_EQ(spread->per_day, 40.0);
  EXPECT_DOUBLE_EQ(spread->treated_share, 0.25);
  EXPECT_FALSE(spread_of_units(std::vector{control}).has_value());
  EXPECT_FALSE(spread_of_units({}).has_value());
}

// The effect itself is no spread: only days before the first exposure count.
TEST(Spreads, RegionsAreMeasuredBeforeTheyAreExposed) {
  std::vector<UnitDay> days;
  for (int day = 0; day < 140; ++day) {
    for (const char* unit : {"r1", "r2"}) {
      const bool exposed = unit[1] == '1' && day >= 70;
      days.push_back({.market = "de",
                      .unit = unit,
                      .day = civil_from_days(1000 + day),
                      .exposed = exposed,
                      .outcome = exposed ? 1000.0 : (unit[1] == '1' ? 3.0 : 5.0)});
    }
  }
  const auto spread = spread_of_regions(days, plan::Grain::Week);
  ASSERT_TRUE(spread.has_value());
  EXPECT_EQ(spread->n_units, 2U);
  EXPECT_DOUBLE_EQ(spread->mean, 28.0);
  EXPECT_NEAR(spread->sd, 0.0, 1e-9);
}

}  // namespace
}  // namespace throughline::workflow
