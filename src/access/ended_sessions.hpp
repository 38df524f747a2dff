#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/time.hpp"

namespace throughline::access {

/// Sessions that were signed out before their cookies expire, since a copy of a cookie must be
/// worth nothing then. Kept in a file, so that a restart forgets none. Safe from several threads.
class EndedSessions {
 public:
  /// Errors: Unavailable, CorruptData.
  [[nodiscard]] static Result<std::map<std::string, Seconds, std::less<>>> read(
      const std::filesystem::path& file);

  EndedSessions(std::filesystem::path file, std::map<std::string, Seconds, std::less<>> ended)
      : file_(std::move(file)), ended_(std::move(ended)) {}

  [[nodiscard]] bool has(std::string_view id);
  /// Ends a session; those that have expired by now are forgotten. Errors: DiskFull, Unavailable;
  /// it has ended for this process even then.
  Result<void> add(const std::string& id, Seconds expires, Seconds now);

 private:
  const std::filesystem::path file_;
  std::mutex mutex_;
  std::map<std::string, Seconds, std::less<>> ended_;  ///< id -> when its cookies expire
};

}  // namespace throughline::access
