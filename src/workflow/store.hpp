#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"

namespace throughline::workflow {

/// Brings the tables of a store up to this version of the program: runs each numbered migration
/// once, in order, and notes it. Errors: Conflict if a newer program has written the store.
Result<void> migrate(engine::Engine& store);
/// The same up to a version, for rows that an older program has written.
Result<void> migrate(engine::Engine& store, std::size_t n_migrations);

/// How many migrations were run on a store.
[[nodiscard]] Result<std::uint64_t> n_migrations_of(engine::Engine& store);

/// The tables that the first migrations make and fill with rows, without `migrations` itself.
[[nodiscard]] std::vector<std::string> tables_of(std::size_t n_migrations);

/// The number that a query answers with in its column `n`, 0 if there is no row.
[[nodiscard]] Result<std::uint64_t> one_number(engine::Engine& store,
                                               std::string_view sql,
                                               const engine::Parameters& parameters = {});

}  // namespace throughline::workflow
