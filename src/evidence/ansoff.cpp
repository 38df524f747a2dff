#include "evidence/ansoff.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace throughline::evidence {
namespace {

std::optional<plan::Ansoff> derived_move(const plan::Plan& plan,
                                         const plan::Strategy& strategy,
                                         const std::string& market) {
  const plan::Product* product = strategy.product ? plan.product(strategy.product->value) : nullptr;
  const plan::Market* place = plan.market(market);
  return product == nullptr || place == nullptr
             ? std::nullopt
             : std::optional(move_of(product->status.value, place->status.value));
}

/// Which move a tactic makes in a market: that of the nearest strategy above which has one there.
class MovesOfTactics {
 public:
  MovesOfTactics(const plan::Lines& lines, const std::vector<StrategyMove>& moves) : lines_(lines) {
    for (const StrategyMove& move : moves) {
      if (move.derived) {
        moves_.emplace(TacticMarket(move.strategy, move.market), *move.derived);
      }
    }
  }

  [[nodiscard]] std::optional<plan::Ansoff> find(const std::string& tactic,
                                                 const std::string& market) const {
    for (const std::string& above : lines_.above(tactic)) {
      if (const auto move = moves_.find({above, market}); move != moves_.end()) {
        return move->second;
      }
    }
    return std::nullopt;
  }

 private:
  const plan::Lines& lines_;
  std::map<TacticMarket, plan::Ansoff> moves_;
};

std::size_t place_of(plan::Ansoff move) { return static_cast<std::size_t>(move); }

}  // namespace

plan::Ansoff move_of(plan::Newness product, plan::Newness market) {
  const bool new_market = market == plan::Newness::New;
  if (product == plan::Newness::New) {
    return new_market ? plan::Ansoff::Diversification : plan::Ansoff::ProductDevelopment;
  }
  return new_market ? plan::Ansoff::MarketDevelopment : plan::Ansoff::Penetration;
}

std::vector<StrategyMove> moves_of(const plan::Plan& plan, const plan::Lines& lines) {
  std::vector<StrategyMove> moves;
  for (const plan::Strategy& strategy : plan.strategies) {
    const std::string& id = strategy.head.id.value;
    for (const std::string& market : lines.markets_of(id)) {
      moves.push_back({id,
                       market,
                       derived_move(plan, strategy, market),
                       strategy.ansoff ? std::optional(strategy.ansoff->value) : std::nullopt});
    }
  }
  return moves;
}

std::vector<std::optional<plan::Ansoff>> moves_of_costs(const plan::Plan& plan,
                                                        const plan::Lines& lines,
                                                        const std::vector<TacticCost>& costs) {
  const std::vector<StrategyMove> moves = moves_of(plan, lines);
  const MovesOfTactics move_of_tactic(lines, moves);
  std::vector<std::optional<plan::Ansoff>> found;
  for (const TacticCost& cost : costs) {
    found.push_back(move_of_tactic.find(cost.tactic, cost.market));
  }
  return found;
}

std::array<AnsoffCell, 4> ansoff_cells(const plan::Plan& plan,
                                       const plan::Lines& lines,
                                       const std::vector<TacticCost>& costs,
                                       const Contributions& contributions,
                                       const OutcomeTotals& totals,
                                       plan::Better better) {
  const std::vector<StrategyMove> moves = moves_of(plan, lines);
  const MovesOfTactics move_of_tactic(lines, moves);
  std::array<AnsoffCell, 4> cells;
  std::array<Contributions, 4> parts;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i].move = static_cast<plan::Ansoff>(i);
  }
  for (const StrategyMove& move : moves) {
    if (move.derived) {
      cells[place_of(*move.derived)].strategies.push_back(move);
    }
  }
  for (const TacticCost& cost : costs) {
    if (const auto move = move_of_tactic.find(cost.tactic, cost.market)) {
      cells[place_of(*move)].cost += cost.full();
    }
  }
  for (const Contribution& one : contributions.all) {
    if (const auto move = move_of_tactic.find(one.tactic, one.market)) {
      parts[place_of(*move)].all.push_back(one);
    }
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i].added = roll_up(std::move(parts[i]), totals, better);
  }
  return cells;
}

}  // namespace throughline::evidence
