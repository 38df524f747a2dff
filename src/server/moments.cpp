#include "server/moments.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "base/hash.hpp"
#include "server/log.hpp"
#include "workflow/plan_files.hpp"
#include "workflow/run.hpp"

namespace throughline::server {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenLooks{200};

std::uint64_t stamp_of(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  const auto at = fs::last_write_time(file, error).time_since_epoch().count();
  return error ? 0 : hash_combine(static_cast<std::uint64_t>(at), size);
}

std::uint64_t stamp_of_plan(const workflow::Workspace& workspace) {
  const auto at = workflow::find_plan(workspace);
  if (!at || !*at) {
    return 0;
  }
  std::uint64_t stamp = stamp_of((*at)->parent_path() / "plan.lock");
  std::error_code error;
  if (!fs::is_directory(**at, error)) {
    return hash_combine(stamp, stamp_of(**at));
  }
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator entry(**at, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".yaml") {
      files.push_back(entry->path());
    }
  }
  std::ranges::sort(files);
  for (const fs::path& file : files) {
    stamp = hash_combine(hash_combine(stamp, hash_bytes(file.string())), stamp_of(file));
  }
  return stamp;
}

}  // namespace

Moments::Moments(workflow::Workspace workspace, Seconds started)
    : workspace_(std::make_shared<const workflow::Workspace>(std::move(workspace))),
      started_(static_cast<std::uint64_t>(started)),
      settings_(stamp_of(workspace_->folder / workflow::kSettingsFile)) {
  look();
}

Moment Moments::now() {
  const std::scoped_lock lock(mutex_);
  if (Clock::now() - looked_ > kBetweenLooks) {
    look();
  }
  std::uint64_t revision = hash_combine(started_, n_changes_);
  for (const std::uint64_t part :
       {files_, settings_, static_cast<std::uint64_t>(days_from_civil(as_of_))}) {
    revision = hash_combine(revision, part);
  }
  return {workspace_, fmt::format("{:016x}", revision), as_of_};
}

void Moments::changed() {
  const std::scoped_lock lock(mutex_);
  ++n_changes_;
  look();
}

// Settings that have mistakes are told in the log, and the last good ones stay.
void Moments::look() {
  const std::uint64_t settings = stamp_of(workspace_->folder / workflow::kSettingsFile);
  if (settings != settings_) {
    settings_ = settings;
    auto fresh = workflow::open_workspace(workspace_->folder);
    if (fresh) {
      workspace_ = std::make_shared<const workflow::Workspace>(*std::move(fresh));
    } else {
      log(Level::Warning, "settings", fresh.error().text());
    }
  }
  files_ = stamp_of_plan(*workspace_);
  as_of_ = workflow::as_of(*workspace_).value_or(as_of_);
  looked_ = Clock::now();
}

}  // namespace throughline::server
