#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "views/sources.hpp"
#include "workflow/scores.hpp"

namespace throughline::workflow {

/// What a list of sources may be ordered by.
enum class SourceKey : std::uint8_t {
  Rank,
  Name,
  Channel,
  Landing,
  Visits,
  Engaged,
  Unknown,
  Conversions,
  People,
  Share,
  Returning,
  Probability,
  Q,
  MonthsBetter,
  MonthsSeen,
  Standing,
  BounceGa4,
  BouncePlausible,
  BounceMatomo,
  BouncePosthog,
};

/// Errors: InvalidArgument that lists the keys.
[[nodiscard]] Result<SourceKey> source_key_named(std::string_view name);
/// Errors: InvalidArgument that lists the kinds.
[[nodiscard]] Result<schema::SourceKind> source_kind_named(std::string_view name);

enum class Order : std::uint8_t { Ascending, Descending };

/// Which sources are asked for. What is not given is not looked at.
struct SourceWish {
  std::string text;  ///< in the name or landing page, any case
  std::optional<schema::Channel> channel;
  std::optional<std::string> standing;  ///< "signal"
  SourceKey key = SourceKey::Rank;
  Order order = Order::Ascending;
};

/// Bounces of every source by four definitions, in the order of the table.
using BounceTable = std::vector<views::Bounces>;

/// Every source of a kind, scored once and then listed in any order without the store. It is not
/// changed after it is made, so several threads may read it.
struct SourceList {
  ScoredSources sources;
  BounceTable bounces;              ///< empty = not counted
  std::vector<std::uint32_t> rank;  ///< [n_sources], from 0
};

/// Scores a kind and counts bounces. Errors: those of the store.
[[nodiscard]] Result<SourceList> load_source_list(engine::Engine& store,
                                                  schema::SourceKind kind,
                                                  const VisitFilter& filter,
                                                  const settings::Thresholds& thresholds);

/// Rows of the table that match, in the order that is wished for; equal ones by rank.
/// Cost: O(n log n) with a sort, else O(n).
[[nodiscard]] std::vector<std::uint32_t> matching(const SourceList& list, const SourceWish& wish);

/// At most `limit` of the rows that matching() found, from `offset` on, and what all of them add up
/// to.
[[nodiscard]] views::SourcePage page_of(const SourceList& list,
                                        const std::vector<std::uint32_t>& matches,
                                        std::uint64_t offset,
                                        std::uint64_t limit);

}  // namespace throughline::workflow
