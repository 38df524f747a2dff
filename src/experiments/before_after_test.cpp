#include "experiments/before_after.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/random.hpp"

namespace throughline::experiments {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

SeriesPart wave(std::size_t n, std::size_t phase, double level, Rng& rng) {
  SeriesPart part;
  for (std::size_t i = 0; i < n; ++i) {
    const double season = 1.0 + 0.5 * std::sin(0.12 * static_cast<double>(i + phase));
    part.values.push_back(level * season * (1.0 + 0.02 * rng.normal()));
    part.year_ago.push_back(100.0 * season * (1.0 + 0.02 * rng.normal()));
  }
  return part;
}

TEST(BeforeAfter, TakesTheSeasonFromTheYearBefore) {
  Rng rng(13, "wave");
  const SeriesPart before = wave(26, 0, 200.0, rng);
  SeriesPart during = wave(12, 26, 220.0, rng);
  const Measured found = before_after(before, during).value().value();
  EXPECT_NEAR(found.relative->value, 0.1, 0.02);
  EXPECT_GT(found.relative->low, 0.05);
  EXPECT_THAT(found.caveats, IsEmpty());
  EXPECT_EQ(found.grade, schema::Grade::D);
  EXPECT_EQ(found.method, schema::Method::BeforeAfter);
  EXPECT_EQ(found.n, 38U);
  double total = 0;
  for (const double value : during.values) {
    total += value;
  }
  EXPECT_NEAR(found.baseline + found.total.value, total, 1e-9);
  EXPECT_NEAR(found.total.value / found.baseline, found.relative->value, 1e-9);
  EXPECT_NEAR(found.per_unit.low * 12, found.total.low, 1e-9);
  during.year_ago.clear();
  const Measured blind = before_after(before, during).value().value();
  EXPECT_LT(blind.relative->value, 0.0);  // the wave falls
  EXPECT_THAT(blind.caveats, testing::Contains(HasSubstr("season not taken out")));
}

TEST(BeforeAfter, WarnsWherePeriodsAreMuchAlike) {
  SeriesPart before;
  SeriesPart during;
  for (int i = 0; i < 40; ++i) {
    before.values.push_back(100.0 + 30.0 * std::sin(0.3 * i) + (i % 3));
    during.values.push_back(100.0 + 30.0 * std::sin(0.3 * i + 2.0) + (i % 2));
  }
  const Measured found = before_after(before, during).value().value();
  EXPECT_THAT(found.caveats, testing::Contains(HasSubstr("the interval may be too narrow")));
}

TEST(BeforeAfter, OfSomethingNewHasNoRelativeEffect) {
  const Measured found =
      before_after({{0, 0, 0, 0, 0, 0}, {}}, {{10, 14, 12, 11}, {}}).value().value();
  EXPECT_FALSE(found.relative);
  EXPECT_NEAR(found.total.value, 47.0, 3.0);
  EXPECT_THAT(found.caveats,
              ElementsAre(HasSubstr("no relative effect"), HasSubstr("season not taken out")));
}

TEST(BeforeAfter, CannotTellFromTooLittle) {
  const auto brief = before_after({{1, 2, 3}, {}}, {{4, 5}, {}}).value();
  ASSERT_FALSE(brief);
  EXPECT_EQ(brief.error().why, "3 periods before and 2 during are too few");
  EXPECT_EQ(brief.error().needed, "at least 4 before and 2 during");
  EXPECT_FALSE(before_after({}, {}).value());
  EXPECT_FALSE(before_after({{0, 0, 0, 0}, {}}, {{0, 0}, {}}).value());
  EXPECT_FALSE(before_after({{5, 5, 5, 5}, {}}, {{5, 5}, {}}).value());
}

TEST(BeforeAfter, RefusesTheImpossible) {
  const SeriesPart fine{{1, 2, 3, 4}, {}};
  EXPECT_FALSE(before_after({{1, std::nan(""), 3, 4}, {}}, fine));
  EXPECT_FALSE(before_after(fine, {{1, 2}, {1, std::nan("")}}));
  const auto uneven = before_after({{1, 2, 3, 4}, {1, 2}}, fine);
  ASSERT_FALSE(uneven);
  EXPECT_EQ(uneven.error().message, "before has 4 periods, and the year before 2");
  EXPECT_FALSE(before_after(fine, fine, {.level = 1.0}));
  EXPECT_FALSE(before_after(fine, fine, {.level = 0.9, .gap = -1}));
}

SeriesPart any_part(std::size_t n) {
  SeriesPart part;
  for (std::size_t i = 0; i < n; ++i) {
    part.values.push_back(1.0 + *rc::gen::inRange(0, 200));
  }
  return part;
}

RC_GTEST_PROP(BeforeAfterProperty, AnotherUnitScalesTheEffectAndLeavesTheShare, ()) {
  const SeriesPart before = any_part(8);
  const SeriesPart during = any_part(5);
  const double factor = 0.01 * *rc::gen::inRange(1, 100000);
  const auto in = [factor](SeriesPart part) {
    for (double& value : part.values) {
      value *= factor;
    }
    return part;
  };
  const auto plain = before_after(before, during).value();
  RC_PRE(plain.has_value());
  const auto turned = before_after(in(before), in(during)).value();
  const double size = 1.0 + std::fabs(plain->total.low);
  RC_ASSERT(std::fabs(turned->total.low / factor - plain->total.low) < 1e-7 * size);
  RC_ASSERT(std::fabs(turned->relative->high - plain->relative->high) <
            1e-7 * (1.0 + plain->relative->high));
}

}  // namespace
}  // namespace throughline::experiments
