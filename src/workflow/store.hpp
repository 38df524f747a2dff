#pragma once

#include <cstdint>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"

namespace throughline::workflow {

/// Brings the tables of a store up to this version of the program: runs each numbered migration
/// once, in order, and notes it. Errors: Conflict if a newer program has written the store.
Result<void> migrate(engine::Engine& store);

struct SessionRules {
  std::uint32_t gap_seconds = 1800;  ///< a session ends where more than this lies between two views
  std::vector<std::uint64_t> goal_paths;   ///< ids of paths whose view is a key event
  std::vector<std::uint64_t> goal_events;  ///< ids of events that are key events
  std::vector<std::uint32_t>
      asset_feeds;  ///< feeds in which people's browsers are seen to fetch assets
};

/// Rebuilds all sessions from hits, in ranges of the visitor's key so that memory is bounded.
/// \param n_ranges  equal parts of the key space; more parts need less memory
Result<void> rebuild_sessions(engine::Engine& store,
                              const SessionRules& rules,
                              std::uint32_t n_ranges = 16);

}  // namespace throughline::workflow
