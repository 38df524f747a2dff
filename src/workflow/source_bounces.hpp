#pragma once

#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "schema/source_table.hpp"
#include "views/sources.hpp"
#include "workflow/sources.hpp"

namespace throughline::workflow {

/// Counts the bounces of every source of a table by four definitions, in its order: GA4's are the
/// visits that did not engage. Errors: those of the store.
[[nodiscard]] Result<std::vector<views::Bounces>> load_bounces(engine::Engine& store,
                                                               const schema::SourceTable& table,
                                                               const VisitFilter& filter);

}  // namespace throughline::workflow
