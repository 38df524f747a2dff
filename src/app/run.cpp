#include "workflow/run.hpp"

#include "app/commands.hpp"
#include "app/holding.hpp"
#include "app/progress_events.hpp"
#include "app/run_workspace.hpp"
#include "render/ledger_text.hpp"
#include "render/report_html.hpp"
#include "render/summary.hpp"
#include "workflow/ledger.hpp"

namespace throughline::app {

namespace {

// What `check` finds is a failure only where that was asked for.
int exit_code(const views::PlanFindings& findings, Strictness strictness, Console& console) {
  constexpr int kFound = 1;
  if (strictness == Strictness::Lenient || findings.errors + findings.warnings == 0) {
    return 0;
  }
  console.err << fmt::format("The plan has {} errors and {} warnings: throughline check\n",
                             findings.errors,
                             findings.warnings);
  return kFound;
}

}  // namespace

Outcome run_workspace(Opened& opened,
                      const workflow::Scope& scope,
                      Strictness strictness,
                      Console& console) {
  const workflow::Workspace& workspace = opened.workspace;
  workflow::RunOptions options = run_options(console);
  if (console.held != nullptr) {
    options.collected = console.held->collected;
  }
  TL_TRY(const views::Report report, workflow::run(*opened.store, workspace, scope, options));
  const render::Language language = language_of(console, workspace);
  TL_TRY(const views::Ledger ledger,
         workflow::make_ledger(*opened.store, workspace, scope, report.signals));
  TL_CHECK(workflow::write_text(workspace.report(), render::report_html(report, ledger, language)));
  constexpr std::size_t kPage = 100;
  const render::TerminalOptions terminal{.width = console.width == 0 ? kPage : console.width,
                                         .color = console.color,
                                         .language = language};
  if (!ledger.tree.empty()) {
    console.out << render::terminal_ledger_summary(ledger, terminal) << "\n";
  }
  console.out << render::terminal_summary(report, terminal);
  console.out << fmt::format("Report: {}\n", workspace.report().string());
  return exit_code(ledger.findings, strictness, console);
}

namespace {

struct RunChoices : Scoped {
  bool strict = false;
};

Outcome run(Opened& opened, const RunChoices& choices, Console& console) {
  TL_TRY(const workflow::Scope scope, scope_of(choices, opened.workspace));
  const Strictness strictness = choices.strict ? Strictness::Strict : Strictness::Lenient;
  return run_workspace(opened, scope, strictness, console);
}

}  // namespace

void add_run(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("run", "Read what is new, find what works, write report.html");
  auto choices = std::make_shared<RunChoices>();
  add_scope(*command, *choices);
  command->add_flag(
      "--strict", choices->strict, "End with 1 if the plan has an error or a warning");
  command->callback([=, &chosen] {
    chosen = {.use = Use::Write,
              .operands = &choices->operands,
              .on_store = [=](Opened& opened, Console& console) {
                return run(opened, *choices, console);
              }};
  });
}

}  // namespace throughline::app
