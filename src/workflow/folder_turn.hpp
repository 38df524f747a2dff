#pragma once

#include <filesystem>

#include "base/error.hpp"

namespace throughline::workflow {

/// A process's turn at the files of a folder that are read, changed and written back; the next one
/// waits until it ends.
class FolderTurn {
 public:
  /// Errors: Unavailable if the folder cannot be opened.
  [[nodiscard]] static Result<FolderTurn> take(const std::filesystem::path& folder);

  FolderTurn(FolderTurn&& other) noexcept;
  FolderTurn& operator=(FolderTurn&& other) noexcept;
  FolderTurn(const FolderTurn&) = delete;
  FolderTurn& operator=(const FolderTurn&) = delete;
  ~FolderTurn();

 private:
  explicit FolderTurn(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace throughline::workflow
