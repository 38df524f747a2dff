#include "access/private_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace throughline::access {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongest = std::size_t{16} << 20;
constexpr mode_t kOwnerOnly = 0600;

tl::unexpected<Error> system_failure(std::string_view doing, const fs::path& file) {
  const int why = errno;
  return fail(why == ENOSPC || why == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Unavailable,
              fmt::format("cannot {} {}: {}", doing, file.string(), std::strerror(why)));
}

struct Descriptor {
  explicit Descriptor(int number_) : number(number_) {}

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  ~Descriptor() {
    if (number >= 0) {
      close(number);
    }
  }

  int number;
};

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(file, text.data(), text.size());
    if (n < 0 && errno != EINTR) {
      return false;
    }
    text.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
  }
  return true;
}

// A rename is only on the disk once its folder is.
Result<void> sync_folder(const fs::path& folder) {
  const Descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number < 0 || fsync(opened.number) != 0) {
    return system_failure("write", folder);
  }
  return {};
}

Result<void> write_fresh(const fs::path& file, std::string_view text) {
  const Descriptor out(
      open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly));
  if (out.number < 0 || fchmod(out.number, kOwnerOnly) != 0 || !write_all(out.number, text) ||
      fsync(out.number) != 0) {
    const auto failure = system_failure("write", file);
    unlink(file.c_str());
    return failure;
  }
  return {};
}

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

Result<std::optional<std::string>> read_private(const fs::path& file) {
  const Descriptor in(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.number < 0) {
    if (errno == ENOENT) {
      return std::optional<std::string>();
    }
    return system_failure("read", file);
  }
  std::string text;
  std::array<char, 64 * 1024> piece{};
  for (ssize_t n = 0; (n = read(in.number, piece.data(), piece.size())) != 0;) {
    if (n < 0 && errno != EINTR) {
      return system_failure("read", file);
    }
    text.append(piece.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
    if (text.size() > kLongest) {
      return fail(ErrorCode::TooLarge,
                  fmt::format("{} is larger than {} bytes", file.string(), kLongest));
    }
  }
  return std::optional(std::move(text));
}

Result<void> replace_private(const fs::path& file, std::string_view text) {
  const fs::path fresh = file.string() + ".new";
  TL_CHECK(write_fresh(fresh, text));
  if (rename(fresh.c_str(), file.c_str()) != 0) {
    return system_failure("write", file);
  }
  return sync_folder(file.parent_path());
}

Result<void> make_private_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) {
    fs::permissions(folder, fs::perms::owner_all, error);
  }
  if (error) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
  }
  return {};
}

Result<Key> key_in(const fs::path& file) {
  TL_TRY(const auto text, read_private(file));
  if (!text) {
    const Key key = random_key();
    TL_CHECK(replace_private(
        file, std::string_view(reinterpret_cast<const char*>(key.data()), key.size())));
    return key;
  }
  Key key{};
  if (text->size() != key.size()) {
    return fail(ErrorCode::CorruptData,
                fmt::format("{} is damaged: it must have {} bytes", file.string(), key.size()),
                "Bring it back from a backup, or remove it: then everybody signs in again");
  }
  std::copy(text->begin(), text->end(), key.begin());
  return key;
}

FileStamp stamp_of(const fs::path& file) {
  struct stat found{};
  if (stat(file.c_str(), &found) != 0) {
    return {};
  }
  return {.inode = found.st_ino,
          .size = static_cast<std::uint64_t>(found.st_size),
          .modified = nanoseconds(found.st_mtim),
          .changed = nanoseconds(found.st_ctim)};
}

Result<FolderLock> FolderLock::take(const fs::path& folder) {
  TL_CHECK(make_private_folder(folder));
  const fs::path file = folder / "lock";
  const int opened = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
  if (opened < 0) {
    return system_failure("lock", file);
  }
  FolderLock lock(opened);
  while (flock(opened, LOCK_EX) != 0) {
    if (errno != EINTR) {
      return system_failure("lock", file);
    }
  }
  return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FolderLock::~FolderLock() {
  if (file_ >= 0) {
    close(file_);
  }
}

}  // namespace throughline::access
