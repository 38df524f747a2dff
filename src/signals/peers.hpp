#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "math/shrinkage.hpp"
#include "signals/rates.hpp"

namespace throughline::signals {

/// Who is whose peer: sources of one channel where there are enough of them, else all unpaid ones;
/// what was paid for has paid peers. Group 0 is all unpaid sources together.
struct Grouping {
  std::vector<std::uint8_t> group;  ///< [n_sources]
  std::vector<bool> is_peer;        ///< [n_sources], false: described, but no source to learn from
  std::uint8_t n_groups = 1;

  static constexpr std::uint8_t kAll = 0;
  static constexpr std::uint8_t kPaid = 1;
};

[[nodiscard]] Grouping group_by_channel(const schema::SourceTable& table);

/// Successes and trials of one source.
struct Trial {
  std::uint64_t n = 0;
  std::uint64_t k = 0;
  std::uint8_t group = Grouping::kAll;

  friend bool operator==(const Trial&, const Trial&) = default;
};

/// The distinct trials of a table: a million sources have far fewer, and everything that is dear is
/// worked out once for each.
struct DistinctTrials {
  std::vector<Trial> trials;          ///< sorted by group, n, k
  std::vector<std::uint64_t> weight;  ///< [trials], peers that have it
  std::vector<std::uint32_t> of_row;  ///< [n_sources], index into trials
};

[[nodiscard]] DistinctTrials distinct(std::span<const Trial> rows,
                                      const std::vector<bool>& is_peer);

/// Counts of the peers of one group, aggregated: what its population is fitted to.
[[nodiscard]] std::vector<math::Count> counts_of(const DistinctTrials& distinct,
                                                 std::uint8_t group);

/// One fitted population a group; [n_groups].
[[nodiscard]] std::vector<math::RatePopulation> fit_groups(const DistinctTrials& distinct,
                                                           std::uint8_t n_groups);

}  // namespace throughline::signals
