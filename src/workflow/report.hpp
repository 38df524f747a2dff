#pragma once

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "views/report.hpp"
#include "workflow/scope.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// Fills the report: loads what was counted, scores it, and says it.
[[nodiscard]] Result<views::Report> make_report(engine::Engine& store,
                                                const Workspace& workspace,
                                                const Scope& scope);

}  // namespace throughline::workflow
