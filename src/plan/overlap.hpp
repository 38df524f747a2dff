#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "plan/match.hpp"

namespace throughline::plan {

/// Rows and what they are worth, in minor units of one currency.
struct Tally {
  std::uint64_t rows = 0;
  std::int64_t minor = 0;

  void add(const Tally& other) {
    rows += other.rows;
    minor += other.minor;
  }

  friend bool operator==(const Tally&, const Tally&) = default;
};

/// What a node's patterns fit, and what it got of that.
struct NodeTally {
  NodeRef node;
  Tally matched;
  Tally kept;

  /// Share of the matched rows that the node keeps; 1 where none matched.
  [[nodiscard]] double kept_share() const {
    return matched.rows == 0 ? 1.0
                             : static_cast<double>(kept.rows) / static_cast<double>(matched.rows);
  }
};

/// Rows that two nodes claim.
struct Overlap {
  NodeRef winner;
  NodeRef loser;
  Tally both;

  friend bool operator==(const Overlap&, const Overlap&) = default;
};

/// Adds up bindings: what each node has, what is claimed twice, and what nobody claims. The sums do
/// not hang on the order of adding.
class BoundRows {
 public:
  void add(const Binding& binding, const Tally& rows);

  [[nodiscard]] std::vector<NodeTally> nodes() const;   ///< tactics, then programmes, in plan order
  [[nodiscard]] std::vector<Overlap> overlaps() const;  ///< by winner and loser, in plan order

  [[nodiscard]] const Tally& unbound() const { return unbound_; }

 private:
  using Key = std::pair<NodeType, std::size_t>;
  std::map<Key, NodeTally> nodes_;
  std::map<std::pair<Key, Key>, Tally> overlaps_;
  Tally unbound_;
};

}  // namespace throughline::plan
