#include <exception>
#include <iostream>

#include "app/commands.hpp"

namespace {

using namespace throughline;  // NOLINT(google-build-using-namespace): the program itself

int run(int argc, char** argv) {
  app::Console console = app::console_of_process();
  CLI::App program("Throughline draws one line from purpose to outcome, and checks it.",
                   "throughline");
  program.set_version_flag("--version", TL_VERSION);
  program.require_subcommand(1);
  app::Outcome outcome;
  for (const auto add : {app::add_init,
                         app::add_import,
                         app::add_run,
                         app::add_demo,
                         app::add_signals,
                         app::add_sources,
                         app::add_show,
                         app::add_quarantine,
                         app::add_sql,
                         app::add_settings}) {
    add(program, console, outcome);
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked = error.get_exit_code() == 0;  // --help, --version
    program.exit(error, std::cout, std::cerr);
    return asked ? 0 : exit_code(ErrorCode::InvalidArgument);
  }
  if (!outcome) {
    std::cout.flush();
    std::cerr << "throughline: " << outcome.error().text() << "\n";
    return exit_code(outcome.error().code);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "throughline: this is our fault: " << error.what() << "\n";
    return exit_code(throughline::ErrorCode::Internal);
  }
}
