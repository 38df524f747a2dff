#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "evidence/effect.hpp"
#include "evidence/thresholds.hpp"
#include "evidence/trial.hpp"
#include "plan/model.hpp"
#include "schema/estimate.hpp"

/// The verdict on one tactic in one market: an ordered list of which the first match wins.
/// Everything that it hangs on stands in VerdictInputs; judging.hpp gathers that from a plan.
namespace throughline::evidence {

enum class FeedState : std::uint8_t { Fresh, Missing, Stale, Unconsented };

/// A dataset on which the measure or a guardrail stands.
struct FeedFacts {
  std::string dataset;
  FeedState state = FeedState::Fresh;
  std::optional<Seconds> newest;  ///< of its rows
  Seconds fresh_within = 0;       ///< seconds that it may lag
};

/// An effect with what it stands on.
struct DecidingEffect {
  TurnedEffect effect;  ///< at the level that holds on that day
  schema::Grade grade = schema::Grade::E;
  std::string estimate;  ///< id
  std::uint64_t n = 0;   ///< units behind it; 0 = not said
};

/// What is known of a metric that must not suffer.
struct GuardrailFacts {
  std::string metric;
  std::optional<double>
      margin;  ///< that it may lose, on the effect's scale; absent = not comparable
  std::optional<DecidingEffect> deciding;  ///< absent = no estimate
};

enum class Met : std::uint8_t { No, Yes, CannotTell };

/// A rule that may end the wait.
struct StopFacts {
  plan::StopWhen rule = plan::StopWhen::Diminishing;
  Met met = Met::CannotTell;
  std::string reason;  ///< one sentence with the figures it looked at
};

/// What the tactic is for.
enum class Aim : std::uint8_t {
  Effect,
  Unscalable,    ///< marked so in the plan: it is to teach
  LearningOnly,  ///< decide.rule says so
};

/// Everything that a verdict hangs on.
struct VerdictInputs {
  std::string tactic;
  std::string market = "all";
  LockFacts lock;
  std::string metric;                    ///< "" = the plan binds none
  std::optional<plan::MetricKind> kind;  ///< of the metric
  std::vector<FeedFacts> feeds;
  std::vector<GuardrailFacts> guardrails;
  CivilDate as_of;
  TrialDates dates;
  std::vector<StopFacts> stops;
  std::optional<DecidingEffect> deciding;
  std::optional<double> min_effect;  ///< on the effect's scale; absent = not comparable
  double power = 0.8;                ///< with which the sample is to find min_effect
  Aim aim = Aim::Effect;
};

/// Why a verdict is what it is: one value for each way through the list.
enum class Cause : std::uint8_t {
  LockChanged,
  LockBroken,
  NoMetric,
  KindTooWeak,  ///< existence or activity: "exists; effect unknown"
  FeedMissing,
  FeedStale,
  FeedUnconsented,
  NoEstimate,
  NotComparable,  ///< min_effect is a share, and nobody tells of what
  GuardrailHurt,
  DateAhead,
  NoDate,
  OnlyWeakEvidence,
  IsUnscalable,
  RuleIsLearningOnly,
  Effective,
  BelowZero,
  TooSmall,
  CannotTell,
};

/// One fact that a step looked at: name and value, and what it was taken from (the id of an
/// estimate, dataset, metric or tactic).
struct StepInput {
  std::string name;
  std::variant<std::string, double, CivilDate> value;
  std::string from;

  friend bool operator==(const StepInput&, const StepInput&) = default;
};

/// One step of the list as it was taken.
struct Step {
  int number = 0;        ///< 1 … 9
  bool decided = false;  ///< the last one
  std::vector<StepInput> inputs;

  friend bool operator==(const Step&, const Step&) = default;
};

/// The sample that would tell.
struct SampleNeeded {
  double total = 0.0;  ///< units, today's included
  double more = 0.0;   ///< beyond today's
};

/// A verdict with the way to it.
struct Judgement {
  plan::Verdict verdict = plan::Verdict::Unmeasured;
  int step = 0;  ///< 1 … 9, the one that decided
  Cause cause = Cause::NoEstimate;
  std::string reason;                  ///< one sentence
  std::vector<Step> steps;             ///< those taken, in order
  std::optional<SampleNeeded> needed;  ///< of an underpowered one whose n is known
};

/// Judges by the ordered list.
///
///   1  rule, measure or date edited after the lock, or a broken chain      void
///   2  no metric or kind below response; feed missing, stale, unconsented;
///      no estimate though `by` is reached                                  unmeasured
///   3  a guardrail's upper bound below −margin, grade A to C                harmful
///   4  `by` not reached and no stop rule met                                too-early
///   5  evidence only D or E; unscalable; rule learning-only                 learning-only
///   6  lower bound above 0 and estimate at least min_effect                 working
///   7  upper bound below 0                                                  harmful
///   8  upper bound below min_effect                                         not-working
///   9  otherwise                                                            underpowered
///
/// sample needed = n · ((z(0.95) + z(power)) · se / min_effect)², se from the interval
/// (math::sample_factor).
/// Where the rule is learning-only, step 2 is not asked: there is nothing to measure but what was
/// learned. Source: docs/verdicts.md.
[[nodiscard]] Judgement judge(const VerdictInputs& inputs);

/// The level at which intervals are read on that day.
[[nodiscard]] double level_on(CivilDate as_of,
                              const TrialDates& dates,
                              const Thresholds& thresholds);

/// The one word for all markets; nothing where they differ, or where there is none.
[[nodiscard]] std::optional<plan::Verdict> pooled_verdict(std::span<const plan::Verdict> markets);

}  // namespace throughline::evidence
