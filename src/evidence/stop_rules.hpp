#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/verdict.hpp"

namespace throughline::evidence {

/// Worth of a tactic for each unit of its full cost, with its interval.
struct SiblingValue {
  std::string tactic;
  schema::Interval per_cost;
};

/// What the stop rules of a tactic look at; intervals at the level that holds on that day.
struct StopInputs {
  std::optional<schema::Interval> marginal;  ///< worth of one more unit of cost
  std::optional<schema::Interval> per_cost;  ///< worth for each unit of cost
  std::vector<SiblingValue> siblings;        ///< under the same parent
  std::vector<GuardrailFacts> guardrails;    ///< in the order of the plan
};

/// Says whether a rule that may end the wait is met.
///
///   diminishing    upper bound of the worth of one more unit of cost < 1
///   bigger-fish    a sibling's lower bound of worth per cost > our upper bound
///   churn-penalty  the first repeat or churn guardrail's upper bound < −margin, grade A to C
///
/// A guardrail is about repeat or churn if its metric's id says repeat, churn, retention or return.
[[nodiscard]] StopFacts stop_facts(plan::StopWhen rule, const StopInputs& inputs);

}  // namespace throughline::evidence
