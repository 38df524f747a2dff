#include "app/commands.hpp"
#include "render/summary_tables.hpp"
#include "workflow/run.hpp"

namespace throughline::app {
namespace {

Outcome signals(Opened& opened, const Scoped& scoped, Form form, Console& console) {
  TL_TRY(const workflow::Scope scope, scope_of(scoped, opened.workspace));
  TL_TRY(const views::Report report, workflow::make_report(*opened.store, opened.workspace, scope));
  if (report.signals.empty()) {
    console.err << "No signal yet. All sources with their scores: throughline sources\n";
    for (const std::string& line : report.missing) {
      console.err << line << "\n";
    }
    if (form == Form::Text) {
      return {};
    }
  }
  // What programs read has the same heads in every language.
  const render::Language language =
      form == Form::Text ? language_of(console, opened.workspace) : render::Language::English;
  write_table(console, render::signals_table(report, report.signals.size(), language), form);
  return {};
}

}  // namespace

void add_signals(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand(
      "signals", "Sources that keep working better than chance, strongest first");
  auto scoped = std::make_shared<Scoped>();
  auto formed = std::make_shared<Formed>();
  add_scope(*command, *scoped);
  add_form(*command, *formed);
  command->callback([=, &chosen] {
    chosen = {.use = Use::Look,
              .operands = &scoped->operands,
              .on_store = [=](Opened& opened, Console& console) {
                return signals(opened, *scoped, formed->form(), console);
              }};
  });
}

}  // namespace throughline::app
