#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evidence/judging.hpp"
#include "evidence/observed.hpp"
#include "plan/model.hpp"

namespace throughline::evidence {

/// A tactic on which somebody has to decide.
struct DecisionDue {
  std::string tactic;
  CivilDate by;
  std::int64_t days_over = 0;  ///< days that `by` lies behind as_of; negative = ahead
  std::int64_t cost = 0;       ///< full, minor units: the money that rides on it
};

struct DecisionsDue {
  std::vector<DecisionDue> now;  ///< overdue, or within a week: longest over first, then most money
  std::vector<DecisionDue> next;  ///< later ones, soonest first
};

/// Lists what is to be decided. A tactic is decided by a decision on its trial that is not
/// superseded and does not extend it (those move its date); stopped and retired ones are over.
[[nodiscard]] DecisionsDue decisions_due(const plan::Plan& plan,
                                         const std::vector<JudgedTactic>& tactics,
                                         const Observed& observed);

}  // namespace throughline::evidence
