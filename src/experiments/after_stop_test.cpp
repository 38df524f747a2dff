#include "experiments/after_stop.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.hpp"

namespace throughline::experiments {
namespace {

SeriesPart noisy(std::size_t n, double level, Rng& rng) {
  SeriesPart part;
  for (std::size_t i = 0; i < n; ++i) {
    part.values.push_back(level * (1.0 + 0.03 * rng.normal()));
  }
  return part;
}

TEST(AfterStop, FindsHowMuchLastsAndItsHalfLife) {
  Rng rng(14, "after");
  const SeriesPart before = noisy(26, 100.0, rng);
  const SeriesPart during = noisy(12, 150.0, rng);
  const Lasting half =
      effect_after_stop(before, during, noisy(12, std::sqrt(150.0 * 100.0), rng)).value().value();
  EXPECT_EQ(half.afterlife, Afterlife::Lasting);
  EXPECT_NEAR(half.during.value, 0.5, 0.05);
  EXPECT_NEAR(half.share.value, 0.5, 0.1);
  ASSERT_TRUE(half.half_life);
  EXPECT_NEAR(*half.half_life, 9.5, 3.0);
  EXPECT_EQ(half.grade, schema::Grade::D);
  EXPECT_EQ(half.n, 26U + 12U + 5U);
  const Lasting gone = effect_after_stop(before, during, noisy(12, 100.0, rng)).value().value();
  EXPECT_EQ(gone.afterlife, Afterlife::Fading);
  EXPECT_EQ(name_of(gone.afterlife), "fading");
}

TEST(AfterStop, LooksAtWeeksEightToTwelveOnly) {
  Rng rng(15, "after");
  const SeriesPart before = noisy(26, 100.0, rng);
  const SeriesPart during = noisy(12, 150.0, rng);
  SeriesPart after = noisy(15, 125.0, rng);
  const Lasting there = effect_after_stop(before, during, after).value().value();
  for (const std::size_t week : {0U, 6U, 12U, 14U}) {
    after.values[week] = 9999.0;
  }
  const Lasting same = effect_after_stop(before, during, after).value().value();
  EXPECT_EQ(there.share, same.share);
  after.values[7] *= 1.02;
  EXPECT_NE(effect_after_stop(before, during, after).value().value().share, there.share);
}

TEST(AfterStop, CannotTellFromTooLittle) {
  Rng rng(16, "after");
  const SeriesPart before = noisy(26, 100.0, rng);
  const auto early =
      effect_after_stop(before, noisy(12, 150.0, rng), noisy(11, 120.0, rng)).value();
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().why, "26 weeks before, 12 during and 11 after the stop are too few");
  EXPECT_EQ(early.error().needed, "at least 4 before, 2 during and 12 after");
  const auto idle = effect_after_stop(before, noisy(12, 100.0, rng), noisy(12, 100.0, rng)).value();
  ASSERT_FALSE(idle);
  EXPECT_THAT(idle.error().why, testing::HasSubstr("not clear of zero"));
  EXPECT_FALSE(effect_after_stop({{0, 0, 0, 0}, {}}, noisy(4, 9, rng), noisy(12, 9, rng)).value());
}

TEST(AfterStop, RefusesTheImpossible) {
  Rng rng(17, "after");
  const SeriesPart fine = noisy(12, 100.0, rng);
  SeriesPart bad = fine;
  bad.values[3] = std::nan("");
  EXPECT_FALSE(effect_after_stop(bad, fine, fine));
  EXPECT_FALSE(effect_after_stop(fine, fine, bad));
  EXPECT_FALSE(effect_after_stop(fine, fine, fine, 0.0));
}

}  // namespace
}  // namespace throughline::experiments
