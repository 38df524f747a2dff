#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "plan/lock.hpp"
#include "plan/model.hpp"

namespace throughline::evidence {

enum class LockState : std::uint8_t {
  Never,    ///< nothing was fixed
  Locked,   ///< the plan says what the lock says
  Changed,  ///< rule, measure or date was edited after the lock
  Broken,   ///< the chain of locks does not hold, so nothing shows what was fixed
};

/// What the lock file says of a tactic.
struct LockFacts {
  LockState state = LockState::Never;
  std::optional<CivilDate> on;       ///< day on which the newest line was written
  std::uint32_t trial = 1;           ///< of the newest line
  std::vector<std::string> changed;  ///< keys that differ: "hypothesis.min_effect"

  friend bool operator==(const LockFacts&, const LockFacts&) = default;
};

/// The same from what the lock file says (plan::lock_status).
[[nodiscard]] LockFacts lock_facts(const plan::LockStatus& status);

/// From when to when a tactic is tried, and when it is decided. All days count to their end.
struct TrialDates {
  std::optional<CivilDate> from;
  std::optional<CivilDate> until;  ///< last day of effects that may decide
  std::optional<CivilDate> by;
  std::uint32_t extensions = 0;  ///< decisions that moved `by`
};

/// Finds the dates of a trial. Each decision to extend that nothing supersedes moves `by` by the
/// length from…by, and `until` with it where the plan leaves that to `by`.
[[nodiscard]] TrialDates trial_dates(const plan::Tactic& tactic,
                                     const std::vector<plan::Decision>& decisions,
                                     std::uint32_t trial);

/// Whether the day is there: a day counts to its end, as_of too.
[[nodiscard]] bool is_reached(const std::optional<CivilDate>& day, CivilDate as_of);

}  // namespace throughline::evidence
