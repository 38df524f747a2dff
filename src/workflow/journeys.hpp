#pragma once

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "views/journeys.hpp"
#include "workflow/scope.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// Reads how all people of a scope came, visit after visit. Errors: as of filter_of().
[[nodiscard]] Result<views::Journeys> make_journeys(engine::Engine& store,
                                                    const Workspace& workspace,
                                                    const Scope& scope,
                                                    const views::JourneyLimits& limits = {});

}  // namespace throughline::workflow
