#pragma once

#include <span>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "views/ledger.hpp"
#include "workflow/judged_plan.hpp"
#include "workflow/scope.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// Fills the ledger: the plan of a workspace judged by its store, and what the plan does not hold.
/// A workspace without a plan has an empty tree and the line that writes one under `missing`. What
/// was found is kept for commands without a store (plan_facts.hpp).
/// \param signals  every signal of the scope, as the report has them
[[nodiscard]] Result<views::Ledger> make_ledger(engine::Engine& store,
                                                const Workspace& workspace,
                                                const Scope& scope,
                                                std::span<const views::SignalRow> signals);

/// The same where no report was made before.
[[nodiscard]] Result<views::Ledger> make_ledger(engine::Engine& store,
                                                const Workspace& workspace,
                                                const Scope& scope);

}  // namespace throughline::workflow
