#include "workflow/ledger.hpp"

#include "app/commands.hpp"
#include "render/ledger_json.hpp"
#include "render/ledger_text.hpp"

namespace throughline::app {
namespace {

struct LedgerOptions {
  Scoped scoped;
  bool json = false;
};

Outcome show_ledger(Opened& opened, const LedgerOptions& options, Console& console) {
  TL_TRY(const workflow::Scope scope, scope_of(options.scoped, opened.workspace));
  TL_TRY(const views::Ledger ledger, workflow::make_ledger(*opened.store, opened.workspace, scope));
  if (options.json) {
    console.out << render::ledger_json(ledger);
    return {};
  }
  constexpr std::size_t kPage = 100;
  console.out << render::terminal_ledger(ledger,
                                         {.width = console.width == 0 ? kPage : console.width,
                                          .color = console.color,
                                          .language = language_of(console, opened.workspace)});
  return {};
}

}  // namespace

void add_ledger(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("ledger", "Every node of the plan: what it claims, what the data say");
  auto options = std::make_shared<LedgerOptions>();
  add_scope(*command, options->scoped);
  command->add_flag("--json", options->json, "Write JSON");
  command->callback([=, &chosen] {
    chosen = {.use = Use::Look,
              .operands = &options->scoped.operands,
              .on_store = [=](Opened& opened, Console& console) {
                return show_ledger(opened, *options, console);
              }};
  });
}

}  // namespace throughline::app
