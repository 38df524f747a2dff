#include "plan/lines.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "plan/sample_plan.hpp"

namespace throughline::plan {
namespace {

using sample::goal;
using sample::indexed;
using sample::link;
using sample::refs;
using sample::small_plan;
using sample::strategy;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string text_of(const Path& path) {
  std::string out = path.empty() ? "" : path.front().child;
  for (const Step& step : path) {
    out += ">" + step.parent;
  }
  return out;
}

std::vector<std::string> texts_of(const std::vector<Path>& paths) {
  std::vector<std::string> out;
  for (const Path& path : paths) {
    out.push_back(text_of(path));
  }
  return out;
}

TEST(Lines, LeadFromATacticToThePurpose) {
  const Plan plan = small_plan();
  const Lines lines(plan);
  EXPECT_THAT(texts_of(lines.paths_to_purpose("t1")), ElementsAre("t1>c1>s1>g1>purpose"));
  EXPECT_THAT(texts_of(lines.paths_to_goals("t1")), ElementsAre("t1>c1>s1>g1"));
  EXPECT_THAT(lines.above("t2"), ElementsAre("s1", "g1", "purpose"));
  EXPECT_THAT(lines.below("g1"), ElementsAre("s1", "c1", "t2", "t1"));
  EXPECT_EQ(lines.parents("t1")[0].id(), "t1>c1");
  EXPECT_EQ(lines.parents("t1")[0].link->claim->value, "because it does");
}

TEST(Lines, GoOverEveryParent) {
  Plan plan = small_plan();
  plan.goals.push_back(goal("g2", {"g1"}));
  plan.strategies.push_back(strategy("s2", {link(ParentType::Goal, "g2")}));
  plan.tactics[1].serves.push_back(link(ParentType::Strategy, "s2"));
  plan = indexed(plan);
  const Lines lines(plan);
  EXPECT_THAT(texts_of(lines.paths_to_purpose("t2")),
              ElementsAre("t2>s1>g1>purpose", "t2>s2>g2>g1>purpose"));
  EXPECT_THAT(lines.nearest_goals("t2"), ElementsAre("g1", "g2"));
  EXPECT_THAT(lines.nearest_goals("g2"), ElementsAre("g1"));
}

TEST(Lines, EndWhereTheStrategyAboveIsGone) {
  Plan plan = small_plan();
  plan.strategies.clear();
  plan = indexed(plan);
  const Lines lines(plan);
  EXPECT_FALSE(lines.reaches_goal("t1"));
  EXPECT_THAT(lines.paths_to_purpose("t1"), IsEmpty());
  EXPECT_TRUE(lines.reaches_goal("g1"));
  EXPECT_TRUE(lines.reaches_purpose("g1"));
}

TEST(Lines, LeaveOutALinkThatNamesAnotherType) {
  Plan plan = small_plan();
  plan.tactics[0].serves = {link(ParentType::Strategy, "c1")};
  EXPECT_FALSE(Lines(plan).reaches_goal("t1"));
}

TEST(Lines, WalkACycleOnce) {
  Plan plan = small_plan();
  plan.strategies[0].serves = {link(ParentType::Strategy, "s2")};
  plan.strategies.push_back(strategy("s2", {link(ParentType::Strategy, "s1")}));
  plan = indexed(plan);
  const Lines lines(plan);
  EXPECT_FALSE(lines.reaches_goal("t1"));
  EXPECT_THAT(lines.above("s1"), ElementsAre("s2", "s1"));
  plan.strategies[1].serves.push_back(link(ParentType::Goal, "g1"));
  EXPECT_THAT(texts_of(Lines(plan).paths_to_purpose("t1")), ElementsAre("t1>c1>s1>s2>g1>purpose"));
}

TEST(Lines, AreBoundedWherePathsMultiply) {
  Plan plan = small_plan();
  for (int level = 2; level <= 30; ++level) {
    for (const char* side : {"a", "b"}) {
      std::vector<Link> serves;
      for (const char* parent : {"a", "b"}) {
        serves.push_back(level == 2
                             ? link(ParentType::Strategy, "s1")
                             : link(ParentType::Strategy, fmt::format("{}{}", parent, level - 1)));
      }
      plan.strategies.push_back(strategy(fmt::format("{}{}", side, level), serves));
    }
  }
  plan = indexed(plan);
  const Lines lines(plan);
  EXPECT_THAT(lines.paths_to_purpose("a30"), SizeIs(100));  // of 2^29
  EXPECT_THAT(lines.paths_to_purpose("a30", {.max_paths = 7}), SizeIs(7));
}

TEST(Lines, TakeTheMarketsOfThoseAbove) {
  Plan plan = small_plan();
  plan.strategies.push_back(strategy("s2", {link(ParentType::Goal, "g1")}));
  plan.strategies[1].markets = refs({"fr", "nowhere"});
  plan.tactics[1].serves.push_back(link(ParentType::Strategy, "s2"));
  plan = indexed(plan);
  EXPECT_THAT(Lines(plan).markets_of("t1"), ElementsAre("de"));
  EXPECT_THAT(Lines(plan).markets_of("t2"), ElementsAre("de", "fr"));
  plan.programmes[0].markets = refs({"fr"});
  EXPECT_THAT(Lines(plan).markets_of("t1"), ElementsAre("fr"));
  plan.tactics[0].markets = refs({"fr", "de"});
  EXPECT_THAT(Lines(plan).markets_of("t1"), ElementsAre("de", "fr"));
}

TEST(Lines, FallBackToTheMarketOfTheGoal) {
  Plan plan = small_plan();
  plan.strategies[0].markets.clear();
  EXPECT_THAT(Lines(plan).markets_of("t1"), IsEmpty());
  plan.goals[0].market = sample::text("fr");
  EXPECT_THAT(Lines(plan).markets_of("t1"), ElementsAre("fr"));
}

// Any plan of six strategies, whose links may dangle, repeat and run in circles.
RC_GTEST_PROP(Lines, FindAPathExactlyWhereAGoalIsReached, ()) {
  Plan plan = small_plan();
  plan.strategies.clear();
  for (int i = 0; i < 6; ++i) {
    std::vector<Link> serves;
    for (const int parent : *rc::gen::container<std::vector<int>>(3, rc::gen::inRange(0, 8))) {
      serves.push_back(parent == 7 ? link(ParentType::Goal, "g1")
                                   : link(ParentType::Strategy, fmt::format("s{}", parent)));
    }
    plan.strategies.push_back(strategy(fmt::format("s{}", i), serves));
  }
  plan = indexed(plan);
  const Lines lines(plan);
  for (const Strategy& each : plan.strategies) {
    const std::string& id = each.head.id.value;
    RC_ASSERT(lines.reaches_goal(id) == !lines.paths_to_goals(id).empty());
    RC_ASSERT(lines.reaches_purpose(id) == !lines.paths_to_purpose(id).empty());
    for (const Path& path : lines.paths_to_goals(id)) {
      RC_ASSERT(path.front().child == id);
      RC_ASSERT(path.back().parent == "g1");
      RC_ASSERT(path.size() <= 7U);
    }
  }
}

}  // namespace
}  // namespace throughline::plan
