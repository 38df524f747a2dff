#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/time.hpp"

namespace throughline::access {

/// On which day each token was last used, by its id; in a file of its own, which the server alone
/// writes. Safe from several threads.
class TokenUse {
 public:
  using Days = std::map<std::string, std::string, std::less<>>;  ///< id -> "2026-06-30"

  /// Nothing for a file that is not there or damaged: it is only for the eye.
  [[nodiscard]] static Days read(const std::filesystem::path& file);

  explicit TokenUse(std::filesystem::path file) : file_(std::move(file)), days_(read(file_)) {}

  /// Notes a use; writes at most once a day for each token.
  void note(const std::string& id, Seconds now);

 private:
  const std::filesystem::path file_;
  std::mutex mutex_;
  Days days_;
};

}  // namespace throughline::access
