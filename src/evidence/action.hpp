#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "evidence/verdict.hpp"
#include "plan/decide_rule.hpp"
#include "plan/model.hpp"

namespace throughline::evidence {

/// How an action goes against what is known.
enum class AtOdds : std::uint8_t {
  No,
  ScaleWithoutWorking,  ///< the rule says scale, the verdict is not working
  StopWhileWorking,
  ExtendedAlready,  ///< as often as the rule allows
};

/// What the rule of a tactic proposes, and the clause that says so.
struct Proposal {
  plan::RuleAction action;
  std::string decided_by;  ///< "stop if hi < 6%"
  AtOdds at_odds = AtOdds::No;
};

/// What a proposal hangs on beside the verdict.
struct ActionInputs {
  std::optional<double> change;              ///< hoped for, on the effect's scale, up is better
  std::optional<schema::Interval> per_cost;  ///< worth for each unit of full cost
};

/// Proposes an action by the tactic's rule, once there is a verdict that is not void or too-early.
/// A rule that cannot be read proposes nothing; it is a finding of `check`.
[[nodiscard]] std::optional<Proposal> propose(const plan::DecideRule& rule,
                                              const VerdictInputs& inputs,
                                              const Judgement& judgement,
                                              const ActionInputs& more = {});

}  // namespace throughline::evidence
