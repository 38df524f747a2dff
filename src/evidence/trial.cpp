#include "evidence/trial.hpp"

#include <algorithm>
#include <array>

namespace throughline::evidence {
namespace {

std::optional<CivilDate> day_of(const plan::Optional<CivilDate>& placed) {
  return placed ? std::optional(placed->value) : std::nullopt;
}

bool is_superseded(const plan::Decision& decision, const std::vector<plan::Decision>& decisions) {
  return std::ranges::any_of(decisions, [&](const plan::Decision& other) {
    return other.supersedes && other.supersedes->value == decision.head.id.value;
  });
}

std::uint32_t count_extensions(const plan::Tactic& tactic,
                               const std::vector<plan::Decision>& decisions,
                               std::uint32_t trial) {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(decisions, [&](const plan::Decision& decision) {
        return decision.tactic && decision.tactic->value == tactic.head.id.value &&
               decision.trial == trial && decision.did.value == plan::Action::Extend &&
               !is_superseded(decision, decisions);
      }));
}

CivilDate moved(CivilDate day, std::int64_t days) {
  return civil_from_days(days_from_civil(day) + days);
}

}  // namespace

LockFacts lock_facts(const plan::LockStatus& status) {
  constexpr std::array kStates = {
      LockState::Never, LockState::Locked, LockState::Changed, LockState::Broken};
  LockFacts facts{.state = kStates[static_cast<std::size_t>(status.state)]};
  if (status.entry) {
    facts.on = status.entry->at;
    facts.trial = status.entry->trial;
  }
  for (const plan::ValueChange& change : status.changes) {
    facts.changed.push_back(change.key);
  }
  return facts;
}

TrialDates trial_dates(const plan::Tactic& tactic,
                       const std::vector<plan::Decision>& decisions,
                       std::uint32_t trial) {
  TrialDates dates;
  if (tactic.decide) {
    dates.by = day_of(tactic.decide->by);
  }
  if (tactic.hypothesis) {
    dates.from = day_of(tactic.hypothesis->from);
    dates.until = day_of(tactic.hypothesis->until);
  }
  if (dates.by && dates.from) {
    const std::int64_t length = days_from_civil(*dates.by) - days_from_civil(*dates.from);
    dates.extensions = length > 0 ? count_extensions(tactic, decisions, trial) : 0;
    dates.by = moved(*dates.by, dates.extensions * length);
  }
  if (!dates.until) {
    dates.until = dates.by;
  }
  return dates;
}

bool is_reached(const std::optional<CivilDate>& day, CivilDate as_of) {
  return day && days_from_civil(*day) <= days_from_civil(as_of);
}

}  // namespace throughline::evidence
