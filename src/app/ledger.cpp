#include "workflow/ledger.hpp"

#include "app/commands.hpp"
#include "render/ledger_text.hpp"

namespace throughline::app {
namespace {

Outcome show_ledger(Opened& opened, const Scoped& scoped, Console& console) {
  TL_TRY(const workflow::Scope scope, scope_of(scoped, opened.workspace));
  TL_TRY(const views::Ledger ledger, workflow::make_ledger(*opened.store, opened.workspace, scope));
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
  auto scoped = std::make_shared<Scoped>();
  add_scope(*command, *scoped);
  command->callback([=, &chosen] {
    chosen = {.use = Use::Look,
              .operands = &scoped->operands,
              .on_store = [=](Opened& opened, Console& console) {
                return show_ledger(opened, *scoped, console);
              }};
  });
}

}  // namespace throughline::app
