#include "app/context.hpp"

#include <filesystem>

#include "workflow/run.hpp"

namespace throughline::app {
namespace {

Result<std::optional<CivilDate>> date_of(const std::string& text) {
  if (text.empty()) {
    return std::optional<CivilDate>();
  }
  TL_TRY(const CivilDate date, parse_date(text));
  return std::optional(date);
}

}  // namespace

void add_scope(CLI::App& command, Scoped& scoped) {
  command.add_option("operands", scoped.operands, "[WORKSPACE] and what the command takes")
      ->type_name("");
  command.add_option("--since", scoped.since, "First day, as 2026-01-31");
  command.add_option("--until", scoped.until, "Last day");
  command.add_option("--market", scoped.market, "Only visits of this market");
  command.add_option("--as-of", scoped.as_of, "The day that counts as today");
}

void add_form(CLI::App& command, Formed& formed) {
  auto* const json = command.add_flag("--json", formed.json, "Write JSON");
  command.add_flag("--csv", formed.csv, "Write CSV")->excludes(json);
}

Result<workflow::Workspace> take_workspace(std::vector<std::string>& operands,
                                           const Console& console) {
  if (!operands.empty() && std::filesystem::is_directory(console.path(operands.front()))) {
    const std::filesystem::path folder = console.path(operands.front());
    operands.erase(operands.begin());
    return workflow::open_workspace(folder);
  }
  const auto found = workflow::find_workspace(
      console.folder.empty() ? std::filesystem::current_path() : console.folder);
  if (!found) {
    return fail(ErrorCode::NotFound,
                "no workspace here: neither this folder nor one above it has a throughline.yaml",
                "Make one with: throughline init my-site");
  }
  return workflow::open_workspace(*found);
}

Result<workflow::Scope> scope_of(const Scoped& scoped, const workflow::Workspace& workspace) {
  workflow::Scope scope{.market = scoped.market};
  TL_TRY(scope.since, date_of(scoped.since));
  TL_TRY(scope.until, date_of(scoped.until));
  TL_TRY(const auto as_of, date_of(scoped.as_of));
  if (as_of) {
    scope.as_of = *as_of;
  } else {
    TL_TRY(scope.as_of, workflow::as_of(workspace));
  }
  return scope;
}

render::Language language_of(const Console& console, const workflow::Workspace& workspace) {
  const std::string& named =
      console.chosen_language.empty() ? workspace.settings.language : console.chosen_language;
  return named.empty() ? console.language
                       : (named == "zh" ? render::Language::Chinese : render::Language::English);
}

}  // namespace throughline::app
