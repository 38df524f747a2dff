#include "workflow/plan_check.hpp"

#include <utility>

#include "workflow/scope.hpp"

namespace throughline::workflow {

Result<plan::LintContext> rules_context(const Workspace& workspace,
                                        const std::filesystem::path& plan,
                                        CivilDate as_of,
                                        const std::optional<PlanFacts>& facts) {
  plan::LintContext context = lint_context(workspace.settings);
  context.as_of = as_of;
  TL_TRY(context.lock, load_lock({.at = plan}));
  if (facts) {
    TL_TRY(const TimeZone zone, TimeZone::named(workspace.settings.timezone));
    TL_TRY(const Seconds end, end_of(zone, as_of));
    context.data = data_facts(*facts, end);
  }
  return context;
}

Result<plan::CheckedPlan> check_workspace_plan(const Workspace& workspace,
                                               const std::filesystem::path& plan,
                                               CivilDate as_of,
                                               const std::optional<PlanFacts>& facts) {
  TL_TRY(auto files, read_plan_files(plan, workspace.folder));
  TL_TRY(const plan::LintContext context, rules_context(workspace, plan, as_of, facts));
  return plan::check_plan(std::move(files), read_context(workspace.settings), context);
}

}  // namespace throughline::workflow
