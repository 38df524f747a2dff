#include "workflow/run.hpp"

#include "app/commands.hpp"
#include "app/progress_events.hpp"
#include "app/run_workspace.hpp"
#include "render/ledger_text.hpp"
#include "render/report_html.hpp"
#include "render/summary.hpp"
#include "workflow/ledger.hpp"

namespace throughline::app {

Outcome run_workspace(Opened& opened, const workflow::Scope& scope, Console& console) {
  const workflow::Workspace& workspace = opened.workspace;
  const workflow::RunOptions options{.n_threads = reading_threads(),
                                     .open_input = console.open_input,
                                     .stop = console.stop,
                                     .events = events_on(console)};
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
  return {};
}

namespace {

Outcome run(Opened& opened, const Scoped& scoped, Console& console) {
  TL_TRY(const workflow::Scope scope, scope_of(scoped, opened.workspace));
  return run_workspace(opened, scope, console);
}

}  // namespace

void add_run(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("run", "Read what is new, find what works, write report.html");
  auto scoped = std::make_shared<Scoped>();
  add_scope(*command, *scoped);
  command->callback([=, &chosen] {
    chosen = {.use = Use::Write,
              .operands = &scoped->operands,
              .on_store = [=](Opened& opened, Console& console) {
                return run(opened, *scoped, console);
              }};
  });
}

}  // namespace throughline::app
