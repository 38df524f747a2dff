#pragma once

#include "views/ledger.hpp"
#include "workflow/judged_plan.hpp"

namespace throughline::workflow {

/// The four questions of a node: what the plan answers, and beside it what the data say.
void add_answers(const JudgedPlan& judged, views::TreeNode& node);
/// Every estimate about a tactic, those that decide marked.
void add_evidence(const JudgedPlan& judged, views::TreeNode& node);
/// When it was locked, decided and changed, and what was learned by it.
void add_history(const JudgedPlan& judged, views::TreeNode& node);

}  // namespace throughline::workflow
