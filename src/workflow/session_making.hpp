#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "workflow/sessions.hpp"

namespace throughline::workflow {

/// What the queries that make sessions take of the rules; `asset_feeds` comes beside it.
[[nodiscard]] engine::Parameters parameters_of(const SessionRules& rules);

/// One visitor in so many is enough to see whether a feed logs assets at all.
[[nodiscard]] std::uint64_t sampled_every(std::uint64_t n_hits);

/// The feeds of which at least half of the browsers fetch assets, as the queries take them: "[7]".
[[nodiscard]] Result<std::string> feeds_with_assets(engine::Engine& store, std::uint64_t every);

/// Adds the sessions of all visitors to a table of the form of `sessions`.
Result<void> make_sessions(engine::Engine& store,
                           std::string_view table,
                           engine::Parameters parameters,
                           std::uint64_t n_hits,
                           const SessionWork& work);

/// Visitors of whom something was read after a batch.
struct Touched {
  std::uint64_t since = 0;   ///< the last batch that is older
  std::uint64_t n_hits = 0;  ///< hits read since
};

/// Adds all sessions of visitors who were touched to a table of the form of `sessions`.
Result<void> make_touched_sessions(engine::Engine& store,
                                   std::string_view table,
                                   engine::Parameters parameters,
                                   const Touched& touched);

}  // namespace throughline::workflow
