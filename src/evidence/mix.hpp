#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evidence/observed.hpp"
#include "evidence/thresholds.hpp"
#include "plan/lines.hpp"
#include "plan/model.hpp"

/// How the money in tactics is split. Every split adds up to all of it.
namespace throughline::evidence {

/// Money of tactics of one mode.
struct ModeMoney {
  std::optional<plan::Mode> mode;  ///< absent = the tactic names none; it stays in the denominator
  std::int64_t minor = 0;
  double share = 0.0;  ///< of the money in tactics
  std::vector<std::string> tactics;
};

/// Splits money by engaged, networked, converged, neither and unlabelled; those that occur.
[[nodiscard]] std::vector<ModeMoney> money_by_mode(const plan::Plan& plan,
                                                   const std::vector<TacticCost>& costs);

/// Money of tactics with one reason.
struct ReasonMoney {
  std::optional<plan::ReasonCode> code;  ///< absent = no reason is given
  std::int64_t minor = 0;
  double share = 0.0;
};

/// Money of a tactic that is there only because of rivals, fashion or a wish.
struct WeakReason {
  std::string tactic;
  std::int64_t minor = 0;
};

struct ReasonSplit {
  std::vector<ReasonMoney> by_code;  ///< those that occur, strongest code first
  std::vector<WeakReason> weak;      ///< most money first
};

/// Splits money by why it is spent: a tactic's own reasons, else those of the nearest node above
/// that gives some. A tactic with several codes is split evenly among them.
[[nodiscard]] ReasonSplit money_by_reason(const plan::Plan& plan,
                                          const plan::Lines& lines,
                                          const std::vector<TacticCost>& costs);

/// What goes into finding out, and what into what is held to be known.
struct Exploration {
  std::int64_t aligned = 0;
  std::int64_t explored = 0;  ///< tactics at stage seed or test, and hand-made ones
  double share = 0.0;         ///< explored / both
  double reserved = 0.0;      ///< share that the budgets set aside, weighted by their amounts
  std::vector<std::string> findings;
};

/// Splits money into aligned and explored. Findings: nothing is explored at all; less than
/// reserved.
[[nodiscard]] Exploration exploration(const plan::Plan& plan,
                                      const std::vector<TacticCost>& costs,
                                      const Thresholds& thresholds = {});

}  // namespace throughline::evidence
