#include <algorithm>
#include <fmt/format.h>

#include "plan/rules/rules.hpp"

// TL008: a date on which a tactic is decided, within its run, and a decision once it has passed.
namespace throughline::plan::rules {
namespace {

Finding about_date(const Tactic& tactic, Span at, std::string message, std::string help) {
  return finding("TL008", tactic.head, "decide.by", at, std::move(message), std::move(help));
}

// `extend once` moves the date by the length from hypothesis.from to it, and so does the second
// time.
std::optional<CivilDate> extended_to(const Tactic& tactic,
                                     const std::vector<const Decision*>& decisions) {
  if (!tactic.hypothesis || !tactic.hypothesis->from) {
    return std::nullopt;
  }
  const auto n = std::ranges::count_if(
      decisions, [](const Decision* decision) { return decision->did.value == Action::Extend; });
  const std::int64_t by = days_from_civil(tactic.decide->by->value);
  const std::int64_t length = by - days_from_civil(tactic.hypothesis->from->value);
  return length > 0 ? std::optional(civil_from_days(by + n * length)) : std::nullopt;
}

// The day by which a decision is still to come: none if it was made.
std::optional<CivilDate> due(const Tactic& tactic, const std::vector<const Decision*>& decisions) {
  if (decisions.empty()) {
    return tactic.decide->by->value;
  }
  return decisions.back()->did.value == Action::Extend ? extended_to(tactic, decisions)
                                                       : std::nullopt;
}

std::vector<Finding> overdue(const Subject& subject, const Tactic& tactic) {
  const auto decisions = subject.decisions_of_trial(tactic.head.id.value);
  const std::optional<CivilDate> day = due(tactic, decisions);
  if (!day || subject.days_since(*day) <= subject.context().thresholds.decision_grace_days) {
    return {};
  }
  return {about_date(
      tactic,
      tactic.decide->by->at,
      fmt::format("{} was to be decided{} by {}, {} days ago, and no decision is recorded",
                  tactic.head.id.value,
                  decisions.empty() ? "" : ", once extended,",
                  format_date(*day),
                  subject.days_since(*day)),
      fmt::format("record it under decisions: {{id: ..., tactic: {}, on: ..., verdict: ..., "
                  "did: ..., evidence: ...}}",
                  tactic.head.id.value))};
}

std::vector<Finding> outside(const Subject& subject, const Tactic& tactic) {
  const Placed<CivilDate>& by = *tactic.decide->by;
  const std::string& id = tactic.head.id.value;
  if (tactic.hypothesis && tactic.hypothesis->from &&
      is_earlier(by.value, tactic.hypothesis->from->value)) {
    return {about_date(tactic,
                       by.at,
                       fmt::format("{} is decided on {}, before it begins on {}",
                                   id,
                                   format_date(by.value),
                                   format_date(tactic.hypothesis->from->value)),
                       "set decide.by after hypothesis.from")};
  }
  const std::optional<CivilDate>& last = subject.last_day_above(id);
  if (last && is_earlier(*last, by.value)) {
    return {about_date(tactic,
                       by.at,
                       fmt::format("{} is decided on {}, after its goal ends on {}",
                                   id,
                                   format_date(by.value),
                                   format_date(*last)),
                       "decide while the goal can still be told of it")};
  }
  return {};
}

std::vector<Finding> of_tactic(const Subject& subject, const Tactic& tactic) {
  const auto decisions = subject.decisions_of_trial(tactic.head.id.value);
  if (!tactic.decide->by) {
    if (!decisions.empty()) {
      return {};
    }
    return {about_date(tactic,
                       tactic.decide->at,
                       fmt::format("{} has no decision date", tactic.head.id.value),
                       "add by: and the day on which it is decided")};
  }
  auto out = decisions.empty() ? outside(subject, tactic) : std::vector<Finding>{};
  return out.empty() ? overdue(subject, tactic) : out;
}

}  // namespace

std::vector<Finding> decision_dates(const Subject& subject) {
  std::vector<Finding> out;
  for (const Tactic& tactic : subject.plan().tactics) {
    if (is_kept(tactic) && tactic.decide) {
      append(out, of_tactic(subject, tactic));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
