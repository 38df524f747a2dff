#pragma once

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "views/ledger.hpp"
#include "workflow/judged_plan.hpp"
#include "workflow/scope.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// Fills the ledger: the plan of a workspace judged by its store, and what the plan does not hold.
/// A workspace without a plan has an empty tree and the line that writes one under `missing`.
[[nodiscard]] Result<views::Ledger> make_ledger(engine::Engine& store,
                                                const Workspace& workspace,
                                                const Scope& scope);

}  // namespace throughline::workflow
