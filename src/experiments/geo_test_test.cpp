#include "experiments/geo_test.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/random.hpp"

namespace throughline::experiments {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<Region> world_of(std::size_t n_regions, double effect, Rng& rng) {
  std::vector<Region> regions;
  for (std::size_t i = 0; i < n_regions; ++i) {
    const Group group = i % 2 == 0 ? Group::Treated : Group::Control;
    const double size = 100.0 + 400.0 * rng.uniform();
    Region region{.name = fmt::format("r{}", i), .group = group, .before_periods = {}};
    for (int week = 0; week < 4; ++week) {
      region.before_periods.push_back(size + 5.0 * rng.normal());
      region.before += region.before_periods.back();
      region.during += size + 5.0 * rng.normal() + (group == Group::Treated ? effect / 4 : 0.0);
    }
    regions.push_back(region);
  }
  return regions;
}

Measured found_in(std::span<const Region> regions, const GeoOptions& options = {}) {
  return geo_test(regions, options).value().value();
}

TEST(GeoTest, FindsAnEffectPerRegionInTotalAndAgainstTheBaseline) {
  Rng rng(4, "geo");
  const std::vector<Region> regions = world_of(24, 100.0, rng);
  const Measured found = found_in(regions);
  EXPECT_NEAR(found.per_unit.value, 100.0, 20.0);
  EXPECT_LT(found.per_unit.low, 100.0);
  EXPECT_GT(found.per_unit.high, 100.0);
  EXPECT_NEAR(found.total.value, 12 * found.per_unit.value, 1e-9);
  double during = 0;
  for (const Region& region : regions) {
    during += region.group == Group::Treated ? region.during : 0.0;
  }
  EXPECT_NEAR(found.baseline + found.total.value, during, 1e-6);
  ASSERT_TRUE(found.relative);
  EXPECT_NEAR(found.relative->value, found.total.value / found.baseline, 1e-12);
  EXPECT_NEAR(found.relative->low, found.total.low / (during - found.total.low), 1e-12);
  EXPECT_EQ(found.n, 24U);
  EXPECT_EQ(found.grade, schema::Grade::A);
  EXPECT_EQ(found.method, schema::Method::GeoHoldout);
  EXPECT_THAT(found.caveats, IsEmpty());
}

TEST(GeoTest, ScalesWhatWasBeforeByTheDays) {
  const std::vector<Region> regions{{"a", Group::Treated, 200, 130, {}},
                                    {"b", Group::Treated, 100, 82, {}},
                                    {"c", Group::Treated, 300, 179, {}},
                                    {"d", Group::Control, 200, 101, {}},
                                    {"e", Group::Control, 100, 49, {}},
                                    {"f", Group::Control, 300, 150, {}}};
  const Measured found = found_in(regions, {.days_before = 56, .days_during = 28});
  EXPECT_NEAR(found.per_unit.value, (30 + 32 + 29 - 1 + 1 - 0) / 3.0, 1e-9);
  EXPECT_THAT(found.caveats, ElementsAre("pre-trend not checked: fewer than two periods before"));
}

// Growth of 20% everywhere: change scores of large regions grow more, and only the comparison that
// knows their size takes that out.
TEST(GeoTest, WithACovariateIsSharperWhereGrowthFollowsSize) {
  Rng rng(5, "geo");
  std::vector<Region> regions = world_of(20, 0.0, rng);
  for (Region& region : regions) {
    region.during *= 1.2;
  }
  const Measured plain = found_in(regions);
  const Measured adjusted = found_in(regions, {.comparison = GeoComparison::Covariance});
  EXPECT_LT(adjusted.per_unit.high - adjusted.per_unit.low,
            0.5 * (plain.per_unit.high - plain.per_unit.low));
  EXPECT_LT(adjusted.per_unit.low, 0.0);
  EXPECT_GT(adjusted.per_unit.high, 0.0);
}

TEST(GeoTest, SaysHowManyRegionsItNeeds) {
  Rng rng(6, "geo");
  const auto four = geo_test(world_of(4, 1.0, rng));
  ASSERT_TRUE(four);
  ASSERT_FALSE(*four);
  EXPECT_EQ(four->error().why, "2 treated and 2 control regions give no 90% interval");
  EXPECT_EQ(four->error().needed, "at least 3 treated and 3 control regions");
  const auto early = geo_test(world_of(10, 1.0, rng), {.level = 0.995});
  ASSERT_FALSE(*early);
  EXPECT_EQ(early->error().needed, "at least 6 treated and 6 control regions");
  EXPECT_FALSE(geo_test({}).value());
  EXPECT_TRUE(geo_test(world_of(6, 1.0, rng)).value());
}

TEST(GeoTest, CannotTellWhereAllRegionsAreAlike) {
  std::vector<Region> regions;
  for (int i = 0; i < 8; ++i) {
    regions.push_back({fmt::format("r{}", i), i < 4 ? Group::Treated : Group::Control, 0, 0, {}});
  }
  const auto found = geo_test(regions);
  ASSERT_TRUE(found);
  ASSERT_FALSE(*found);
  EXPECT_EQ(found->error().why, "all regions changed alike");
}

TEST(GeoTest, ThatMovedApartBeforehandIsOfGradeD) {
  Rng rng(7, "geo");
  std::vector<Region> regions = world_of(16, 0.0, rng);
  for (Region& region : regions) {
    for (std::size_t week = 0; week < 4 && region.group == Group::Treated; ++week) {
      region.before_periods[week] += 20.0 * static_cast<double>(week);
    }
  }
  const Measured found = found_in(regions);
  EXPECT_EQ(found.grade, schema::Grade::D);
  EXPECT_THAT(found.caveats,
              ElementsAre(HasSubstr("pre-trend: the groups already moved apart before the test")));
}

TEST(GeoTest, RefusesTheImpossible) {
  Rng rng(8, "geo");
  const std::vector<Region> fine = world_of(8, 0.0, rng);
  std::vector<Region> twice = fine;
  twice[3].name = twice[5].name;
  EXPECT_THAT(geo_test(twice).error().message, HasSubstr("stands twice"));
  std::vector<Region> unknown = fine;
  unknown[2].during = std::nan("");
  EXPECT_THAT(geo_test(unknown).error().message, HasSubstr("\"r2\" must be a number"));
  std::vector<Region> uneven = fine;
  uneven[2].before_periods.pop_back();
  EXPECT_THAT(geo_test(uneven).error().message, HasSubstr("\"r2\" has 3 periods before"));
  EXPECT_FALSE(geo_test(fine, {.days_before = 0}));
  EXPECT_FALSE(geo_test(fine, {.days_during = std::nan("")}));
  EXPECT_FALSE(geo_test(fine, {.level = 1.5}));
}

TEST(RegionOfDays, GathersWeeksFromTheEnd) {
  const std::vector<double> before{100, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2};
  const Region region = region_of_days("a", Group::Treated, before, std::vector<double>{3.0, 4.0});
  EXPECT_EQ(region.before, 121.0);
  EXPECT_EQ(region.during, 7.0);
  EXPECT_THAT(region.before_periods, ElementsAre(7.0, 14.0));
}

// 30 regions: assignments are drawn.
TEST(GeoTest, DoesNotDependOnTheOrderOfRegions) {
  Rng rng(9, "geo");
  std::vector<Region> regions = world_of(30, 10.0, rng);
  const Measured there = found_in(regions);
  std::reverse(regions.begin(), regions.end());
  const Measured back = found_in(regions);
  EXPECT_EQ(there.per_unit, back.per_unit);
  EXPECT_EQ(there.relative, back.relative);
}

TEST(GeoTest, WithExchangedGroupsIsMirrored) {
  Rng rng(10, "geo");
  for (const std::size_t n_regions : {9U, 30U}) {
    std::vector<Region> regions = world_of(n_regions, 10.0, rng);
    const Measured there = found_in(regions);
    for (Region& region : regions) {
      region.group = region.group == Group::Treated ? Group::Control : Group::Treated;
    }
    const Measured back = found_in(regions);
    EXPECT_NEAR(there.per_unit.low, -back.per_unit.high, 1e-9);
    EXPECT_NEAR(there.per_unit.high, -back.per_unit.low, 1e-9);
  }
}

RC_GTEST_PROP(GeoTestProperty, AnotherUnitScalesTheEffectAndLeavesTheShare, ()) {
  Rng rng(*rc::gen::arbitrary<std::uint64_t>(), "geo");
  std::vector<Region> regions = world_of(10, 10.0, rng);
  const double factor = 0.01 * *rc::gen::inRange(1, 100000);
  const Measured plain = found_in(regions);
  for (Region& region : regions) {
    region.before *= factor;
    region.during *= factor;
  }
  const Measured turned = found_in(regions);
  RC_ASSERT(std::fabs(turned.per_unit.low / factor - plain.per_unit.low) < 1e-6);
  RC_ASSERT(std::fabs(turned.relative->low - plain.relative->low) < 1e-9);
}

}  // namespace
}  // namespace throughline::experiments
