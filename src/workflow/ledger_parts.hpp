#pragma once

#include <span>

#include "views/ledger.hpp"
#include "views/report.hpp"
#include "workflow/judged_plan.hpp"

/// The parts of a ledger, each filled from a judged plan. Pure; make_ledger() loads.
namespace throughline::workflow {

/// Waterfall, money by verdict and by mode, money with no reason, reconciliation, exploration.
/// Errors: CorruptData where the page and the rows of cost differ by more than 0.1%.
Result<void> fill_money(const JudgedPlan& judged, views::Ledger& ledger);
/// Every node from the purpose down, with the four questions, links and verdicts.
void fill_tree(const JudgedPlan& judged, views::Ledger& ledger);
/// What was added to each outcome, and how far each goal has come. Needs the tree.
void fill_outcomes(const JudgedPlan& judged, views::Ledger& ledger);
/// Chance of meeting each goal without what lies below it. Needs the goals.
void fill_if_we_stop(const JudgedPlan& judged, std::uint64_t seed, views::Ledger& ledger);
/// What has to be decided, and what comes next. Needs the tree.
void fill_decisions(const JudgedPlan& judged, views::Ledger& ledger);
/// What the plan is worth as a plan: moves, agreement, brand, lenses, learnings, changes.
void fill_practice(const JudgedPlan& judged, views::Ledger& ledger);
/// Signals that no tactic has, and datasets that died.
void fill_unplanned(const JudgedPlan& judged,
                    std::span<const views::SignalRow> signals,
                    views::Ledger& ledger);

}  // namespace throughline::workflow
