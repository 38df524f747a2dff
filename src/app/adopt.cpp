#include "workflow/adopt.hpp"

#include <fmt/format.h>

#include "app/commands.hpp"

namespace throughline::app {
namespace {

Outcome adopt(Opened& opened, const Scoped& scoped, Console& console) {
  if (scoped.operands.size() != 1) {
    return fail(ErrorCode::InvalidArgument,
                "adopt takes one signal",
                "throughline signals lists them; write: throughline adopt domain:blog.example");
  }
  TL_TRY(const workflow::Scope scope, scope_of(scoped, opened.workspace));
  TL_TRY(const workflow::Adopted adopted,
         workflow::adopt(*opened.store, opened.workspace, scope, scoped.operands.front()));
  console.out << fmt::format(
      "{} is the draft tactic {} in {}\n", adopted.signal, adopted.id, adopted.file.string());
  console.err << "Answer the questions that stand in it; until then it is counted nowhere\n";
  return {};
}

}  // namespace

void add_adopt(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand("adopt", "Draft a tactic of the plan from a signal");
  auto scoped = std::make_shared<Scoped>();
  add_scope(*command, *scoped);
  command->callback([=, &chosen] {
    chosen = {.use = Use::Write,
              .operands = &scoped->operands,
              .on_store = [=](Opened& opened, Console& console) {
                return adopt(opened, *scoped, console);
              }};
  });
}

}  // namespace throughline::app
