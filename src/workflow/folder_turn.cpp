#include "workflow/folder_turn.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace throughline::workflow {

Result<FolderTurn> FolderTurn::take(const std::filesystem::path& folder) {
  const std::filesystem::path named = folder.empty() ? "." : folder;
  const int descriptor = open(named.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot open the folder {}: {}", named.string(), std::strerror(errno)));
  }
  // A file system that knows no locks is worked on without one.
  while (flock(descriptor, LOCK_EX) != 0 && errno == EINTR) {
  }
  return FolderTurn(descriptor);
}

FolderTurn::FolderTurn(FolderTurn&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderTurn& FolderTurn::operator=(FolderTurn&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FolderTurn::~FolderTurn() {
  if (descriptor_ >= 0) {
    close(descriptor_);
  }
}

}  // namespace throughline::workflow
