#include "evidence/due.hpp"

#include <gmock/gmock.h>

#include "plan/sample_plan.hpp"

namespace throughline::evidence {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
namespace sample = plan::sample;

Observed on(CivilDate as_of) {
  Observed made{.as_of = as_of, .zone = TimeZone::named("UTC").value()};
  made.costs = {{.tactic = "t2", .market = "de", .cash = 500, .labour = 1}};
  return made;
}

DecisionsDue due(const plan::Plan& plan, const Observed& observed) {
  return decisions_due(plan, judge_plan(plan, plan::Lines(plan), observed), observed);
}

std::vector<std::string> names(const std::vector<DecisionDue>& list) {
  std::vector<std::string> all;
  for (const DecisionDue& one : list) {
    all.push_back(one.tactic);
  }
  return all;
}

plan::Decision decision(std::string id, std::string tactic, plan::Action did) {
  plan::Decision made;
  made.head = sample::head(std::move(id));
  made.tactic = sample::text(std::move(tactic));
  made.did.value = did;
  return made;
}

TEST(Due, ListsAWeekAheadAndAllThatIsOver) {
  const plan::Plan plan = sample::small_plan();  // both on 30 June
  EXPECT_THAT(names(due(plan, on({2026, 6, 22})).now), IsEmpty());
  EXPECT_THAT(names(due(plan, on({2026, 6, 22})).next), ElementsAre("t2", "t1"));
  EXPECT_THAT(names(due(plan, on({2026, 6, 23})).now), ElementsAre("t2", "t1"));
  const DecisionsDue over = due(plan, on({2026, 7, 10}));
  EXPECT_EQ(over.now[0].days_over, 10);
  EXPECT_EQ(over.now[0].cost, 501);
}

TEST(Due, LeavesOutWhatIsDecidedOrOver) {
  plan::Plan plan = sample::small_plan();
  plan.decisions = {decision("d1", "t1", plan::Action::Keep)};
  EXPECT_THAT(names(due(plan, on({2026, 7, 1})).now), ElementsAre("t2"));
  plan.tactics[1].status.value = plan::Status::Stopped;
  EXPECT_THAT(names(due(plan, on({2026, 7, 1})).now), IsEmpty());
}

TEST(Due, AsksAgainAfterAnExtensionAndAfterADecisionThatWasTakenBack) {
  plan::Plan plan = sample::small_plan();
  plan.decisions = {decision("d1", "t1", plan::Action::Extend)};
  EXPECT_THAT(names(due(plan, on({2026, 7, 1})).next), ElementsAre("t1"));
  plan.decisions = {decision("d1", "t1", plan::Action::Keep),
                    decision("d2", "t1", plan::Action::Extend)};
  plan.decisions[1].supersedes = sample::text("d1");
  EXPECT_THAT(names(due(plan, on({2026, 7, 1})).next), ElementsAre("t1"));
}

}  // namespace
}  // namespace throughline::evidence
