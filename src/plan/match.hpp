#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash.hpp"
#include "plan/match_items.hpp"
#include "plan/model.hpp"

namespace throughline::plan {

/// What a row says for the keys of `match`. "" = the row does not say it, and no pattern holds for
/// that, not even *. Campaign is that of a visit or an order, SpendCampaign that of a bill.
struct RowKeys {
  std::array<std::string_view, kMatchKeys> values;

  [[nodiscard]] std::string_view& operator[](MatchKey key) {
    return values[static_cast<std::size_t>(key)];
  }

  [[nodiscard]] std::string_view operator[](MatchKey key) const {
    return values[static_cast<std::size_t>(key)];
  }
};

/// A node whose pattern a row fits, by the best of its items.
struct Match {
  NodeRef node;                ///< a tactic or a programme
  std::uint32_t keys = 0;      ///< of the item
  std::uint32_t literals = 0;  ///< characters that stand for themselves, of what held

  friend bool operator==(const Match&, const Match&) = default;
};

/// To whom a row belongs.
struct Binding {
  std::vector<Match> matches;  ///< every node that it fits, once; the one it goes to first

  /// The node that gets the row, or nothing.
  [[nodiscard]] std::optional<NodeRef> winner() const {
    return matches.empty() ? std::nullopt : std::optional(matches.front().node);
  }

  /// The nodes that would have had it otherwise, the next one first.
  [[nodiscard]] std::span<const Match> others() const {
    return std::span(matches).subspan(matches.empty() ? 0 : 1);
  }
};

/// Binds rows to the tactics and programmes of a plan.
///
/// A row goes to the item with most keys, then to a tactic before a programme, then to most literal
/// characters, then to the first in plan order (docs/plan-reference.md, match). The plan need not
/// outlive the matcher; threads may share it.
/// Cost of a row: one look-up a key and distinct length of a literal start or end, and the items
/// found there; patterns with a wildcard at both ends are tried one by one.
class Matcher {
 public:
  explicit Matcher(const Plan& plan);

  [[nodiscard]] Binding bind(const RowKeys& row) const;

 private:
  struct Hash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const { return hash_bytes(text); }
  };

  using Postings =
      std::unordered_map<std::string, std::vector<std::uint32_t>, Hash, std::equal_to<>>;

  /// Items by a literal start or end of the value, by its length.
  struct Affixes {
    std::vector<std::size_t> lengths;
    Postings items;
  };

  /// The items that are found by the value of one key.
  struct KeyIndex {
    Postings whole;
    Affixes starts;
    Affixes ends;
    std::vector<std::uint32_t> rest;
  };

  using FoldedKeys = std::array<std::string, kMatchKeys>;

  void index(std::uint32_t item, const KeyPatterns& anchor);
  void index(std::uint32_t item, MatchKey key, std::string_view pattern);
  [[nodiscard]] FoldedKeys fold(const RowKeys& row) const;
  void try_key(std::size_t at, const FoldedKeys& row, Binding& found) const;
  void try_items(std::span<const std::uint32_t> items, const FoldedKeys& row, Binding& found) const;

  std::vector<RowPattern> items_;
  std::array<KeyIndex, kMatchKeys> by_key_;
  std::array<bool, kMatchKeys> used_{};  ///< keys that some pattern looks at
};

}  // namespace throughline::plan
