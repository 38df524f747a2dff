#include "plan/overlap.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

namespace throughline::plan {
namespace {

// Tactics stand before programmes although their type's number is greater.
auto place(NodeRef node) { return std::tuple(node.type != NodeType::Tactic, node.index); }

}  // namespace

void BoundRows::add(const Binding& binding, const Tally& rows) {
  const auto winner = binding.winner();
  if (!winner) {
    unbound_.add(rows);
    return;
  }
  for (const Match& match : binding.matches) {
    NodeTally& tally = nodes_[{match.node.type, match.node.index}];
    tally.node = match.node;
    tally.matched.add(rows);
  }
  nodes_[{winner->type, winner->index}].kept.add(rows);
  for (const Match& other : binding.others()) {
    overlaps_[{{winner->type, winner->index}, {other.node.type, other.node.index}}].add(rows);
  }
}

std::vector<NodeTally> BoundRows::nodes() const {
  std::vector<NodeTally> all;
  for (const auto& [key, tally] : nodes_) {
    all.push_back(tally);
  }
  std::ranges::sort(all, {}, [](const NodeTally& tally) { return place(tally.node); });
  return all;
}

std::vector<Overlap> BoundRows::overlaps() const {
  std::vector<Overlap> all;
  for (const auto& [pair, both] : overlaps_) {
    const auto& [winner, loser] = pair;
    all.push_back({{winner.first, winner.second}, {loser.first, loser.second}, both});
  }
  std::ranges::sort(all, {}, [](const Overlap& overlap) {
    return std::tuple(place(overlap.winner), place(overlap.loser));
  });
  return all;
}

}  // namespace throughline::plan
