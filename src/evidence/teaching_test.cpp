#include "evidence/teaching.hpp"

#include <gmock/gmock.h>

#include "plan/sample_plan.hpp"

namespace throughline::evidence {
namespace {

using testing::ElementsAre;
namespace sample = plan::sample;

plan::Learning learning(std::string id, std::string ref, std::vector<std::string> used_by) {
  plan::Learning made;
  made.head = sample::head(std::move(id));
  made.source_ref = sample::text(std::move(ref));
  made.used_by = sample::refs(std::move(used_by));
  return made;
}

plan::Plan hand_made() {
  plan::Plan plan = sample::small_plan();
  plan.tactics[0].unscalable =
      plan::Unscalable{true, sample::text("why"), sample::date(2026, 12, 31), {}};
  return plan;
}

Teaching taught(const plan::Plan& plan, CivilDate as_of = {2026, 6, 30}) {
  const Observed observed{.as_of = as_of, .zone = TimeZone::named("UTC").value()};
  const auto all = teachings(plan, judge_plan(plan, plan::Lines(plan), observed));
  EXPECT_EQ(all.size(), 1U);
  return all.at(0);
}

TEST(Teaching, IsNoFailureWithoutSalesIfThreeLearningsAreUsed) {
  plan::Plan plan = hand_made();
  plan.learnings = {learning("l1", "t1", {"t2"}),
                    learning("l2", "t1", {"t2", "s1"}),
                    learning("l3", "t1", {"c1", "t1"}),
                    learning("l4", "t1", {"t1"}),
                    learning("l5", "t2", {"t1"})};
  const Teaching made = taught(plan);
  EXPECT_EQ(made.taught, Taught::Used);
  EXPECT_FALSE(made.failed());
  EXPECT_THAT(made.learnings, ElementsAre("l1", "l2", "l3", "l4"));
  EXPECT_THAT(made.used, ElementsAre("l1", "l2", "l3"));
  EXPECT_THAT(made.used_by, ElementsAre("c1", "s1", "t2"));  // each once
}

TEST(Teaching, FindsLearningsThroughDecisionsAndTheChangesTheyMade) {
  plan::Plan plan = hand_made();
  plan::Decision decision;
  decision.head = sample::head("d1");
  decision.tactic = sample::text("t1");
  decision.evidence = sample::text("run-9");
  plan.decisions = {decision};
  plan.learnings = {learning("l1", "run-9", {})};
  EXPECT_EQ(taught(plan).taught, Taught::Recorded);
  plan::Change change;
  change.head = sample::head("ch1");
  change.because = {sample::text("l1")};
  plan.changes = {change};
  EXPECT_EQ(taught(plan).taught, Taught::ChangedThePlan);
  EXPECT_THAT(taught(plan).changes, ElementsAre("ch1"));
}

TEST(Teaching, FailsWhereTimeIsUpAndNothingWasWrittenDown) {
  plan::Plan plan = hand_made();
  EXPECT_EQ(taught(plan).taught, Taught::NothingYet);
  EXPECT_TRUE(taught(plan, {2027, 1, 1}).failed());
  plan.tactics[0].status.value = plan::Status::Stopped;
  EXPECT_TRUE(taught(plan).failed());
}

}  // namespace
}  // namespace throughline::evidence
