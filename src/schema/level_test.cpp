#include "schema/level.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/estimate_id.hpp"

namespace throughline::schema {
namespace {

constexpr Interval kNinety{
    .value = 1.0, .low = 1.0 - 1.6448536269514722, .high = 4.0, .level = 0.9};

TEST(RescaleLevel, StretchesEachSideByTheNormalCurve) {
  const Interval wide = rescale_level(kNinety, 0.95);
  EXPECT_NEAR(wide.low, 1.0 - 1.959963984540054, 1e-12);
  EXPECT_NEAR(wide.high, 1.0 + 3.0 * 1.959963984540054 / 1.6448536269514722, 1e-12);
  EXPECT_EQ(wide.level, 0.95);
  const Interval back = rescale_level(wide, 0.9);
  EXPECT_NEAR(back.low, kNinety.low, 1e-12);
  EXPECT_NEAR(back.high, kNinety.high, 1e-12);
}

TEST(RescaleLevel, LeavesWhatHasNoLevel) {
  EXPECT_EQ(rescale_level(kNinety, 0.9), kNinety);
  EXPECT_EQ(rescale_level(kNinety, 1.0), kNinety);
  EXPECT_EQ(rescale_level(kNinety, std::nan("")), kNinety);
  const Interval unknown{.value = 1, .low = 0, .high = 2, .level = 0};
  EXPECT_EQ(rescale_level(unknown, 0.9), unknown);
  EXPECT_EQ(standard_error_of(unknown), 0.0);
}

TEST(RescaleLevel, OfAnEstimateSaysSoAndNamesItAnew) {
  Estimate estimate;
  estimate.effect.interval = {.value = 1, .low = 0, .high = 2, .level = 0.95};
  const Estimate turned = rescale_level(estimate, 0.9);
  EXPECT_THAT(turned.caveats,
              testing::ElementsAre("interval turned from 95% to 90% by a normal curve"));
  EXPECT_EQ(turned.id, estimate_id(turned));
  EXPECT_EQ(rescale_level(turned, 0.9), turned);
}

TEST(Level, IsStricterBeforeTheDate) {
  EXPECT_EQ(level_on({2026, 6, 29}, {2026, 6, 30}), 0.995);
  EXPECT_EQ(level_on({2026, 6, 30}, {2026, 6, 30}), 0.90);
  EXPECT_EQ(level_on({2026, 7, 1}, {2026, 6, 30}), 0.90);
}

TEST(StandardError, IsHalfTheWidthOverTheQuantile) {
  EXPECT_NEAR(
      standard_error_of(
          {.value = 0, .low = -1.6448536269514722, .high = 1.6448536269514722, .level = 0.9}),
      1.0,
      1e-12);
}

}  // namespace
}  // namespace throughline::schema
