#pragma once

#include <cstdint>
#include <string_view>

#include "base/error.hpp"
#include "engine/engine.hpp"

namespace throughline::workflow {

/// Brings the tables of a store up to this version of the program: runs each numbered migration
/// once, in order, and notes it. Errors: Conflict if a newer program has written the store.
Result<void> migrate(engine::Engine& store);

/// The number that a query answers with in its column `n`, 0 if there is no row.
[[nodiscard]] Result<std::uint64_t> one_number(engine::Engine& store,
                                               std::string_view sql,
                                               const engine::Parameters& parameters = {});

}  // namespace throughline::workflow
