#include "workflow/plan_files.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>
#include <utility>

namespace throughline::workflow {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPlanFile = "plan.yaml";
constexpr const char* kPlanFolder = "plan";
constexpr const char* kLockFile = "plan.lock";

Result<std::vector<fs::path>> yaml_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const bool hidden = entry->path().filename().string().starts_with('.');
    if (hidden && entry->is_directory(error)) {
      entry.disable_recursion_pending();
    } else if (!hidden && entry->path().extension() == ".yaml" && entry->is_regular_file(error)) {
      files.push_back(entry->path());
    }
  }
  if (error) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot list {}: {}", folder.string(), error.message()));
  }
  if (files.empty()) {
    return fail(ErrorCode::NotFound,
                fmt::format("{} has no *.yaml", folder.string()),
                "A plan is one YAML file, or a folder of them");
  }
  std::ranges::sort(files, {}, [](const fs::path& file) { return file.generic_string(); });
  return files;
}

}  // namespace

fs::path LoadedPlan::path_of(const plan::SourceFile& file) const {
  return at.parent_path() / file.name;
}

fs::path LoadedPlan::lock_path() const { return at.parent_path() / kLockFile; }

Result<std::optional<fs::path>> find_plan(const Workspace& workspace) {
  const std::string& named = workspace.settings.plan;
  if (!named.empty()) {
    fs::path at = workspace.folder / named;
    if (!fs::exists(at)) {
      return fail(ErrorCode::NotFound,
                  fmt::format("the plan {} that {} names does not exist", named, kSettingsFile),
                  fmt::format("Correct plan: in {}, or leave it out", kSettingsFile));
    }
    // "plan/" and "plan" are one folder, with one place beside it.
    return std::optional(at.has_filename() ? at : at.parent_path());
  }
  for (const char* name : {kPlanFile, kPlanFolder}) {
    if (fs::exists(workspace.folder / name)) {
      return std::optional(workspace.folder / name);
    }
  }
  return std::optional<fs::path>();
}

Result<std::vector<plan::SourceFile>> read_plan_files(const fs::path& at, const fs::path& base) {
  std::vector<fs::path> paths{at};
  if (fs::is_directory(at)) {
    TL_TRY(paths, yaml_files(at));
  }
  std::vector<plan::SourceFile> files;
  for (const fs::path& path : paths) {
    TL_TRY(std::string text, read_text(path));
    const fs::path name = path.lexically_relative(base);
    files.push_back({name.empty() ? path.string() : name.generic_string(), std::move(text)});
  }
  return files;
}

plan::ReadContext read_context(const settings::Settings& settings) {
  plan::ReadContext context{.sources = std::vector<plan::SourceName>(),
                            .roles = std::vector<std::string>(),
                            .currency = settings.currency};
  for (const settings::Source& source : settings.sources) {
    context.sources->push_back({source.id, std::string(settings::name_of(source.kind))});
  }
  for (const auto& [role, price] : settings.roles) {
    context.roles->push_back(role);
  }
  return context;
}

plan::LintContext lint_context(const settings::Settings& settings) {
  const settings::Thresholds& limits = settings.thresholds;
  plan::LintContext context;
  context.thresholds = {.unmapped_spend_share = limits.unmapped_spend_share,
                        .decision_grace_days = static_cast<int>(limits.decision_grace_days),
                        .knowledge_days = static_cast<int>(limits.knowledge_days),
                        .convergence_days = static_cast<int>(limits.convergence_days),
                        .explore_share = limits.explore_share};
  context.source_kinds.emplace();
  for (const settings::Source& source : settings.sources) {
    context.source_kinds->emplace(source.id, settings::name_of(source.kind));
  }
  return context;
}

Result<std::optional<LoadedPlan>> load_plan(const Workspace& workspace) {
  TL_TRY(const auto at, find_plan(workspace));
  if (!at) {
    return std::optional<LoadedPlan>();
  }
  TL_TRY(auto files, read_plan_files(*at, at->parent_path()));
  return std::optional(
      LoadedPlan{*at, plan::read_plan(std::move(files), read_context(workspace.settings))});
}

Result<LoadedPlan> need_plan(const Workspace& workspace) {
  TL_TRY(auto loaded, load_plan(workspace));
  if (!loaded) {
    return fail(ErrorCode::NotFound,
                fmt::format("{} has no plan", workspace.folder.string()),
                "Write a first one with: throughline init --plan");
  }
  if (loaded->reading.unusable) {
    return fail(ErrorCode::CorruptData,
                fmt::format("the plan {} cannot be read", loaded->at.string()),
                "throughline check shows where");
  }
  return *std::move(loaded);
}

Result<plan::Lock> load_lock(const LoadedPlan& loaded) {
  if (!fs::exists(loaded.lock_path())) {
    return plan::Lock{};
  }
  TL_TRY(const std::string text, read_text(loaded.lock_path()));
  return plan::read_lock(text, loaded.lock_path().string());
}

Result<void> rewrite_text(const fs::path& file, std::string_view text) {
  std::error_code error;
  const fs::path real = fs::exists(file) ? fs::canonical(file, error) : file;
  const fs::perms before = fs::status(real, error).permissions();
  const bool existed = fs::exists(real, error);
  TL_CHECK(write_text(real, text));
  if (existed) {
    fs::permissions(real, before, error);
  }
  return {};
}

}  // namespace throughline::workflow
