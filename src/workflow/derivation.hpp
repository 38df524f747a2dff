#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "engine/engine.hpp"

namespace throughline::workflow {

/// What the sessions in the store were made from; equal ones give equal sessions.
struct Derivation {
  std::uint64_t step = 0;        ///< the last one counts
  std::uint64_t rules = 0;       ///< hash of the query and of what it was given
  std::uint64_t last_batch = 0;  ///< hits of later batches are not in them
  std::string asset_feeds;       ///< sources taken to log assets, as the query is given them
  std::uint64_t every = 0;       ///< one visitor in so many was asked for that
};

/// What the sessions that are there were made from; nothing if none are, or half of them.
[[nodiscard]] Result<std::optional<Derivation>> last_derivation(engine::Engine& store);

/// Vouches for the sessions that are there.
Result<void> note(engine::Engine& store, const Derivation& derivation);

/// Vouches for none, until the next note().
Result<void> forget_derivations(engine::Engine& store);

}  // namespace throughline::workflow
