#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/judging.hpp"
#include "plan/model.hpp"

namespace throughline::evidence {

enum class Taught : std::uint8_t {
  ChangedThePlan,  ///< a change or decision names one of its learnings
  Used,            ///< another node uses one of its learnings
  Recorded,        ///< learnings are written down, and nobody uses them
  NothingYet,
  EndedEmpty,  ///< it is over or past its expiry, and nothing was written down
};

[[nodiscard]] std::string_view name_of(Taught taught);  ///< "changed the plan"

/// What a tactic taught, beside what it sold: two ledgers that are never added up.
struct Teaching {
  std::string tactic;
  std::vector<std::string> learnings;  ///< ids of those it gave
  std::vector<std::string> used;       ///< those that some other node uses
  std::vector<std::string> used_by;    ///< nodes that use them, each once
  std::vector<std::string> changes;    ///< changes of the plan that name them
  Taught taught = Taught::NothingYet;
  bool expired = false;

  /// Nothing sold and learnings used is no failure; nothing learned and time up is.
  [[nodiscard]] bool failed() const { return taught == Taught::EndedEmpty; }
};

/// Reads what every unscalable or learning-only tactic taught, in plan order. A learning is a
/// tactic's if its source names the tactic, or a decision on it, or the run of such a decision.
[[nodiscard]] std::vector<Teaching> teachings(const plan::Plan& plan,
                                              const std::vector<JudgedTactic>& tactics);

}  // namespace throughline::evidence
