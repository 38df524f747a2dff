#include "plan/match.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "plan/glob.hpp"

namespace throughline::plan {
namespace {

constexpr std::string_view kWildcards = "*?";

std::size_t literal_start(std::string_view pattern) {
  return std::min(pattern.find_first_of(kWildcards), pattern.size());
}

std::size_t literal_end(std::string_view pattern) {
  const std::size_t last = pattern.find_last_of(kWildcards);
  return last == std::string_view::npos ? pattern.size() : pattern.size() - last - 1;
}

/// How many items look for the same pattern of the same key.
using Uses = std::map<std::pair<MatchKey, std::string_view>, std::size_t>;

Uses count_uses(const std::vector<RowPattern>& items) {
  Uses uses;
  for (const RowPattern& item : items) {
    for (const KeyPatterns& key : item.keys) {
      for (const std::string& pattern : key.any_of) {
        ++uses[{key.key, pattern}];
      }
    }
  }
  return uses;
}

// Items that are tried in vain where an item is found by this key: those with the same pattern, or
// any row's worth of them where the pattern is open at both ends.
std::size_t cost_of(const KeyPatterns& key, const Uses& uses) {
  std::size_t cost = 0;
  for (const std::string& pattern : key.any_of) {
    if (literal_start(pattern) == 0 && literal_end(pattern) == 0) {
      return std::numeric_limits<std::size_t>::max();
    }
    cost = std::max(cost, uses.at({key.key, pattern}));
  }
  return cost;
}

const KeyPatterns& anchor_of(const RowPattern& item, const Uses& uses) {
  return *std::ranges::min_element(
      item.keys, {}, [&](const KeyPatterns& key) { return cost_of(key, uses); });
}

std::optional<std::size_t> literals_that_hold(const KeyPatterns& key, std::string_view value) {
  std::optional<std::size_t> most;
  for (const std::string& pattern : key.any_of) {
    if (glob_matches(pattern, value)) {
      most = std::max(most.value_or(0), literal_characters(pattern));
    }
  }
  return most;
}

template <class Row>
std::optional<Match> match_of(const RowPattern& item, const Row& row) {
  Match match{.node = item.node, .keys = static_cast<std::uint32_t>(item.keys.size())};
  for (const KeyPatterns& key : item.keys) {
    const std::string& value = row[static_cast<std::size_t>(key.key)];
    const auto literals = value.empty() ? std::nullopt : literals_that_hold(key, value);
    if (!literals) {
      return std::nullopt;
    }
    match.literals += static_cast<std::uint32_t>(*literals);
  }
  return match;
}

// Smaller comes first: most keys, tactic before programme, most literal characters, plan order.
auto rank(const Match& match) {
  constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
  return std::tuple(kMost - match.keys,
                    match.node.type != NodeType::Tactic,
                    kMost - match.literals,
                    match.node.index);
}

// Every node once, by its best item.
void settle(std::vector<Match>& matches) {
  const auto by_node = [](const Match& match) {
    return std::tuple(match.node.type, match.node.index);
  };
  std::ranges::sort(matches, {}, rank);
  std::ranges::stable_sort(matches, {}, by_node);
  const auto repeated = std::ranges::unique(matches, {}, by_node);
  matches.erase(repeated.begin(), repeated.end());
  std::ranges::sort(matches, {}, rank);
}

}  // namespace

Matcher::Matcher(const Plan& plan) : items_(row_patterns(plan)) {
  const Uses uses = count_uses(items_);
  for (std::uint32_t i = 0; i < items_.size(); ++i) {
    for (const KeyPatterns& key : items_[i].keys) {
      used_[static_cast<std::size_t>(key.key)] = true;
    }
    index(i, anchor_of(items_[i], uses));
  }
}

void Matcher::index(std::uint32_t item, const KeyPatterns& anchor) {
  for (const std::string& pattern : anchor.any_of) {
    index(item, anchor.key, pattern);
  }
}

void Matcher::index(std::uint32_t item, MatchKey key, std::string_view pattern) {
  KeyIndex& place = by_key_[static_cast<std::size_t>(key)];
  const std::size_t start = literal_start(pattern);
  const std::size_t end = literal_end(pattern);
  const auto add = [item](Affixes& affixes, std::string_view literal) {
    if (std::ranges::find(affixes.lengths, literal.size()) == affixes.lengths.end()) {
      affixes.lengths.push_back(literal.size());
    }
    affixes.items[std::string(literal)].push_back(item);
  };
  if (start == pattern.size()) {
    place.whole[std::string(pattern)].push_back(item);
  } else if (start == 0 && end == 0) {
    place.rest.push_back(item);
  } else if (start >= end) {
    add(place.starts, pattern.substr(0, start));
  } else {
    add(place.ends, pattern.substr(pattern.size() - end));
  }
}

Matcher::FoldedKeys Matcher::fold(const RowKeys& row) const {
  FoldedKeys small;
  for (std::size_t key = 0; key < kMatchKeys; ++key) {
    if (used_[key]) {
      small[key] = folded(row.values[key]);
    }
  }
  return small;
}

void Matcher::try_items(std::span<const std::uint32_t> items,
                        const FoldedKeys& row,
                        Binding& found) const {
  for (const std::uint32_t item : items) {
    if (const auto match = match_of(items_[item], row)) {
      found.matches.push_back(*match);
    }
  }
}

void Matcher::try_key(std::size_t at, const FoldedKeys& row, Binding& found) const {
  const KeyIndex& key = by_key_[at];
  const std::string_view value = row[at];
  const auto try_literal = [&](const Postings& postings, std::string_view literal) {
    if (const auto items = postings.find(literal); items != postings.end()) {
      try_items(items->second, row, found);
    }
  };
  try_literal(key.whole, value);
  for (const std::size_t length : key.starts.lengths) {
    if (length <= value.size()) {
      try_literal(key.starts.items, value.substr(0, length));
    }
  }
  for (const std::size_t length : key.ends.lengths) {
    if (length <= value.size()) {
      try_literal(key.ends.items, value.substr(value.size() - length));
    }
  }
  try_items(key.rest, row, found);
}

Binding Matcher::bind(const RowKeys& row) const {
  const FoldedKeys small = fold(row);
  Binding found;
  for (std::size_t key = 0; key < kMatchKeys; ++key) {
    if (!small[key].empty()) {
      try_key(key, small, found);
    }
  }
  settle(found.matches);
  return found;
}

}  // namespace throughline::plan
