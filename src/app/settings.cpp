#include "settings/settings.hpp"

#include "app/commands.hpp"

namespace throughline::app {
namespace {

Outcome settings(std::vector<std::string> operands, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(operands, console));
  console.out << settings::settings_with_defaults(workspace.settings);
  return {};
}

}  // namespace

void add_settings(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand("settings", "Show all settings, defaults included");
  auto operands = std::make_shared<std::vector<std::string>>();
  command->add_option("operands", *operands, "[WORKSPACE]")->type_name("");
  command->callback([=, &chosen] {
    chosen.alone = [=](Console& console) { return settings(*operands, console); };
  });
}

}  // namespace throughline::app
