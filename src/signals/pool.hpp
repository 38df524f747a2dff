#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "math/shrinkage.hpp"
#include "signals/score.hpp"

namespace throughline::signals {

/// Words of the paths of a source that may be its theme: of the page after its host, and of the
/// landing page. Lower case, percent signs decoded, split at everything that is no letter; Chinese
/// runs as overlapping pairs. Numbers, short words and words of URL machinery ("html", "index",
/// "thread") are left out; each word once.
[[nodiscard]] std::vector<std::string> theme_words(std::string_view name,
                                                   std::string_view landing,
                                                   std::uint32_t min_word_length);

/// What scoring has found so far and pools stand on.
struct PoolContext {
  const schema::SourceTable& table;
  const ScoreOptions& options;
  const std::vector<SourceScore>& sources;
  const math::RatePopulation& peers;         ///< of all unpaid sources
  std::span<const math::Count> peer_counts;  ///< what it was fitted to, aggregated
  double floor;  ///< engaged share of the reference that a pool must beat
  /// Shares, comparisons, trend of a pool from its months added up.
  std::function<SourceScore(std::span<const schema::MonthCounts>)> describe;
};

struct FoundPools {
  std::vector<Pool> pools;
  std::uint64_t n_tested = 0;
};

/// Pools the Small sources by what they share and keeps the pools that are signals.
[[nodiscard]] FoundPools find_pools(const PoolContext& context);

}  // namespace throughline::signals
