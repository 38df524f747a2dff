#pragma once

#include <memory>
#include <string>

#include "base/error.hpp"

namespace throughline::engine {

/// Holds a store's folder against other processes, until the last copy of the pointer is gone.
/// It is shared by all Engines of this process on that folder, which may end in any order.
class StoreLock {
 public:
  /// Errors: Held, with the number of the process that holds it; Unavailable or DiskFull if
  /// `folder`.lock cannot be written.
  [[nodiscard]] static Result<std::shared_ptr<StoreLock>> acquire(const std::string& folder);

  explicit StoreLock(int file) : file_(file) {}

  ~StoreLock();
  StoreLock(const StoreLock&) = delete;
  StoreLock& operator=(const StoreLock&) = delete;

 private:
  int file_;
};

}  // namespace throughline::engine
