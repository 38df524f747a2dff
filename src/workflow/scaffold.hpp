#pragma once

#include <filesystem>
#include <utility>

#include "base/error.hpp"

namespace throughline::workflow {

/// A folder that is being made, beside the place where it is to stand; removed unless it gets that
/// name. A process that is killed leaves it as `.NAME.restoring-XXXXXX`.
class Scaffold {
 public:
  /// Errors: Unavailable, DiskFull.
  [[nodiscard]] static Result<Scaffold> beside(const std::filesystem::path& folder);

  Scaffold(Scaffold&& other) noexcept : path_(std::exchange(other.path_, {})) {}

  Scaffold& operator=(Scaffold&&) = delete;
  Scaffold(const Scaffold&) = delete;
  Scaffold& operator=(const Scaffold&) = delete;
  ~Scaffold();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Puts everything on the disk and gives it its name, that of an empty folder or of none.
  /// Errors: DiskFull, Unavailable.
  Result<void> become(const std::filesystem::path& folder);

 private:
  explicit Scaffold(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
};

}  // namespace throughline::workflow
