#include "views/journeys.hpp"

#include <gtest/gtest.h>
#include <limits>

namespace throughline::views {
namespace {

TEST(Journeys, AShareHasTheIntervalThatWasPublished) {
  // Newcombe (1998), table I, at 95%: 81 of 263 gives 0.2553 to 0.3662; at 90% it is narrower.
  const schema::Interval share = wilson_share(81, 263);
  EXPECT_NEAR(share.value, 0.30798, 1e-5);
  EXPECT_GT(share.low, 0.2553);
  EXPECT_LT(share.high, 0.3662);
  EXPECT_NEAR(share.low, 0.2633, 5e-4);
  EXPECT_NEAR(share.high, 0.3567, 5e-4);
}

TEST(Journeys, NobodyAndEverybodyStayWithinZeroAndOne) {
  EXPECT_EQ(wilson_share(0, 0).high, 1.0);
  EXPECT_EQ(wilson_share(0, 5).low, 0.0);
  EXPECT_EQ(wilson_share(5, 5).high, 1.0);
}

TEST(Journeys, EverybodyIsInTheListsTheRestAndTheFirstEdges) {
  const std::vector<ChannelPath> paths = {
      {.steps = {"Direct"}, .people = 50, .converted = 1, .visits = 60},
      {.steps = {"Referral", "Direct"}, .people = 30, .converted = 15, .visits = 90},
      {.steps = {"Email"}, .people = 2, .converted = 2, .visits = 2}};
  const Journeys journeys = journeys_of(paths, {.paths = 2});
  EXPECT_EQ(journeys.people, 82U);
  EXPECT_EQ(journeys.converted, 18U);
  EXPECT_EQ(journeys.n_paths, 3U);
  ASSERT_EQ(journeys.commonest.size(), 2U);
  EXPECT_EQ(journeys.commonest[0].people, 50U);
  EXPECT_EQ(journeys.people_in_other_paths, 2U);
  ASSERT_EQ(journeys.successful.size(), 2U);  // two people tell nothing
  EXPECT_EQ(journeys.successful[0].steps[0], "Referral");
  std::uint64_t at_first = 0;
  for (const PathEdge& edge : journeys.edges) {
    at_first += edge.step == 1 ? edge.people : 0;
  }
  EXPECT_EQ(at_first, journeys.people);
}

TEST(Journeys, WithoutAnybodyAllIsEmpty) {
  const Journeys journeys = journeys_of({});
  EXPECT_EQ(journeys.people, 0U);
  EXPECT_TRUE(journeys.commonest.empty());
  EXPECT_TRUE(journeys.edges.empty());
}

}  // namespace
}  // namespace throughline::views
