#pragma once

#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "schema/estimate.hpp"

namespace throughline::workflow {

/// Reads the estimates that were made elsewhere, each once, in the order of their ids.
/// Errors: those of the store.
[[nodiscard]] Result<std::vector<schema::Estimate>> load_imported_estimates(engine::Engine& store);

}  // namespace throughline::workflow
