#pragma once

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "workflow/judged_plan.hpp"

namespace throughline::workflow {

/// Loads everything that a plan is judged by into a judged plan that has its plan and locks: rows
/// of cost and of outcomes, bound; estimates, imported and computed; the age of every dataset;
/// totals of its metrics. Errors: those of the store.
Result<void> observe(engine::Engine& store,
                     const Workspace& workspace,
                     const Scope& scope,
                     JudgedPlan& judged);

}  // namespace throughline::workflow
