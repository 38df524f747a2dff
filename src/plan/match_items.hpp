#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plan/model.hpp"

namespace throughline::plan {

/// One key of an item with the patterns of which one must hold, in lower case.
struct KeyPatterns {
  MatchKey key = MatchKey::Campaign;
  std::vector<std::string> any_of;
};

/// What a row must look like to belong to a node: all keys must hold.
struct RowPattern {
  NodeRef node;  ///< a tactic or a programme
  std::vector<KeyPatterns> keys;
};

/// Every item by which rows are bound, tactics first, both in plan order. A tactic's ledger tag
/// adds an item of its own, each of its partners one, and each of its communities two: for what was
/// written there (community) and for who came from there (host). Drafts and retired tactics have
/// none; an item without keys, or with a key without patterns, is left out.
[[nodiscard]] std::vector<RowPattern> row_patterns(const Plan& plan);

}  // namespace throughline::plan
