#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "app/commands.hpp"
#include "render/plan_diff.hpp"
#include "workflow/plan_files.hpp"
#include "workflow/plan_version.hpp"

namespace throughline::app {
namespace {

namespace fs = std::filesystem;

struct DiffOptions {
  std::vector<std::string> operands;
  bool json = false;
};

/// What is compared, and where its names are looked for.
struct Compared {
  workflow::VersionPlace place;
  std::string before;
  std::string after;
};

bool is_workspace(const fs::path& folder) {
  return fs::is_regular_file(folder / workflow::kSettingsFile);
}

// Takes a workspace off the operands where one is meant: the first of three, or the first of two
// whose second is a revision, or the only one.
std::optional<fs::path> take_folder(std::vector<std::string>& operands, const Console& console) {
  if (operands.empty()) {
    return std::nullopt;
  }
  fs::path first = console.path(operands.front());
  const bool second_is_file = operands.size() == 2 && fs::exists(console.path(operands.back()));
  if (operands.size() == 3 || (is_workspace(first) && !second_is_file)) {
    operands.erase(operands.begin());
    return first;
  }
  return std::nullopt;
}

Result<workflow::VersionPlace> place_of(const std::optional<fs::path>& folder,
                                        const Console& console) {
  const fs::path here = console.folder.empty() ? fs::current_path() : console.folder;
  const auto found = folder ? folder : workflow::find_workspace(here);
  workflow::VersionPlace place{.folder = folder.value_or(console.folder)};
  if (found && is_workspace(*found)) {
    TL_TRY(const workflow::Workspace workspace, workflow::open_workspace(*found));
    TL_TRY(const auto plan, workflow::find_plan(workspace));
    place.plan = plan.value_or(fs::path());
    place.currency = workspace.settings.currency;
  }
  return place;
}

// One version is compared with the plan as it is now, and without any that of the last commit is.
Result<Compared> compared(DiffOptions options, const Console& console) {
  const auto folder = take_folder(options.operands, console);
  Compared out;
  TL_TRY(out.place, place_of(folder, console));
  if (options.operands.size() > 2) {
    return fail(ErrorCode::InvalidArgument,
                "diff compares two versions of a plan",
                "Write: throughline diff HEAD~1, or: throughline diff old.yaml new.yaml");
  }
  out.before = options.operands.empty() ? "HEAD" : options.operands.front();
  if (options.operands.size() == 2) {
    out.after = options.operands.back();
    return out;
  }
  if (out.place.plan.empty()) {
    return fail(ErrorCode::NotFound,
                "there is no plan here to compare with",
                "Name both versions: throughline diff A B");
  }
  out.after = fs::absolute(out.place.plan).string();
  return out;
}

Outcome diff(const DiffOptions& options, Console& console) {
  TL_TRY(const Compared what, compared(options, console));
  TL_TRY(const plan::Plan before, workflow::plan_version(what.place, what.before));
  TL_TRY(const plan::Plan after, workflow::plan_version(what.place, what.after));
  const plan::PlanDiff found = plan::diff_plans(before, after);
  console.out << (options.json ? render::plan_diff_json(found, what.before, what.after)
                               : render::plan_diff_text(found, console.color));
  return found.nodes.empty() ? 0 : 1;
}

}  // namespace

void add_diff(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand(
      "diff", "Compare two versions of the plan: files, folders or revisions of Git");
  auto options = std::make_shared<DiffOptions>();
  command->add_option("operands", options->operands, "[WORKSPACE] [A [B]]")->type_name("");
  command->add_flag("--json", options->json, "Write JSON");
  command->callback(
      [=, &chosen] { chosen.alone = [=](Console& console) { return diff(*options, console); }; });
}

}  // namespace throughline::app
