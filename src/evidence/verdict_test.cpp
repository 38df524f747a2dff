#include "evidence/verdict.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <gmock/gmock.h>

#include "base/random.hpp"

namespace throughline::evidence {
namespace {

using plan::Verdict;
using schema::Grade;

DecidingEffect effect(double value, double low, double high, Grade grade = Grade::A) {
  return {
      .effect = {.interval = {value, low, high, 0.9}}, .grade = grade, .estimate = "e1", .n = 1000};
}

// A tactic that was locked, is measured, and whose day has come; its effect is plain.
VerdictInputs plain() {
  VerdictInputs inputs;
  inputs.tactic = "t1";
  inputs.market = "de";
  inputs.lock = {.state = LockState::Locked, .on = CivilDate{2026, 1, 1}};
  inputs.metric = "orders";
  inputs.kind = plan::MetricKind::Outcome;
  inputs.feeds = {{.dataset = "orders"}};
  inputs.as_of = {2026, 6, 30};
  inputs.dates = {
      .from = CivilDate{2026, 1, 5}, .until = CivilDate{2026, 6, 30}, .by = CivilDate{2026, 6, 30}};
  inputs.deciding = effect(120, 80, 160);
  inputs.min_effect = 60;
  return inputs;
}

struct Row {
  std::string what;
  std::function<void(VerdictInputs&)> change;
  Verdict verdict;
  int step;
  Cause cause;
};

GuardrailFacts guardrail(double low, double high, Grade grade = Grade::B) {
  return {
      .metric = "refunds", .margin = 5.0, .deciding = effect((low + high) / 2, low, high, grade)};
}

StopFacts met(Met state) {
  return {.rule = plan::StopWhen::BiggerFish, .met = state, .reason = ""};
}

const std::vector<Row>& rows() {
  using enum Verdict;
  static const std::vector<Row> kRows = {
      {"nothing changed", [](auto&) {}, Working, 6, Cause::Effective},
      // 1
      {"a threshold edited after the lock",
       [](auto& i) { i.lock.state = LockState::Changed; },
       Void,
       1,
       Cause::LockChanged},
      {"a broken chain",
       [](auto& i) { i.lock.state = LockState::Broken; },
       Void,
       1,
       Cause::LockBroken},
      {"an edit wins over a dead feed",
       [](auto& i) {
         i.lock.state = LockState::Changed;
         i.feeds[0].state = FeedState::Stale;
       },
       Void,
       1,
       Cause::LockChanged},
      // 2
      {"a missing feed",
       [](auto& i) { i.feeds[0].state = FeedState::Missing; },
       Unmeasured,
       2,
       Cause::FeedMissing},
      {"a stale feed",
       [](auto& i) { i.feeds[0].state = FeedState::Stale; },
       Unmeasured,
       2,
       Cause::FeedStale},
      {"a feed without consent",
       [](auto& i) { i.feeds[0].state = FeedState::Unconsented; },
       Unmeasured,
       2,
       Cause::FeedUnconsented},
      {"a second feed that is stale",
       [](auto& i) { i.feeds.push_back({.dataset = "refunds", .state = FeedState::Stale}); },
       Unmeasured,
       2,
       Cause::FeedStale},
      {"page exists = 1",
       [](auto& i) { i.kind = plan::MetricKind::Existence; },
       Unmeasured,
       2,
       Cause::KindTooWeak},
      {"an activity",
       [](auto& i) { i.kind = plan::MetricKind::Activity; },
       Unmeasured,
       2,
       Cause::KindTooWeak},
      {"a response",
       [](auto& i) { i.kind = plan::MetricKind::Response; },
       Working,
       6,
       Cause::Effective},
      {"no metric", [](auto& i) { i.metric.clear(); }, Unmeasured, 2, Cause::NoMetric},
      {"no estimate on the day",
       [](auto& i) { i.deciding.reset(); },
       Unmeasured,
       2,
       Cause::NoEstimate},
      {"no estimate the day before",
       [](auto& i) {
         i.deciding.reset();
         i.as_of = {2026, 6, 29};
       },
       TooEarly,
       4,
       Cause::DateAhead},
      {"an effect without the scale of its threshold",
       [](auto& i) { i.min_effect.reset(); },
       Unmeasured,
       2,
       Cause::NotComparable},
      {"a dead feed wins over a hurt guardrail",
       [](auto& i) {
         i.feeds[0].state = FeedState::Stale;
         i.guardrails = {guardrail(-20, -10)};
       },
       Unmeasured,
       2,
       Cause::FeedStale},
      // 3
      {"a guardrail wholly beyond its margin",
       [](auto& i) { i.guardrails = {guardrail(-20, -5.1)}; },
       Harmful,
       3,
       Cause::GuardrailHurt},
      {"a guardrail that touches its margin",
       [](auto& i) { i.guardrails = {guardrail(-20, -5)}; },
       Working,
       6,
       Cause::Effective},
      {"a guardrail by correlation",
       [](auto& i) { i.guardrails = {guardrail(-20, -10, Grade::D)}; },
       Working,
       6,
       Cause::Effective},
      {"a guardrail without an estimate",
       [](auto& i) { i.guardrails = {{.metric = "refunds", .margin = 5.0, .deciding = {}}}; },
       Working,
       6,
       Cause::Effective},
      {"the second guardrail is hurt",
       [](auto& i) { i.guardrails = {guardrail(-1, 1), guardrail(-20, -10)}; },
       Harmful,
       3,
       Cause::GuardrailHurt},
      {"harm is told before the day",
       [](auto& i) {
         i.as_of = {2026, 3, 1};
         i.guardrails = {guardrail(-20, -10)};
       },
       Harmful,
       3,
       Cause::GuardrailHurt},
      // 4
      {"the day before", [](auto& i) { i.as_of = {2026, 6, 29}; }, TooEarly, 4, Cause::DateAhead},
      {"the day after", [](auto& i) { i.as_of = {2026, 7, 1}; }, Working, 6, Cause::Effective},
      {"no day at all", [](auto& i) { i.dates.by.reset(); }, TooEarly, 4, Cause::NoDate},
      {"a stop rule ends the wait",
       [](auto& i) {
         i.as_of = {2026, 3, 1};
         i.stops = {met(Met::No), met(Met::Yes)};
       },
       Working,
       6,
       Cause::Effective},
      {"a stop rule that cannot tell does not",
       [](auto& i) {
         i.as_of = {2026, 3, 1};
         i.stops = {met(Met::CannotTell)};
       },
       TooEarly,
       4,
       Cause::DateAhead},
      // 5
      {"before-after only",
       [](auto& i) { i.deciding->grade = Grade::D; },
       LearningOnly,
       5,
       Cause::OnlyWeakEvidence},
      {"an anecdote",
       [](auto& i) { i.deciding->grade = Grade::E; },
       LearningOnly,
       5,
       Cause::OnlyWeakEvidence},
      {"a calibrated model",
       [](auto& i) { i.deciding->grade = Grade::C; },
       Working,
       6,
       Cause::Effective},
      {"unscalable",
       [](auto& i) { i.aim = Aim::Unscalable; },
       LearningOnly,
       5,
       Cause::IsUnscalable},
      {"unscalable without an estimate",
       [](auto& i) {
         i.aim = Aim::Unscalable;
         i.deciding.reset();
       },
       LearningOnly,
       5,
       Cause::IsUnscalable},
      {"unscalable with a dead feed",
       [](auto& i) {
         i.aim = Aim::Unscalable;
         i.feeds[0].state = FeedState::Stale;
       },
       Unmeasured,
       2,
       Cause::FeedStale},
      {"unscalable before its day",
       [](auto& i) {
         i.aim = Aim::Unscalable;
         i.as_of = {2026, 3, 1};
       },
       TooEarly,
       4,
       Cause::DateAhead},
      {"a rule that only learns, with nothing to measure",
       [](auto& i) {
         i.aim = Aim::LearningOnly;
         i.metric.clear();
         i.feeds[0].state = FeedState::Missing;
         i.deciding.reset();
       },
       LearningOnly,
       5,
       Cause::RuleIsLearningOnly},
      {"an unscalable tactic that hurts",
       [](auto& i) {
         i.aim = Aim::Unscalable;
         i.guardrails = {guardrail(-20, -10)};
       },
       Harmful,
       3,
       Cause::GuardrailHurt},
      // 6
      {"exactly the smallest effect",
       [](auto& i) { i.deciding = effect(60, 1, 119); },
       Working,
       6,
       Cause::Effective},
      {"just below the smallest effect",
       [](auto& i) { i.deciding = effect(59.9, 1, 119); },
       Underpowered,
       9,
       Cause::CannotTell},
      {"a lower bound of exactly 0",
       [](auto& i) { i.deciding = effect(120, 0, 240); },
       Underpowered,
       9,
       Cause::CannotTell},
      // 7
      {"an upper bound below 0",
       [](auto& i) { i.deciding = effect(-20, -40, -0.1); },
       Harmful,
       7,
       Cause::BelowZero},
      {"an upper bound of exactly 0",
       [](auto& i) { i.deciding = effect(-20, -40, 0); },
       NotWorking,
       8,
       Cause::TooSmall},
      // 8
      {"an upper bound below the smallest effect",
       [](auto& i) { i.deciding = effect(20, -10, 59.9); },
       NotWorking,
       8,
       Cause::TooSmall},
      {"surely above 0 and surely too small",
       [](auto& i) { i.deciding = effect(30, 20, 40); },
       NotWorking,
       8,
       Cause::TooSmall},
      {"an upper bound of exactly the smallest effect",
       [](auto& i) { i.deciding = effect(20, -20, 60); },
       Underpowered,
       9,
       Cause::CannotTell},
      // 9
      {"an interval that holds everything",
       [](auto& i) { i.deciding = effect(50, -100, 200); },
       Underpowered,
       9,
       Cause::CannotTell},
  };
  return kRows;
}

TEST(Verdict, FollowsTheOrderedListAtEachStepAndEachBoundary) {
  for (const Row& row : rows()) {
    VerdictInputs inputs = plain();
    row.change(inputs);
    const Judgement judgement = judge(inputs);
    EXPECT_EQ(judgement.verdict, row.verdict) << row.what << ": " << judgement.reason;
    EXPECT_EQ(judgement.step, row.step) << row.what;
    EXPECT_EQ(judgement.cause, row.cause) << row.what;
    EXPECT_FALSE(judgement.reason.empty()) << row.what;
  }
}

TEST(Verdict, NamesTheInputsOfEveryStepThatWasTaken) {
  for (const Row& row : rows()) {
    VerdictInputs inputs = plain();
    row.change(inputs);
    const Judgement judgement = judge(inputs);
    ASSERT_EQ(judgement.steps.size(), static_cast<std::size_t>(row.step)) << row.what;
    for (std::size_t i = 0; i < judgement.steps.size(); ++i) {
      EXPECT_EQ(judgement.steps[i].number, static_cast<int>(i) + 1);
      EXPECT_EQ(judgement.steps[i].decided, i + 1 == judgement.steps.size());
      if (i != 2 || !inputs.guardrails.empty()) {
        EXPECT_FALSE(judgement.steps[i].inputs.empty()) << row.what << " step " << i + 1;
      }
    }
  }
}

TEST(Verdict, SaysWhichSampleWouldTell) {
  VerdictInputs inputs = plain();
  inputs.deciding = effect(50, 50 - 1.6448536 * 100, 50 + 1.6448536 * 100);  // se 100
  const Judgement judgement = judge(inputs);
  ASSERT_TRUE(judgement.needed);
  // (1.6449 + 0.8416)² · (100 / 60)² · 1000
  EXPECT_NEAR(judgement.needed->total, 17174, 1);
  EXPECT_NEAR(judgement.needed->more, 16174, 1);
  inputs.deciding->n = 0;
  EXPECT_FALSE(judge(inputs).needed);
  EXPECT_FALSE(judge(plain()).needed);
}

TEST(Verdict, GivesNoWordForMarketsThatDiffer) {
  EXPECT_EQ(pooled_verdict(std::array{Verdict::Working, Verdict::Harmful}), std::nullopt);
  EXPECT_EQ(pooled_verdict(std::array{Verdict::Working, Verdict::Working}), Verdict::Working);
  EXPECT_EQ(pooled_verdict({}), std::nullopt);
}

TEST(Verdict, ReadsIntervalsMoreStrictlyBeforeTheDay) {
  const TrialDates dates{.by = CivilDate{2026, 6, 30}};
  EXPECT_EQ(level_on({2026, 6, 29}, dates, {}), 0.995);
  EXPECT_EQ(level_on({2026, 6, 30}, dates, {}), 0.9);
  EXPECT_EQ(level_on({2026, 6, 30}, {}, {}), 0.995);
}

TEST(TrialDates, MoveByTheLengthOfTheTrialWithEachDecisionToExtend) {
  plan::Tactic tactic;
  tactic.head.id.value = "t1";
  tactic.hypothesis = plan::Hypothesis{.from = plan::Placed<CivilDate>{{2026, 1, 1}, {}}};
  tactic.decide = plan::Decide{.by = plan::Placed<CivilDate>{{2026, 1, 31}, {}}};
  plan::Decision extend;
  extend.head.id.value = "d1";
  extend.tactic = plan::Ref{"t1", {}};
  extend.did.value = plan::Action::Extend;
  EXPECT_EQ(trial_dates(tactic, {}, 1).by, (CivilDate{2026, 1, 31}));
  EXPECT_EQ(trial_dates(tactic, {extend}, 1).by, (CivilDate{2026, 3, 2}));
  EXPECT_EQ(trial_dates(tactic, {extend}, 1).until, (CivilDate{2026, 3, 2}));
  EXPECT_EQ(trial_dates(tactic, {extend}, 2).by, (CivilDate{2026, 1, 31}));
  plan::Decision instead;
  instead.head.id.value = "d2";
  instead.tactic = plan::Ref{"t1", {}};
  instead.did.value = plan::Action::Stop;
  instead.supersedes = plan::Ref{"d1", {}};
  EXPECT_EQ(trial_dates(tactic, {extend, instead}, 1).by, (CivilDate{2026, 1, 31}));
}

// What the estimator would say of a tactic with a known effect.
VerdictInputs simulated(double truth, double se, Rng& rng) {
  VerdictInputs inputs = plain();
  const double est = truth + se * rng.normal();
  inputs.deciding = effect(est, est - 1.6448536 * se, est + 1.6448536 * se);
  return inputs;
}

TEST(Verdict, CallsFewerThanOneInTwentyOfTacticsThatDoNothingWorking) {
  Rng rng(1, "verdict");
  constexpr int kTactics = 4000;
  for (const double se : {5.0, 30.0, 200.0}) {
    int working = 0;
    for (int i = 0; i < kTactics; ++i) {
      working += judge(simulated(0.0, se, rng)).verdict == Verdict::Working ? 1 : 0;
    }
    EXPECT_LE(working, kTactics * 0.05 + 2 * std::sqrt(kTactics * 0.05 * 0.95)) << se;
  }
}

TEST(Verdict, FindsAnEffectThatIsThereAsOftenAsThePowerSays) {
  Rng rng(2, "verdict");
  constexpr int kTactics = 4000;
  const double se =
      60.0 / (1.6448536 + 0.8416212);  // 80% to find 60, were it not for the threshold
  int above_zero = 0;
  for (int i = 0; i < kTactics; ++i) {
    above_zero += simulated(60.0, se, rng).deciding->effect.interval.low > 0 ? 1 : 0;
  }
  EXPECT_NEAR(above_zero, 0.8 * kTactics, 3 * std::sqrt(kTactics * 0.16));
}

TEST(Verdict, SaysThatItCannotTellWhereTheSampleIsTooSmall) {
  Rng rng(3, "verdict");
  constexpr int kTactics = 1000;
  int underpowered = 0;
  for (int i = 0; i < kTactics; ++i) {
    underpowered +=
        judge(simulated(rng.uniform() * 60, 300.0, rng)).verdict == Verdict::Underpowered ? 1 : 0;
  }
  // Only 5% above, and as much below, may be called something at a standard error of 5 thresholds.
  EXPECT_GE(underpowered, kTactics * 0.85);
}

TEST(Verdict, NeverCallsWorkingWhatWasMovedDeadToldOrMerelyExists) {
  Rng rng(4, "verdict");
  const std::vector<std::function<void(VerdictInputs&)>> faults = {
      [](auto& i) { i.lock.state = LockState::Changed; },
      [](auto& i) { i.feeds[0].state = FeedState::Stale; },
      [](auto& i) { i.deciding->grade = Grade::E; },
      [](auto& i) { i.kind = plan::MetricKind::Existence; }};
  for (int k = 0; k < 1000; ++k) {
    VerdictInputs inputs = simulated(1000 * rng.normal(), 50, rng);
    faults[static_cast<std::size_t>(k) % faults.size()](inputs);
    EXPECT_NE(judge(inputs).verdict, Verdict::Working);
  }
}

}  // namespace
}  // namespace throughline::evidence
