#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evidence/judging.hpp"

namespace throughline::evidence {

/// How fast a market finds out, and at what price.
struct Tempo {
  std::string market;
  std::uint64_t ended = 0;       ///< trials whose date has come
  std::uint64_t conclusive = 0;  ///< working, not-working or harmful
  std::uint64_t won = 0;         ///< working
  std::uint64_t running = 0;     ///< too early
  std::int64_t cost = 0;         ///< full, minor units, of those that ended
  double ended_a_month = 0.0;

  /// Of the trials that ended; absent where none did.
  [[nodiscard]] std::optional<double> conclusive_share() const {
    return ended == 0 ? std::nullopt
                      : std::optional(static_cast<double>(conclusive) / static_cast<double>(ended));
  }

  /// Cost for each conclusive answer, minor units; absent where there is none.
  [[nodiscard]] std::optional<double> cost_per_answer() const {
    return conclusive == 0
               ? std::nullopt
               : std::optional(static_cast<double>(cost) / static_cast<double>(conclusive));
  }
};

/// Counts trials by market, by id. Underpowered, unmeasured, void and learning-only are answers to
/// nothing, and never a win. Trials that are only to teach are no trials.
/// \param from, until  days of the window; a trial counts if its date lies in it
[[nodiscard]] std::vector<Tempo> tempo_by_market(const std::vector<JudgedTactic>& tactics,
                                                 CivilDate from,
                                                 CivilDate until);

}  // namespace throughline::evidence
