#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "plan/lint_context.hpp"
#include "views/line.hpp"
#include "workflow/judged_plan.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// What the last judging found that commands without a store want to know: `check` how old the
/// data are, what money has no tactic and what tests can see, `line` what each link is worth. It
/// lies beside the store, in .throughline/judged.json, so that they answer at once and while
/// another process holds it.
struct PlanFacts {
  CivilDate as_of;
  std::map<std::string, Seconds, std::less<>> newest;  ///< row of each dataset that has any
  std::optional<plan::LedgerShare> ledger;             ///< cash; absent = nothing was spent
  plan::Spreads spreads;                               ///< of what tests compare
  std::map<std::string, views::LinkStanding, std::less<>> links;  ///< by "child>parent"
};

[[nodiscard]] PlanFacts facts_of(const JudgedPlan& judged, const std::string& currency);

/// Errors: those of write_text().
Result<void> save_facts(const Workspace& workspace, const PlanFacts& facts);
/// Nothing where a plan was never judged here, or by another version.
[[nodiscard]] std::optional<PlanFacts> load_facts(const Workspace& workspace);

/// The same as rules take it. \param end  of the as-of day
[[nodiscard]] plan::DataFacts data_facts(const PlanFacts& facts, Seconds end);

}  // namespace throughline::workflow
