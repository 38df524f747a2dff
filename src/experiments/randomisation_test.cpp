#include "experiments/randomisation.hpp"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

#include "base/random.hpp"

namespace throughline::experiments {
namespace {

using Row = std::vector<std::uint8_t>;

TEST(Assignments, AreAllWaysOnceWhereTheyAreFew) {
  const Row observed{0, 1, 1, 0, 0, 1};
  const Assignments all = Assignments::of_groups(observed);
  EXPECT_EQ(all.size(), 20U);
  std::set<Row> rows;
  for (std::size_t i = 0; i < all.size(); ++i) {
    rows.insert(Row(all[i].begin(), all[i].end()));
    EXPECT_EQ(std::count(all[i].begin(), all[i].end(), 1), 3);
  }
  EXPECT_EQ(rows.size(), 20U);
  EXPECT_TRUE(std::equal(observed.begin(), observed.end(), all[0].begin()));
}

TEST(Assignments, AreDrawnWhereTheyAreMany) {
  Row observed(40, 0);
  std::fill(observed.begin(), observed.begin() + 10, std::uint8_t{1});
  const Assignments drawn = Assignments::of_groups(observed, {.draws = 400, .seed = 3});
  EXPECT_EQ(drawn.size(), 401U);
  std::vector<int> often(40, 0);
  for (std::size_t i = 1; i < drawn.size(); ++i) {
    EXPECT_EQ(std::count(drawn[i].begin(), drawn[i].end(), 1), 10);
    for (std::size_t unit = 0; unit < 40; ++unit) {
      often[unit] += drawn[i][unit];
    }
  }
  for (const int times : often) {
    EXPECT_NEAR(times, 100, 4.5 * std::sqrt(400 * 0.25 * 0.75));
  }
  const Assignments again = Assignments::of_groups(observed, {.draws = 400, .seed = 3});
  EXPECT_TRUE(std::ranges::equal(again[77], drawn[77]));
}

TEST(Assignments, OfPairsTreatOneOfEach) {
  const Row observed{1, 0, 0, 1, 1, 0};
  const Assignments all = Assignments::of_pairs(observed);
  EXPECT_EQ(all.size(), 8U);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t pair = 0; pair < 3; ++pair) {
      EXPECT_EQ(all[i][2 * pair] + all[i][2 * pair + 1], 1);
    }
  }
  EXPECT_EQ(Assignments::of_pairs(observed, {.max_exact = 4, .draws = 50}).size(), 51U);
}

TEST(Ways, AreBinomialCoefficients) {
  EXPECT_EQ(n_ways(6, 3), 20.0);
  EXPECT_EQ(n_ways(24, 12), 2704156.0);
  EXPECT_EQ(n_ways(5, 0), 1.0);
  EXPECT_TRUE(std::isinf(n_ways(4000, 2000)));
}

// Darwin's Zea mays, crossed less self-fertilised height of 15 pairs in eighths of an inch. Fisher
// (1935), The Design of Experiments, §21: 1,726 of the 32,768 ways are as far from zero.
TEST(RandomisationP, IsFishersForDarwinsMaize) {
  const std::vector<double> differences{49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
  std::vector<double> outcome;
  Row treated;
  for (const double difference : differences) {
    outcome.insert(outcome.end(), {difference, 0.0});
    treated.insert(treated.end(), {1, 0});
  }
  const Assignments all = Assignments::of_pairs(treated, {.max_exact = 40000});
  ASSERT_EQ(all.size(), 32768U);
  EXPECT_DOUBLE_EQ(randomisation_p(outcome, all), 1726.0 / 32768.0);
}

// By hand: 3 of 6, so each end is the extreme of 19 crossings. Treated 10, 11, 12; control 1, 2, 3.
// For the mirrored row T is −T_z, so it crosses at the difference of means itself, 9. The least
// crossing exchanges 10 and 3: the treated lose 7 in all, (9 − (9 − 2·7/3)) / (2/3) = 7.
TEST(RandomisationInterval, OfSixUnitsIsFoundByHand) {
  const std::vector<double> outcome{10, 11, 12, 1, 2, 3};
  const auto found =
      randomisation_interval(outcome, {}, Assignments::of_groups(Row{1, 1, 1, 0, 0, 0}), 0.9);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->value, 9.0, 1e-12);
  EXPECT_NEAR(found->low, 7.0, 1e-12);
  EXPECT_NEAR(found->high, 11.0, 1e-12);
}

