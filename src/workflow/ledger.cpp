#include "workflow/ledger.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "workflow/ledger_parts.hpp"
#include "workflow/plan_check.hpp"
#include "workflow/plan_facts.hpp"
#include "workflow/show.hpp"

namespace throughline::workflow {
namespace {

views::Ledger empty_ledger(const Workspace& workspace, const Scope& scope) {
  views::Ledger ledger{.workspace = workspace.name, .version = TL_VERSION, .as_of = scope.as_of};
  ledger.currency = workspace.settings.currency;
  ledger.from = scope.as_of;
  ledger.until = scope.as_of;
  return ledger;
}

void set_window(const JudgedPlan& judged, views::Ledger& ledger) {
  ledger.from = judged.from;
  ledger.until = judged.until;
  ledger.first_month = month_index(judged.from);
  ledger.n_months = month_index(judged.until) - ledger.first_month + 1;
  ledger.level = judged.thresholds.level;
}

Result<void> fill(const JudgedPlan& judged,
                  std::span<const views::SignalRow> signals,
                  std::uint64_t seed,
                  views::Ledger& ledger) {
  set_window(judged, ledger);
  TL_CHECK(fill_money(judged, ledger));
  fill_tree(judged, ledger);
  fill_outcomes(judged, ledger);
  fill_if_we_stop(judged, seed, ledger);
  fill_decisions(judged, ledger);
  fill_practice(judged, ledger);
  fill_unplanned(judged, signals, ledger);
  return {};
}

void fill_findings(const plan::CheckedPlan& checked, views::Ledger& ledger) {
  constexpr std::size_t kShown = 8;
  const plan::FindingCounts counts = plan::counts_of(checked.findings);
  ledger.findings = {
      .errors = counts.errors, .warnings = counts.warnings, .notes = counts.notes, .first = {}};
  std::vector<const plan::Finding*> worst_first;
  for (const plan::Finding& finding : checked.findings) {
    worst_first.push_back(&finding);
    for (views::TreeNode& node : ledger.tree) {
      if (node.id == finding.node) {
        node.findings.push_back(fmt::format("{}: {}", finding.code, finding.message));
      }
    }
  }
  std::ranges::stable_sort(worst_first, [](const plan::Finding* a, const plan::Finding* b) {
    return a->severity > b->severity;
  });
  for (std::size_t i = 0; i < std::min(kShown, worst_first.size()); ++i) {
    const plan::Finding& finding = *worst_first[i];
    ledger.findings.first.push_back(fmt::format("{}:{}:{} {} {}",
                                                checked.plan.files[finding.at.file].name,
                                                finding.at.start.line,
                                                finding.at.start.column,
                                                finding.code,
                                                finding.message));
  }
}

}  // namespace

Result<views::Ledger> make_ledger(engine::Engine& store,
                                  const Workspace& workspace,
                                  const Scope& scope,
                                  std::span<const views::SignalRow> signals) {
  views::Ledger ledger = empty_ledger(workspace, scope);
  TL_TRY(std::optional<LoadedPlan> loaded, load_plan(workspace));
  if (!loaded) {
    ledger.missing.emplace_back("No plan yet. Write one: throughline init --plan");
    return ledger;
  }
  TL_TRY(const JudgedPlan judged, judge_against_store(store, workspace, *std::move(loaded), scope));
  const PlanFacts facts = facts_of(judged, workspace.settings.currency);
  TL_CHECK(save_facts(workspace, facts));
  TL_CHECK(fill(judged, signals, workspace.settings.seed, ledger));
  TL_TRY(const plan::CheckedPlan checked,
         check_workspace_plan(workspace, judged.loaded->at, scope.as_of, facts));
  fill_findings(checked, ledger);
  ledger.missing.insert(ledger.missing.end(), judged.silent.begin(), judged.silent.end());
  return ledger;
}

Result<views::Ledger> make_ledger(engine::Engine& store,
                                  const Workspace& workspace,
                                  const Scope& scope) {
  TL_TRY(const VisitFilter filter, filter_of(store, workspace, scope));
  FigureRows figures(store, filter, workspace.settings.thresholds);
  TL_TRY(const auto* const signals, figures.signals());
  return make_ledger(store, workspace, scope, *signals);
}

}  // namespace throughline::workflow
