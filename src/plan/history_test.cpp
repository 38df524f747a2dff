#include "plan/history.hpp"

#include <gmock/gmock.h>

#include "plan/sample_plan.hpp"

namespace throughline::plan {
namespace {

using sample::date;
using sample::head;
using sample::indexed;
using sample::small_plan;
using sample::text;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Decision decision(std::string id, std::string tactic, Placed<CivilDate> on, std::string run) {
  Decision made;
  made.head = head(std::move(id));
  made.tactic = text(std::move(tactic));
  made.on = on;
  made.verdict.value = Verdict::NotWorking;
  made.did.value = Action::Stop;
  made.evidence = text(std::move(run));
  return made;
}

Learning learning(std::string id, LearningSource kind, std::string ref) {
  Learning made;
  made.head = head(std::move(id));
  made.source.value = kind;
  made.source_ref = text(std::move(ref));
  return made;
}

Change change(std::string id,
              std::string node,
              Placed<CivilDate> on,
              std::vector<std::string> because,
              std::string owner = "cmo") {
  Change made;
  made.head = head(std::move(id));
  if (!owner.empty()) {
    made.head.owner = text(std::move(owner));
  }
  made.node = text(std::move(node));
  made.on = on;
  made.because = sample::refs(std::move(because));
  return made;
}

Plan plan_with_records() {
  Plan plan = small_plan();
  plan.decisions = {decision("d1", "t1", date(2026, 7, 1), "run-118"),
                    decision("d2", "t2", date(2026, 7, 5), "run-119")};
  plan.learnings = {learning("l1", LearningSource::Experiment, "t2"),
                    learning("l2", LearningSource::Visit, "v7"),
                    learning("l3", LearningSource::Experiment, "run-118")};
  plan.changes = {change("x1", "s1", date(2026, 7, 11), {"d1"}),
                  change("x2", "s1", date(2026, 8, 1), {"l1", "l2"}),
                  change("x3", "c1", date(2026, 8, 2), {"run-118"}),
                  change("x4", "g1", date(2026, 8, 3), {}),
                  change("x5", "s1", date(2026, 8, 4), {"l2"}),
                  change("x6", "t1", date(2026, 8, 5), {"d2"}),
                  change("x7", "s1", date(2026, 8, 6), {"d1"}, ""),
                  change("x8", "s1", date(2026, 8, 7), {"run-999"}),
                  change("x9", "s1", date(2026, 8, 8), {"l3"})};
  return indexed(plan);
}

std::vector<std::string> learned(const PlanHistory& history) {
  std::vector<std::string> ids;
  for (const ChangeRecord& record : history.changes) {
    if (record.learned()) {
      ids.push_back(record.id);
    }
  }
  return ids;
}

TEST(PlanHistory, CountsChangesOfTheStrategyThatATacticsEvidenceBegan) {
  const PlanHistory history = history_of(plan_with_records());
  EXPECT_THAT(learned(history), ElementsAre("x1", "x2", "x3", "x9"));
  EXPECT_EQ(history.n_learned(), 4U);
  EXPECT_EQ(history.n_above_tactics(), 8U);
  EXPECT_THAT(history.changes[1].tactics, ElementsAre("t2"));
}

TEST(PlanHistory, DoesNotCountWhatHasNoEvidenceNoOwnerOrAnUnknownRun) {
  const PlanHistory history = history_of(plan_with_records());
  EXPECT_FALSE(history.changes[3].learned()) << "no evidence";
  EXPECT_FALSE(history.changes[4].learned()) << "of no tactic";
  EXPECT_FALSE(history.changes[6].learned()) << "nobody answers for it";
  EXPECT_THAT(history.changes[7].unknown, ElementsAre("run-999"));
  EXPECT_FALSE(history.changes[7].learned());
}

TEST(PlanHistory, MeasuresFromAVerdictToWhatItChanged) {
  const PlanHistory history = history_of(plan_with_records());
  ASSERT_THAT(history.loops, SizeIs(2));
  EXPECT_EQ(history.loops[0].change, "x1");
  EXPECT_EQ(history.loops[0].days, 10);
  EXPECT_EQ(history.loops[1].change, "x6");
  EXPECT_EQ(history.loops[1].days, 31);
  EXPECT_EQ(history.median_days(), 20.5);
}

TEST(PlanHistory, HasNoLoopTimeWhereNothingFollowed) {
  Plan plan = plan_with_records();
  plan.changes.clear();
  const PlanHistory history = history_of(indexed(plan));
  EXPECT_EQ(history.loops[0].change, "");
  EXPECT_EQ(history.median_days(), std::nullopt);
  EXPECT_EQ(history.n_learned(), 0U);
}

TEST(PlanHistory, LeavesOutWhatWasSuperseded) {
  Plan plan = plan_with_records();
  plan.decisions[1].supersedes = text("d1");
  EXPECT_THAT(history_of(plan).loops, SizeIs(1));
}

TEST(Overdue, ProposesSomethingWhereAFailureLedToNothing) {
  const Plan plan = small_plan();
  const Lines lines(plan);
  const std::vector<GivenVerdict> verdicts = {{"t1", Verdict::NotWorking, {2026, 7, 1}},
                                              {"t2", Verdict::Working, {2026, 7, 1}}};
  EXPECT_THAT(overdue(lines, verdicts, {2026, 7, 15}), IsEmpty());
  const auto proposals = overdue(lines, verdicts, {2026, 7, 16});
  ASSERT_THAT(proposals, SizeIs(1));
  EXPECT_EQ(proposals[0].tactic, "t1");
  EXPECT_EQ(proposals[0].action, Action::Stop);
  EXPECT_EQ(proposals[0].amend, "s1");
  EXPECT_THAT(proposals[0].text, HasSubstr("not-working for 15 days"));
}

TEST(Overdue, IsSilentOnceSomebodyDecided) {
  Plan plan = small_plan();
  plan.decisions = {decision("d1", "t1", date(2026, 7, 3), "run-1")};
  plan.tactics[1].status.value = Status::Stopped;
  plan = indexed(plan);
  const std::vector<GivenVerdict> verdicts = {{"t1", Verdict::NotWorking, {2026, 7, 1}},
                                              {"t2", Verdict::Harmful, {2026, 7, 1}}};
  EXPECT_THAT(overdue(Lines(plan), verdicts, {2026, 9, 1}), IsEmpty());
}

}  // namespace
}  // namespace throughline::plan
