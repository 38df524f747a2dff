#include <filesystem>

#include "app/answering.hpp"
#include "app/commands.hpp"
#include "plan/check_plan.hpp"
#include "plan/plan_shape.hpp"
#include "render/plan_findings.hpp"
#include "workflow/plan_check.hpp"
#include "workflow/plan_files.hpp"
#include "workflow/run.hpp"

namespace throughline::app {
namespace {

namespace fs = std::filesystem;

struct CheckOptions {
  std::string operand;
  std::string format = "text";
  std::string as_of;
  bool schema = false;
};

// A plan to check, and the workspace it belongs to if it belongs to one.
struct Target {
  fs::path path;
  fs::path base;  ///< names of files are told from here
  std::optional<workflow::Workspace> workspace;
};

fs::path here(const Console& console) {
  return console.folder.empty() ? fs::current_path() : console.folder;
}

Result<Target> plan_of_workspace(const fs::path& folder, const fs::path& base) {
  TL_TRY(workflow::Workspace workspace, workflow::open_workspace(folder));
  TL_TRY(const auto path, workflow::find_plan(workspace));
  if (!path) {
    return fail(
        ErrorCode::NotFound,
        fmt::format("{} has no plan: neither plan.yaml nor the folder plan", folder.string()),
        "Write one, or name it in throughline.yaml: plan: FILE");
  }
  return Target{*path, base, std::move(workspace)};
}

// A file or folder by itself; with the settings of a workspace around it whose plan it is.
Result<Target> plan_itself(const fs::path& path) {
  if (const auto folder = workflow::find_workspace(fs::absolute(path).parent_path())) {
    TL_TRY(workflow::Workspace workspace, workflow::open_workspace(*folder));
    TL_TRY(const auto own, workflow::find_plan(workspace));
    std::error_code error;
    if (own && fs::equivalent(*own, path, error)) {
      return Target{path, {}, std::move(workspace)};
    }
  }
  return Target{path, {}, std::nullopt};
}

Result<Target> plan_around(const fs::path& folder) {
  if (const auto workspace = workflow::find_workspace(folder)) {
    return plan_of_workspace(*workspace, folder);
  }
  for (const char* const usual : {"plan.yaml", "plan"}) {
    if (fs::exists(folder / usual)) {
      return Target{folder / usual, folder, std::nullopt};
    }
  }
  return fail(ErrorCode::NotFound,
              "no plan here: neither a workspace nor plan.yaml nor the folder plan",
              "Name one: throughline check FILE");
}

Result<Target> target_of(const std::string& operand, const Console& console) {
  if (operand.empty()) {
    return plan_around(here(console));
  }
  const fs::path path = console.path(operand);
  return fs::exists(path / workflow::kSettingsFile) ? plan_of_workspace(path, {})
                                                    : plan_itself(path);
}

// By itself a plan is checked as of today.
Result<CivilDate> as_of(const Target& target, const CheckOptions& options) {
  if (!options.as_of.empty()) {
    return parse_date(options.as_of);
  }
  if (target.workspace) {
    return workflow::as_of(*target.workspace);
  }
  TL_TRY(const TimeZone zone, TimeZone::named("UTC"));
  return zone.date_of(now_utc());
}

Result<plan::LintContext> context_of(const Target& target, const CheckOptions& options) {
  TL_TRY(const CivilDate today, as_of(target, options));
  if (target.workspace) {
    return workflow::rules_context(
        *target.workspace, target.path, today, workflow::load_facts(*target.workspace));
  }
  plan::LintContext context;
  context.as_of = today;
  TL_TRY(context.lock, workflow::load_lock({.at = target.path}));
  return context;
}

void print(const plan::CheckedPlan& checked, const std::string& format, Console& console) {
  if (format == "json") {
    console.out << render::findings_json(checked);
  } else if (format == "sarif") {
    console.out << render::findings_sarif(checked, kVersion);
  } else {
    console.out << render::findings_text(checked,
                                         console.color ? render::Colour::On : render::Colour::Off);
    console.err << render::findings_summary(checked);
  }
}

Outcome check(const CheckOptions& options, Console& console) {
  constexpr int kFound = 1;
  constexpr int kUnusable = 2;
  if (options.schema) {
    console.out << plan::plan_schema();
    return {};
  }
  TL_TRY(const Target target, target_of(options.operand, console));
  TL_TRY(auto files, workflow::read_plan_files(target.path, target.base));
  TL_TRY(const plan::LintContext context, context_of(target, options));
  const plan::CheckedPlan checked = plan::check_plan(
      std::move(files),
      target.workspace ? workflow::read_context(target.workspace->settings) : plan::ReadContext{},
      context);
  print(checked, options.format, console);
  const plan::FindingCounts counts = plan::counts_of(checked.findings);
  return checked.unusable ? kUnusable : (counts.errors + counts.warnings > 0 ? kFound : 0);
}

}  // namespace

void add_check(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand("check", "Hold the plan against its rules");
  auto options = std::make_shared<CheckOptions>();
  command->add_option("plan", options->operand, "Workspace, or file or folder of a plan")
      ->type_name("[WORKSPACE|FILE|FOLDER]");
  command->add_option("--format", options->format, "How findings are written")
      ->check(CLI::IsMember({"text", "json", "sarif"}))
      ->capture_default_str();
  command->add_option("--as-of", options->as_of, "The day that counts as today");
  command->add_flag("--schema", options->schema, "Print the plan's JSON Schema instead");
  command->callback(
      [=, &chosen] { chosen.alone = [=](Console& console) { return check(*options, console); }; });
}

}  // namespace throughline::app
