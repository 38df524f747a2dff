#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "evidence/observed.hpp"
#include "evidence/roll_up.hpp"
#include "plan/lines.hpp"
#include "plan/model.hpp"

namespace throughline::evidence {

/// The move that newness of product and market makes. Source: Ansoff (1957), Harvard Business
/// Review 35(5), 113-124.
[[nodiscard]] plan::Ansoff move_of(plan::Newness product, plan::Newness market);

/// A strategy in one of its markets.
struct StrategyMove {
  std::string strategy;
  std::string market;
  std::optional<plan::Ansoff> derived;   ///< absent = product or market is not said
  std::optional<plan::Ansoff> declared;  ///< what the plan says

  [[nodiscard]] bool differs() const { return derived && declared && *derived != *declared; }
};

/// Every strategy in each of its markets, in plan order. One without markets of its own takes those
/// above it.
[[nodiscard]] std::vector<StrategyMove> moves_of(const plan::Plan& plan, const plan::Lines& lines);

/// The move into which money of a tactic in a market goes: that of the nearest strategy above which
/// has one there. Absent = none has.
[[nodiscard]] std::vector<std::optional<plan::Ansoff>> moves_of_costs(
    const plan::Plan& plan, const plan::Lines& lines, const std::vector<TacticCost>& costs);

/// One of the four moves: what goes into it, and what comes of it.
struct AnsoffCell {
  plan::Ansoff move = plan::Ansoff::Penetration;
  std::vector<StrategyMove> strategies;
  std::int64_t cost = 0;  ///< full, minor units
  RollUp added;
};

/// Fills the four cells, in the order of plan::Ansoff. A tactic's money and contribution in a
/// market go to the nearest strategy above that has a move there, once; what has none is in no
/// cell.
[[nodiscard]] std::array<AnsoffCell, 4> ansoff_cells(const plan::Plan& plan,
                                                     const plan::Lines& lines,
                                                     const std::vector<TacticCost>& costs,
                                                     const Contributions& contributions,
                                                     const OutcomeTotals& totals = {},
                                                     plan::Better better = plan::Better::Up);

}  // namespace throughline::evidence
