#include "app/commands.hpp"

namespace throughline::app {
namespace {

Outcome init(const std::string& folder, Console& console) {
  TL_CHECK(workflow::init_workspace(folder));
  console.err << fmt::format(
      "{0} is a workspace now; its settings are {0}/throughline.yaml.\n"
      "Next: throughline import {0} ACCESS.LOG, then throughline run {0}\n",
      folder);
  return {};
}

}  // namespace

void add_init(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand("init", "Make a folder a workspace");
  auto folder = std::make_shared<std::string>(".");
  command->add_option("folder", *folder, "The folder; made if it is missing")
      ->capture_default_str();
  command->callback(
      [=, &chosen] { chosen.alone = [=](Console& console) { return init(*folder, console); }; });
}

}  // namespace throughline::app
