#include "engine/store_lock.hpp"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace throughline::engine {
namespace {

// A lock belongs to the process as a whole, so what it holds is known to the process as a whole.
// Files are told apart by device and inode, since a path has many spellings.
struct HeldByThisProcess {
  std::mutex mutex;
  std::map<std::pair<dev_t, ino_t>, std::weak_ptr<StoreLock>> locks;
};

HeldByThisProcess& held() {
  static HeldByThisProcess all;
  return all;
}

long process_named_in(int file) {
  std::array<char, 32> text{};
  const ssize_t n = pread(file, text.data(), text.size() - 1, 0);
  return n > 0 ? std::strtol(text.data(), nullptr, 10) : 0;
}

bool write_process(int file) {
  const std::string text = std::to_string(getpid()) + "\n";
  return ftruncate(file, 0) == 0 &&
         pwrite(file, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

Result<std::shared_ptr<StoreLock>> lock_file(int file, const std::string& folder) {
  auto lock = std::make_shared<StoreLock>(file);
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::Held,
                fmt::format("the store is held by process {}: {}", process_named_in(file), folder),
                "Wait until it ends, or stop it");
  }
  if (!write_process(file)) {
    return fail(ErrorCode::DiskFull, fmt::format("cannot write {}.lock", folder));
  }
  return lock;
}

}  // namespace

StoreLock::~StoreLock() { close(file_); }

Result<std::shared_ptr<StoreLock>> StoreLock::acquire(const std::string& folder) {
  const std::string path = folder + ".lock";
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  struct stat status{};
  if (file < 0 || fstat(file, &status) != 0) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot write to the store's folder: {}", path),
                "Check the permissions of the workspace");
  }
  HeldByThisProcess& known = held();
  const std::scoped_lock guard(known.mutex);
  std::weak_ptr<StoreLock>& place = known.locks[{status.st_dev, status.st_ino}];
  if (auto mine = place.lock()) {
    close(file);
    return mine;
  }
  TL_TRY(auto lock, lock_file(file, folder));
  place = lock;
  return lock;
}

}  // namespace throughline::engine
