#include "workflow/backup_list.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "workflow/plan_files.hpp"

namespace throughline::workflow {
namespace {

namespace fs = std::filesystem;

void add(const Workspace& workspace, const fs::path& path, std::vector<BackupFile>& files) {
  const std::string name = fs::weakly_canonical(path)
                               .lexically_relative(fs::weakly_canonical(workspace.folder))
                               .generic_string();
  if (fs::is_regular_file(path) && !name.empty() && !name.starts_with("..")) {
    files.push_back({.path = path, .name = name});
  }
}

Result<void> add_plan(const Workspace& workspace, std::vector<BackupFile>& files) {
  TL_TRY(const auto plan, find_plan(workspace));
  if (!plan) {
    return {};
  }
  const LoadedPlan loaded{.at = *plan, .reading = {}};
  add(workspace, loaded.lock_path(), files);
  if (!loaded.is_folder()) {
    add(workspace, *plan, files);
    return {};
  }
  TL_TRY(const auto texts, read_plan_files(*plan, *plan));
  for (const plan::SourceFile& text : texts) {
    add(workspace, *plan / text.name, files);
  }
  return {};
}

bool is_passing(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with(".new") || name.ends_with(".part") || name.ends_with(".lock") ||
         name == "lock";
}

Result<void> add_hidden(const Workspace& workspace, std::vector<BackupFile>& files) {
  std::error_code error;
  const fs::path store = workspace.store_folder();
  fs::recursive_directory_iterator entries(workspace.hidden(), error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    const fs::path& path = entries->path();
    if (path == store) {
      entries.disable_recursion_pending();
    } else if (path != store.string() + ".xml" && !is_passing(path)) {
      add(workspace, path, files);
    }
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot list {}: {}", workspace.hidden().string(), error.message()));
  }
  return {};
}

}  // namespace

Result<std::vector<BackupFile>> backup_files(const Workspace& workspace) {
  std::vector<BackupFile> files;
  add(workspace, workspace.folder / kSettingsFile, files);
  add(workspace, workspace.folder / ".gitignore", files);
  if (!workspace.settings.rates_file.empty()) {
    add(workspace, workspace.folder / workspace.settings.rates_file, files);
  }
  TL_CHECK(add_plan(workspace, files));
  TL_CHECK(add_hidden(workspace, files));
  std::sort(files.begin(), files.end(), [](const BackupFile& one, const BackupFile& other) {
    return one.name < other.name;
  });
  const auto same = [](const BackupFile& one, const BackupFile& other) {
    return one.name == other.name;
  };
  files.erase(std::unique(files.begin(), files.end(), same), files.end());
  return files;
}

Result<std::uint64_t> size_of_whole_lines(const fs::path& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  std::array<char, 4096> piece{};
  auto end = static_cast<std::uint64_t>(std::max<std::streamoff>(in.tellg(), 0));
  while (in && end > 0) {
    const std::uint64_t n = std::min<std::uint64_t>(end, piece.size());
    in.seekg(static_cast<std::streamoff>(end - n));
    in.read(piece.data(), static_cast<std::streamsize>(n));
    const std::size_t last = std::string_view(piece.data(), n).rfind('\n');
    if (in && last != std::string_view::npos) {
      return end - n + last + 1;
    }
    end -= n;
  }
  if (!in) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot read {}: {}", file.string(), std::strerror(errno)));
  }
  return 0;
}

}  // namespace throughline::workflow
