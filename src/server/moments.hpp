#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "base/error.hpp"
#include "base/time.hpp"
#include "workflow/workspace.hpp"

namespace throughline::server {

/// What answers are made of at one moment: the settings, and a name for data, settings, plan and
/// day together, which changes when any of them does.
struct Moment {
  std::shared_ptr<const workflow::Workspace> workspace;  ///< shared with answers being made
  std::string revision;
  CivilDate as_of;
};

/// Keeps an eye on the files of a workspace and counts changes of its data. Safe from several
/// threads.
class Moments {
 public:
  /// \param started  seconds; so that revisions of an earlier process are others
  Moments(workflow::Workspace workspace, Seconds started);

  /// The moment that is now. Looks at the files if that was not done just before.
  [[nodiscard]] Moment now();
  /// To be told after the store or a file changed.
  void changed();

 private:
  void look();

  std::mutex mutex_;
  std::shared_ptr<const workflow::Workspace> workspace_;
  const std::uint64_t started_;
  std::uint64_t n_changes_ = 0;
  std::uint64_t files_ = 0;  ///< of settings, plan and lock: when they changed
  std::uint64_t settings_ = 0;
  CivilDate as_of_;
  std::chrono::steady_clock::time_point looked_;
};

}  // namespace throughline::server
