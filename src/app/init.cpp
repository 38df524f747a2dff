#include <filesystem>
#include <fmt/format.h>

#include "app/commands.hpp"
#include "workflow/adopt.hpp"
#include "workflow/run.hpp"

namespace throughline::app {
namespace {

enum class WithPlan { No, Yes };

Outcome init_workspace(const std::filesystem::path& folder, Console& console) {
  TL_CHECK(workflow::init_workspace(folder));
  console.err << fmt::format(
      "{0} is a workspace now; its settings are {0}/throughline.yaml.\n"
      "Next: throughline import {0} ACCESS.LOG, then throughline run {0}\n",
      folder.string());
  return {};
}

Outcome init_plan(const std::filesystem::path& folder, Console& console) {
  TL_TRY(const workflow::Workspace workspace, workflow::open_workspace(folder));
  TL_TRY(const CivilDate today, workflow::as_of(workspace));
  TL_TRY(const auto file, workflow::start_plan(workspace, today));
  console.err << fmt::format(
      "{} is a first plan; put your own numbers in it.\nNext: throughline check {}\n",
      file.string(),
      folder.string());
  return {};
}

// A plan may also be added to a workspace that has none.
Outcome init(const std::filesystem::path& folder, WithPlan plan, Console& console) {
  const bool is_workspace = std::filesystem::exists(folder / workflow::kSettingsFile);
  if (plan == WithPlan::No || !is_workspace) {
    TL_CHECK(init_workspace(folder, console));
  }
  return plan == WithPlan::Yes ? init_plan(folder, console) : Outcome();
}

}  // namespace

void add_init(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand("init", "Make a folder a workspace");
  auto folder = std::make_shared<std::string>(".");
  auto plan = std::make_shared<bool>(false);
  command->add_option("folder", *folder, "The folder; made if it is missing")
      ->capture_default_str();
  command->add_flag("--plan", *plan, "Write a first plan too, or into a workspace without one");
  command->callback([=, &chosen] {
    chosen.alone = [=](Console& console) {
      return init(*folder, *plan ? WithPlan::Yes : WithPlan::No, console);
    };
  });
}

}  // namespace throughline::app
