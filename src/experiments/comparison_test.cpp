#include "experiments/comparison.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/random.hpp"

namespace throughline::experiments {
namespace {

std::vector<RateArm> peers_of(std::size_t n, Rng& rng) {
  std::vector<RateArm> peers;
  for (std::size_t i = 0; i < n; ++i) {
    peers.push_back({200, rng.binomial(200, rng.beta(20.0, 80.0))});
  }
  return peers;
}

TEST(Comparison, DrawsASmallRateTowardsItsPeers) {
  Rng rng(18, "peers");
  const std::vector<RateArm> peers = peers_of(40, rng);
  const Measured small = comparison({10, 5}, peers).value().value();
  const Measured large = comparison({1000, 500}, peers).value().value();
  EXPECT_LT(small.per_unit.value, 0.15);
  EXPECT_GT(large.per_unit.value, 0.25);
  EXPECT_GT(large.per_unit.low, 0.2);
  EXPECT_EQ(small.grade, schema::Grade::D);
  EXPECT_EQ(small.method, schema::Method::Comparison);
  EXPECT_NEAR(large.baseline, 200.0, 15.0);
  EXPECT_NEAR(large.total.value, 1000 * large.per_unit.value, 1e-9);
  EXPECT_GT(large.relative->low, 0.0);
}

TEST(Comparison, OfATypicalRateFindsNothing) {
  Rng rng(19, "peers");
  const Measured found = comparison({500, 100}, peers_of(40, rng)).value().value();
  EXPECT_LT(found.per_unit.low, 0.0);
  EXPECT_GT(found.per_unit.high, 0.0);
}

TEST(Comparison, HasAnAnswerWhereAllOrNoneSucceed) {
  const std::vector<RateArm> none(8, RateArm{100, 0});
  const Measured zero = comparison({100, 0}, none).value().value();
  EXPECT_LE(zero.per_unit.low, zero.per_unit.high);
  EXPECT_GE(zero.per_unit.low, -1.0);
  const std::vector<RateArm> all(8, RateArm{100, 100});
  const Measured one = comparison({100, 100}, all).value().value();
  EXPECT_LE(one.per_unit.low, one.per_unit.high);
  EXPECT_LE(one.per_unit.high, 1.0);
}

TEST(Comparison, SaysWherePeersAreFew) {
  Rng rng(22, "peers");
  EXPECT_THAT(
      comparison({10, 5}, peers_of(19, rng)).value().value().caveats,
      testing::ElementsAre("only 19 peers: the interval may be too narrow if they are unlike"));
  EXPECT_THAT(comparison({10, 5}, peers_of(20, rng)).value().value().caveats, testing::IsEmpty());
}

TEST(Comparison, CannotTellWithoutPeers) {
  Rng rng(20, "peers");
  const auto few = comparison({10, 5}, peers_of(4, rng)).value();
  ASSERT_FALSE(few);
  EXPECT_EQ(few.error().why, "10 units against 4 peers are too few");
  EXPECT_FALSE(comparison({0, 0}, peers_of(9, rng)).value());
  EXPECT_FALSE(comparison({10, 5}, std::vector<RateArm>(9)).value());
}

TEST(Comparison, RefusesTheImpossible) {
  Rng rng(21, "peers");
  EXPECT_FALSE(comparison({10, 11}, peers_of(9, rng)));
  EXPECT_FALSE(comparison({10, 5}, std::vector<RateArm>{{1, 2}}));
  EXPECT_FALSE(comparison({10, 5}, peers_of(9, rng), 1.0));
}

RC_GTEST_PROP(ComparisonProperty, DoesNotDependOnTheOrderOfPeers, ()) {
  Rng rng(*rc::gen::arbitrary<std::uint64_t>(), "peers");
  std::vector<RateArm> peers = peers_of(7, rng);
  const Measured there = comparison({30, 9}, peers).value().value();
  std::reverse(peers.begin(), peers.end());
  RC_ASSERT(comparison({30, 9}, peers).value().value().per_unit == there.per_unit);
}

}  // namespace
}  // namespace throughline::experiments
