#include "app/program.hpp"

#include <exception>

#include "app/answering.hpp"
#include "app/commands.hpp"
#include "app/holding.hpp"

namespace throughline::app {
namespace {

Outcome carry_out(const Chosen& chosen,
                  const std::vector<std::string>& arguments,
                  Console& console) {
  if (chosen.use != Use::Nothing) {
    TL_TRY(const workflow::Workspace workspace, take_workspace(*chosen.operands, console));
    return hold_or_ask(workspace, chosen.use, arguments, console, chosen.on_store);
  }
  if (console.held != nullptr) {
    return fail(ErrorCode::InvalidArgument,
                "a command that needs no store is done where it is given");
  }
  return chosen.alone(console);
}

int parse_and_run(const std::vector<std::string>& arguments, Console& console) {
  CLI::App program("Throughline draws one line from purpose to outcome, and checks it.",
                   "throughline");
  program.set_version_flag("--version", kVersion);
  program.require_subcommand(1);
  program.fallthrough();  // to subcommands: --lang may stand behind them
  program.add_option("--lang", console.chosen_language, "Language of reports: en or zh")
      ->check(CLI::IsMember({"en", "zh"}));
  Chosen chosen;
  for (const auto add :
       {add_init,    add_import,   add_run,      add_report, add_ledger,     add_demo,
        add_signals, add_sources,  add_journeys, add_show,   add_quarantine, add_check,
        add_explain, add_sql,      add_lock,     add_diff,   add_review,     add_line,
        add_adopt,   add_settings, add_user,     add_token,  add_audit,      add_backup,
        add_restore, add_serve}) {
    add(program, chosen);
  }
  try {
    program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    const bool asked = error.get_exit_code() == 0;  // --help, --version
    program.exit(error, console.out, console.err);
    return asked ? 0 : exit_code(ErrorCode::InvalidArgument);
  }
  Outcome outcome = carry_out(chosen, arguments, console);
  console.out.flush();
  if (outcome && !console.out) {
    outcome = fail(ErrorCode::DiskFull, "cannot write all of the output", "Is the disk full?");
  }
  if (!outcome) {
    console.err << "throughline: " << outcome.error().text() << "\n";
    return exit_code(outcome.error().code);
  }
  return *outcome;
}

}  // namespace

int run_program(const std::vector<std::string>& arguments, Console& console) {
  try {
    return parse_and_run(arguments, console);
  } catch (const std::exception& error) {
    console.err << "throughline: this is our fault: " << error.what() << "\n";
    return exit_code(ErrorCode::Internal);
  }
}

}  // namespace throughline::app
