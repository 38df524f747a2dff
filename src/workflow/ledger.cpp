#include "workflow/ledger.hpp"

#include "sql/queries.hpp"
#include "workflow/ledger_parts.hpp"
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

}  // namespace

Result<views::Ledger> make_ledger(engine::Engine& store,
                                  const Workspace& workspace,
                                  const Scope& scope) {
  views::Ledger ledger = empty_ledger(workspace, scope);
  TL_TRY(std::optional<LoadedPlan> loaded, load_plan(workspace));
  if (!loaded) {
    ledger.missing.emplace_back("No plan yet. Write one: throughline init --plan");
    return ledger;
  }
  TL_TRY(const JudgedPlan judged, judge_against_store(store, workspace, *std::move(loaded), scope));
  TL_TRY(const VisitFilter filter, filter_of(store, workspace, scope));
  FigureRows figures(store, filter, workspace.settings.thresholds);
  TL_TRY(const auto* const signals, figures.signals());
  TL_CHECK(fill(judged, *signals, workspace.settings.seed, ledger));
  return ledger;
}

}  // namespace throughline::workflow
