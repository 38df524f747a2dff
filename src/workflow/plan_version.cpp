#include "workflow/plan_version.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "workflow/git.hpp"
#include "workflow/plan_files.hpp"

namespace throughline::workflow {
namespace {

namespace fs = std::filesystem;

struct Revision {
  std::string commit;
  std::string path;  ///< from the top of the repository
};

std::vector<std::string> lines_of(std::string_view text, char end) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find(end), text.size());
    if (length > 0) {
      lines.emplace_back(text.substr(0, length));
    }
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return lines;
}

std::string object_of(const Revision& revision) { return revision.commit + ":" + revision.path; }

Result<std::vector<plan::SourceFile>> files_in(const fs::path& top, const Revision& revision) {
  TL_TRY(const std::string type, run_git(top, {"cat-file", "-t", object_of(revision)}));
  std::vector<std::string> paths{revision.path};
  if (type.starts_with("tree")) {
    TL_TRY(
        const std::string list,
        run_git(top, {"ls-tree", "-r", "-z", "--name-only", revision.commit, "--", revision.path}));
    paths = lines_of(list, '\0');
    std::erase_if(paths, [](const std::string& path) { return !path.ends_with(".yaml"); });
  }
  std::vector<plan::SourceFile> files;
  for (const std::string& path : paths) {
    TL_TRY(std::string text, run_git(top, {"cat-file", "blob", revision.commit + ":" + path}));
    files.push_back({path, std::move(text)});
  }
  return files;
}

// Paths under which the plan may have stood: where it is now, and where plans are by default.
std::vector<std::string> likely_paths(const fs::path& top, const VersionPlace& place) {
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(
      place.plan.parent_path().empty() ? place.folder : place.plan.parent_path(), error);
  const fs::path from_top = folder.lexically_relative(fs::weakly_canonical(top, error));
  std::vector<std::string> paths;
  for (const fs::path& name : {place.plan.filename(), fs::path("plan.yaml"), fs::path("plan")}) {
    if (!name.empty()) {
      paths.push_back((from_top / name).lexically_normal().generic_string());
    }
  }
  return paths;
}

Result<std::vector<plan::SourceFile>> files_at(const fs::path& top,
                                               const VersionPlace& place,
                                               const std::string& commit) {
  TL_CHECK(run_git(top, {"rev-parse", "--verify", "--quiet", commit + "^{commit}"})
               .map_error([&](Error error) {
                 error.message =
                     fmt::format("\"{}\" is neither a file nor a revision of Git", commit);
                 error.hint = "Write a file, a folder, HEAD~1, or main:plan.yaml";
                 return error;
               }));
  for (const std::string& path : likely_paths(top, place)) {
    if (auto files = files_in(top, {commit, path}); files && !files->empty()) {
      return files;
    }
  }
  return fail(ErrorCode::NotFound,
              fmt::format("there was no plan at {}", commit),
              fmt::format("Name its path there: {}:plan.yaml", commit));
}

Result<std::vector<plan::SourceFile>> files_in_git(const VersionPlace& place,
                                                   const std::string& name) {
  if (name.starts_with('-')) {
    return fail(ErrorCode::InvalidArgument, fmt::format("this is no revision: {}", name));
  }
  TL_TRY(const fs::path top, repository_of(place.folder).map_error([&](Error error) {
    error.message = fmt::format("there is no file {}, and {}", name, error.message);
    return error;
  }));
  const std::size_t colon = name.find(':');
  if (colon == std::string::npos) {
    return files_at(top, place, name);
  }
  return files_in(top, {name.substr(0, colon), name.substr(colon + 1)}).map_error([&](Error error) {
    error.message = fmt::format("there is no {} in the repository {}", name, top.string());
    error.hint = "The path starts at the top of the repository";
    return error;
  });
}

Result<std::vector<plan::SourceFile>> files_on_disk(const fs::path& path) {
  if (fs::is_regular_file(path / kSettingsFile)) {
    TL_TRY(const Workspace workspace, open_workspace(path));
    TL_TRY(const auto plan, find_plan(workspace));
    if (!plan) {
      return fail(ErrorCode::NotFound,
                  fmt::format("{} has no plan", path.string()),
                  "Write a first one with: throughline init --plan");
    }
    return read_plan_files(*plan, plan->parent_path());
  }
  return read_plan_files(path, path.parent_path());
}

}  // namespace

Result<plan::Plan> plan_version(const VersionPlace& place, const std::string& name) {
  const fs::path path = place.folder / name;
  const bool on_disk = fs::exists(path);
  TL_TRY(auto files, on_disk ? files_on_disk(path) : files_in_git(place, name));
  plan::Reading reading = plan::read_plan(std::move(files), {.currency = place.currency});
  if (reading.unusable) {
    const std::string why = reading.findings.empty() ? "" : ": " + reading.findings[0].message;
    return fail(ErrorCode::CorruptData,
                fmt::format("the plan {} cannot be read{}", name, why),
                "throughline check FILE shows where");
  }
  return std::move(reading.plan);
}

Result<std::vector<std::string>> revisions_of(const VersionPlace& place, std::size_t most) {
  TL_TRY(const fs::path top, repository_of(place.folder));
  std::vector<std::string> arguments = {
      "log", fmt::format("--max-count={}", most), "--format=%H", "--"};
  for (const std::string& path : likely_paths(top, place)) {
    arguments.push_back(path);
  }
  TL_TRY(const std::string text, run_git(top, arguments));
  return lines_of(text, '\n');
}

}  // namespace throughline::workflow
