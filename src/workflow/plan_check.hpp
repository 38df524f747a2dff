#pragma once

#include "base/error.hpp"
#include "plan/check_plan.hpp"
#include "workflow/plan_facts.hpp"
#include "workflow/plan_files.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// Holds the plan of a workspace against every rule. \param facts  what the data say, if known
/// Errors: those of load_lock() and of reading the files.
[[nodiscard]] Result<plan::CheckedPlan> check_workspace_plan(const Workspace& workspace,
                                                             const std::filesystem::path& plan,
                                                             CivilDate as_of,
                                                             const std::optional<PlanFacts>& facts);

/// What the rules must know of a workspace.
[[nodiscard]] Result<plan::LintContext> rules_context(const Workspace& workspace,
                                                      const std::filesystem::path& plan,
                                                      CivilDate as_of,
                                                      const std::optional<PlanFacts>& facts);

}  // namespace throughline::workflow