TEST(RandomisationInterval, NeedsEnoughRows) {
  const std::vector<double> outcome{10, 11, 12, 1, 2};
  EXPECT_FALSE(
      randomisation_interval(outcome, {}, Assignments::of_groups(Row{1, 1, 0, 0, 0}), 0.9));
  EXPECT_FALSE(rows_suffice(10, 0.9));
  EXPECT_TRUE(rows_suffice(20, 0.9));
  EXPECT_FALSE(rows_suffice(399, 0.995));
  EXPECT_TRUE(rows_suffice(400, 0.995));
}

TEST(RandomisationInterval, IsNothingWhereTheCovariateIsTheGroup) {
  const Row treated{1, 1, 1, 0, 0, 0};
  EXPECT_FALSE(randomisation_interval(std::vector<double>{1, 2, 3, 4, 5, 6},
                                      std::vector<double>{7, 7, 7, 2, 2, 2},
                                      Assignments::of_groups(treated),
                                      0.9));
}

struct World {
  std::vector<double> outcome;
  std::vector<double> covariate;
  Row treated;
};

World any_world(std::size_t n_units, std::size_t n_treated) {
  Rng rng(*rc::gen::arbitrary<std::uint64_t>(), "world");
  World world;
  for (std::size_t i = 0; i < n_units; ++i) {
    world.covariate.push_back(10.0 * rng.uniform());
    world.outcome.push_back(rng.normal() + world.covariate.back());
    world.treated.push_back(i < n_treated ? 1 : 0);
  }
  return world;
}

// Residuals of least squares on the mean and the covariate, by the normal equations.
std::vector<double> slow_residuals(const std::vector<double>& y, const std::vector<double>& x) {
  const auto n = static_cast<double>(y.size());
  double sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    sx += x[i];
    sy += y[i];
    sxx += x[i] * x[i];
    sxy += x[i] * y[i];
  }
  const double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  std::vector<double> residuals;
  for (std::size_t i = 0; i < y.size(); ++i) {
    residuals.push_back(y[i] - (sy - slope * sx) / n - slope * x[i]);
  }
  return residuals;
}

double slow_statistic(const World& world, std::span<const std::uint8_t> row, double tau) {
  std::vector<double> y = world.outcome;
  std::vector<double> w;
  for (std::size_t i = 0; i < y.size(); ++i) {
    y[i] -= tau * world.treated[i];
    w.push_back(row[i]);
  }
  const std::vector<double> left = slow_residuals(y, world.covariate);
  const std::vector<double> of_row = slow_residuals(w, world.covariate);
  double sum = 0, length = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    sum += of_row[i] * left[i];
    length += of_row[i] * of_row[i];
  }
  return sum / std::sqrt(length);
}

// One-sided share of rows as extreme as the observed one under an effect of tau, as it is defined.
double slow_p(const World& world, const Assignments& all, double tau, double side) {
  const double observed = side * slow_statistic(world, all[0], tau);
  double n_extreme = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    n_extreme += side * slow_statistic(world, all[i], tau) >= observed - 1e-9 ? 1 : 0;
  }
  return n_extreme / static_cast<double>(all.size());
}

RC_GTEST_PROP(RandomisationProperty,
              JustInsideTheEndsTheSlowTestAcceptsAndJustOutsideItRejects,
              ()) {
  const World world = any_world(8, static_cast<std::size_t>(*rc::gen::inRange(3, 6)));
  const Assignments all = Assignments::of_groups(world.treated);
  const auto found = randomisation_interval(world.outcome, world.covariate, all, 0.9);
  RC_PRE(found.has_value());
  const double step = 1e-6;
  RC_ASSERT(slow_p(world, all, found->low - step, 1) <= 0.05);
  RC_ASSERT(slow_p(world, all, found->low + step, 1) > 0.05);
  RC_ASSERT(slow_p(world, all, found->high + step, -1) <= 0.05);
  RC_ASSERT(slow_p(world, all, found->high - step, -1) > 0.05);
}

RC_GTEST_PROP(RandomisationProperty, MovesWithAnEffectThatIsAdded, ()) {
  World world = any_world(8, 4);
  const Assignments all = Assignments::of_groups(world.treated);
  const auto before = randomisation_interval(world.outcome, world.covariate, all, 0.9);
  for (std::size_t i = 0; i < 8; ++i) {
    world.outcome[i] += 5.0 * world.treated[i];
  }
  const auto after = randomisation_interval(world.outcome, world.covariate, all, 0.9);
  RC_ASSERT(std::fabs(after->low - before->low - 5.0) < 1e-6);
  RC_ASSERT(std::fabs(after->high - before->high - 5.0) < 1e-6);
}

}  // namespace
}  // namespace throughline::experiments
