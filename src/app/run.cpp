#include "workflow/run.hpp"

#include "app/commands.hpp"
#include "app/progress_events.hpp"
#include "app/run_workspace.hpp"
#include "render/report_html.hpp"
#include "render/summary.hpp"

namespace throughline::app {

Outcome run_workspace(const workflow::Workspace& workspace,
                      const workflow::Scope& scope,
                      Console& console) {
  TL_TRY(const auto store, workflow::open_store(workspace));
  TL_TRY(const views::Report report,
         workflow::run(*store,
                       workspace,
                       scope,
                       {.n_threads = reading_threads(), .events = events_on(console)}));
  TL_CHECK(workflow::write_text(workspace.report(), render::report_html(report, console.language)));
  constexpr std::size_t kPage = 100;
  console.out << render::terminal_summary(report,
                                          {.width = console.width == 0 ? kPage : console.width,
                                           .color = console.color,
                                           .language = console.language});
  console.out << fmt::format("Report: {}\n", workspace.report().string());
  return {};
}

namespace {

Outcome run(Scoped scoped, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(scoped.operands));
  TL_TRY(const workflow::Scope scope, scope_of(scoped, workspace));
  return run_workspace(workspace, scope, console);
}

}  // namespace

void add_run(CLI::App& app, Console& console, Outcome& outcome) {
  auto* const command =
      app.add_subcommand("run", "Read what is new, find what works, write report.html");
  auto scoped = std::make_shared<Scoped>();
  add_scope(*command, *scoped);
  command->callback([=, &console, &outcome] { outcome = run(*scoped, console); });
}

}  // namespace throughline::app
