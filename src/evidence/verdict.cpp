#include "evidence/verdict.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>
#include <utility>

#include "evidence/deciding.hpp"
#include "math/power.hpp"
#include "plan/words.hpp"

namespace throughline::evidence {
namespace {

using plan::Verdict;

/// What a step looked at, and what it decided if it did.
struct Taken {
  std::vector<StepInput> inputs;
  std::optional<Verdict> verdict;
  Cause cause = Cause::CannotTell;
  std::string reason;

  void saw(std::string name, std::variant<std::string, double, CivilDate> value, std::string from) {
    inputs.push_back({std::move(name), std::move(value), std::move(from)});
  }

  void decide(Verdict with, Cause why, std::string sentence) {
    verdict = with;
    cause = why;
    reason = std::move(sentence);
  }
};

std::string shown(double value, schema::Scale scale) {
  return scale == schema::Scale::Relative ? fmt::format("{:.4g}%", 100.0 * value)
                                          : fmt::format("{:.6g}", value);
}

void see_effect(Taken& taken, const DecidingEffect& deciding) {
  const schema::Interval& interval = deciding.effect.interval;
  taken.saw("estimate", interval.value, deciding.estimate);
  taken.saw("lower bound", interval.low, deciding.estimate);
  taken.saw("upper bound", interval.high, deciding.estimate);
  taken.saw("level", interval.level, deciding.estimate);
  taken.saw("grade", std::string(1, schema::letter_of(deciding.grade)), deciding.estimate);
}

bool a_stop_is_met(const VerdictInputs& inputs) {
  return std::ranges::any_of(inputs.stops,
                             [](const StopFacts& stop) { return stop.met == Met::Yes; });
}

bool wait_is_over(const VerdictInputs& inputs) {
  return is_reached(inputs.dates.by, inputs.as_of) || a_stop_is_met(inputs);
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string_view word_of(LockState state) {
  constexpr std::array<std::string_view, 4> kWords = {"never", "locked", "changed", "broken"};
  return kWords[static_cast<std::size_t>(state)];
}

// ---- 1: what was fixed still stands

Taken held_to_the_lock(const VerdictInputs& inputs) {
  Taken taken;
  taken.saw("lock", std::string(word_of(inputs.lock.state)), inputs.tactic);
  if (inputs.lock.on) {
    taken.saw("locked on", *inputs.lock.on, inputs.tactic);
  }
  if (inputs.lock.state == LockState::Changed) {
    const std::string keys =
        inputs.lock.changed.empty() ? "its terms" : joined(inputs.lock.changed);
    taken.decide(Verdict::Void, Cause::LockChanged, keys + " changed after the lock");
  } else if (inputs.lock.state == LockState::Broken) {
    taken.decide(Verdict::Void,
                 Cause::LockBroken,
                 "the chain of locks is broken, so nothing shows what was fixed");
  }
  return taken;
}

// ---- 2: there is something to judge by

std::string_view word_of(FeedState state) {
  constexpr std::array<std::string_view, 4> kWords = {"fresh", "missing", "stale", "unconsented"};
  return kWords[static_cast<std::size_t>(state)];
}

void decide_by_feed(Taken& taken, const FeedFacts& feed) {
  switch (feed.state) {
    case FeedState::Fresh:
      return;
    case FeedState::Missing:
      return taken.decide(
          Verdict::Unmeasured, Cause::FeedMissing, fmt::format("{} has no rows", feed.dataset));
    case FeedState::Stale:
      return taken.decide(Verdict::Unmeasured,
                          Cause::FeedStale,
                          fmt::format("the newest row of {} is too old", feed.dataset));
    case FeedState::Unconsented:
      return taken.decide(Verdict::Unmeasured,
                          Cause::FeedUnconsented,
                          fmt::format("{} lacks the consent that it needs", feed.dataset));
  }
}

void look_at_feeds(Taken& taken, const VerdictInputs& inputs) {
  for (const FeedFacts& feed : inputs.feeds) {
    taken.saw("feed", std::string(word_of(feed.state)), feed.dataset);
    if (!taken.verdict) {
      decide_by_feed(taken, feed);
    }
  }
}

void look_at_metric(Taken& taken, const VerdictInputs& inputs) {
  if (inputs.metric.empty() || !inputs.kind) {
    return taken.decide(
        Verdict::Unmeasured, Cause::NoMetric, "no metric of the plan is bound to it");
  }
  taken.saw("kind", std::string(plan::name_of(*inputs.kind)), inputs.metric);
  if (*inputs.kind < plan::MetricKind::Response) {
    taken.decide(Verdict::Unmeasured, Cause::KindTooWeak, "exists; effect unknown");
  }
}

void look_at_estimate(Taken& taken, const VerdictInputs& inputs) {
  if (!inputs.deciding) {
    return taken.decide(Verdict::Unmeasured,
                        Cause::NoEstimate,
                        fmt::format("no estimate on {} can decide", inputs.metric));
  }
  taken.saw("deciding estimate", inputs.deciding->estimate, inputs.deciding->estimate);
  if (is_causal(inputs.deciding->grade) && !(inputs.min_effect.value_or(0.0) > 0.0)) {
    taken.decide(Verdict::Unmeasured,
                 Cause::NotComparable,
                 "the estimate and the smallest effect that matters have no scale in common");
  }
}

Taken measured(const VerdictInputs& inputs) {
  Taken taken;
  if (inputs.aim == Aim::LearningOnly) {
    taken.saw("rule", std::string("learning-only"), inputs.tactic);
    return taken;  // nothing to measure but what was learned
  }
  look_at_feeds(taken, inputs);
  if (inputs.aim == Aim::Unscalable) {
    return taken;
  }
  if (!taken.verdict) {
    look_at_metric(taken, inputs);
  }
  if (!taken.verdict && wait_is_over(inputs)) {
    look_at_estimate(taken, inputs);
  }
  return taken;
}

// ---- 3: nothing else was hurt

void look_at_guardrail(Taken& taken, const GuardrailFacts& guardrail) {
  if (!guardrail.deciding || !guardrail.margin) {
    taken.saw("guardrail", std::string("cannot tell"), guardrail.metric);
    return;
  }
  const schema::Interval& interval = guardrail.deciding->effect.interval;
  const schema::Scale scale = guardrail.deciding->effect.scale;
  taken.saw("guardrail", guardrail.metric, guardrail.metric);
  see_effect(taken, *guardrail.deciding);
  taken.saw("margin", *guardrail.margin, guardrail.metric);
  // No causal word at grade D or E, so neither "harmful".
  if (!taken.verdict && is_causal(guardrail.deciding->grade) &&
      interval.high < -*guardrail.margin) {
    taken.decide(Verdict::Harmful,
                 Cause::GuardrailHurt,
                 fmt::format("{} lost at least {}, more than the {} that it may",
                             guardrail.metric,
                             shown(-interval.high, scale),
                             shown(*guardrail.margin, scale)));
  }
}

Taken did_no_harm(const VerdictInputs& inputs) {
  Taken taken;
  for (const GuardrailFacts& guardrail : inputs.guardrails) {
    look_at_guardrail(taken, guardrail);
  }
  return taken;
}

// ---- 4: it is time

std::string_view word_of(Met met) {
  constexpr std::array<std::string_view, 3> kWords = {"not met", "met", "cannot tell"};
  return kWords[static_cast<std::size_t>(met)];
}

Taken in_time(const VerdictInputs& inputs) {
  Taken taken;
  taken.saw("as of", inputs.as_of, inputs.tactic);
  if (inputs.dates.by) {
    taken.saw("by", *inputs.dates.by, inputs.tactic);
  }
  for (const StopFacts& stop : inputs.stops) {
    taken.saw(std::string(plan::name_of(stop.rule)), std::string(word_of(stop.met)), inputs.tactic);
  }
  if (wait_is_over(inputs)) {
    return taken;
  }
  if (inputs.dates.by) {
    taken.decide(Verdict::TooEarly,
                 Cause::DateAhead,
                 fmt::format("it is decided on {}", format_date(*inputs.dates.by)));
  } else {
    taken.decide(Verdict::TooEarly, Cause::NoDate, "no date of decision is set");
  }
  return taken;
}

// ---- 5: it can be judged by its effect

Taken fit_to_judge(const VerdictInputs& inputs) {
  constexpr std::array<std::string_view, 3> kAims = {"effect", "unscalable", "learning-only"};
  Taken taken;
  taken.saw("aim", std::string(kAims[static_cast<std::size_t>(inputs.aim)]), inputs.tactic);
  if (inputs.deciding) {
    see_effect(taken, *inputs.deciding);
  }
  if (inputs.aim == Aim::LearningOnly) {
    taken.decide(
        Verdict::LearningOnly, Cause::RuleIsLearningOnly, "its rule says that it is to teach");
  } else if (inputs.aim == Aim::Unscalable) {
    taken.decide(Verdict::LearningOnly, Cause::IsUnscalable, "it does not scale and is to teach");
  } else if (!is_causal(inputs.deciding->grade)) {
    taken.decide(Verdict::LearningOnly,
                 Cause::OnlyWeakEvidence,
                 fmt::format("the best evidence is of grade {}: {}",
                             schema::letter_of(inputs.deciding->grade),
                             schema::meaning_of(inputs.deciding->grade)));
  }
  return taken;
}

// ---- 6 to 9: what the interval says

Taken works(const VerdictInputs& inputs) {
  const TurnedEffect& effect = inputs.deciding->effect;
  Taken taken;
  see_effect(taken, *inputs.deciding);
  taken.saw("min_effect", *inputs.min_effect, inputs.tactic);
  if (effect.interval.low > 0.0 && effect.interval.value >= *inputs.min_effect) {
    taken.decide(Verdict::Working,
                 Cause::Effective,
                 fmt::format("the lower bound {} is above 0 and the estimate {} reaches {}",
                             shown(effect.interval.low, effect.scale),
                             shown(effect.interval.value, effect.scale),
                             shown(*inputs.min_effect, effect.scale)));
  }
  return taken;
}

Taken harms(const VerdictInputs& inputs) {
  const TurnedEffect& effect = inputs.deciding->effect;
  Taken taken;
  taken.saw("upper bound", effect.interval.high, inputs.deciding->estimate);
  if (effect.interval.high < 0.0) {
    taken.decide(
        Verdict::Harmful,
        Cause::BelowZero,
        fmt::format("the upper bound {} is below 0", shown(effect.interval.high, effect.scale)));
  }
  return taken;
}

Taken is_too_small(const VerdictInputs& inputs) {
  const TurnedEffect& effect = inputs.deciding->effect;
  Taken taken;
  taken.saw("upper bound", effect.interval.high, inputs.deciding->estimate);
  taken.saw("min_effect", *inputs.min_effect, inputs.tactic);
  if (effect.interval.high < *inputs.min_effect) {
    taken.decide(Verdict::NotWorking,
                 Cause::TooSmall,
                 fmt::format("the upper bound {} is below {}: too small to matter",
                             shown(effect.interval.high, effect.scale),
                             shown(*inputs.min_effect, effect.scale)));
  }
  return taken;
}

std::optional<SampleNeeded> sample_needed(const VerdictInputs& inputs) {
  const auto n = static_cast<double>(inputs.deciding->n);
  if (!(n > 0.0) || !(inputs.power > 0.0 && inputs.power < 1.0)) {
    return std::nullopt;
  }
  const double factor = math::sample_factor(
      {.min_effect = *inputs.min_effect, .power = inputs.power, .level = schema::kVerdictLevel},
      schema::standard_error_of(inputs.deciding->effect.interval));
  return SampleNeeded{n * factor, std::max(0.0, n * factor - n)};
}

Taken cannot_tell(const VerdictInputs& inputs) {
  Taken taken;
  taken.saw("n", static_cast<double>(inputs.deciding->n), inputs.deciding->estimate);
  taken.saw("power", inputs.power, inputs.tactic);
  const auto needed = sample_needed(inputs);
  taken.decide(Verdict::Underpowered,
               Cause::CannotTell,
               needed && needed->more > 0.0
                   ? fmt::format("the interval holds both nothing and enough; {:.0f} more of n "
                                 "would tell",
                                 needed->more)
                   : "the interval holds both nothing and enough");
  return taken;
}

}  // namespace

Judgement judge(const VerdictInputs& inputs) {
  constexpr std::array kSteps = {held_to_the_lock,
                                 measured,
                                 did_no_harm,
                                 in_time,
                                 fit_to_judge,
                                 works,
                                 harms,
                                 is_too_small,
                                 cannot_tell};
  Judgement judgement;
  for (std::size_t i = 0; i < kSteps.size(); ++i) {
    Taken taken = kSteps[i](inputs);
    judgement.step = static_cast<int>(i) + 1;
    judgement.steps.push_back({judgement.step, taken.verdict.has_value(), std::move(taken.inputs)});
    if (taken.verdict) {
      judgement.verdict = *taken.verdict;
      judgement.cause = taken.cause;
      judgement.reason = std::move(taken.reason);
      break;
    }
  }
  if (judgement.verdict == Verdict::Underpowered) {
    judgement.needed = sample_needed(inputs);
  }
  return judgement;
}

double level_on(CivilDate as_of, const TrialDates& dates, const Thresholds& thresholds) {
  return is_reached(dates.by, as_of) ? thresholds.level : thresholds.early_level;
}

std::optional<Verdict> pooled_verdict(std::span<const Verdict> markets) {
  const bool differ =
      std::ranges::any_of(markets, [&](Verdict verdict) { return verdict != markets.front(); });
  return markets.empty() || differ ? std::nullopt : std::optional(markets.front());
}

}  // namespace throughline::evidence
