#include "collector/segment_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace throughline::collector {
namespace {

// A quota and a limit on the size of files are full disks to whoever meets them.
ErrorCode code_of(int why) {
  return why == ENOSPC || why == EDQUOT || why == EFBIG ? ErrorCode::DiskFull
                                                        : ErrorCode::Unavailable;
}

tl::unexpected<Error> failure(std::string_view doing, std::string_view file, int why) {
  const ErrorCode code = code_of(why);
  return fail(code,
              fmt::format("cannot {} {}: {}", doing, file, std::strerror(why)),
              code == ErrorCode::DiskFull ? "Make room on the disk; what was answered is safe"
                                          : "Look at the disk and at who may write there");
}

// 0, or the errno with which it ended.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno != EINTR) {
      return errno;
    }
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  }
  return 0;
}

int sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    return errno;
  }
  const int why = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return why;
}

// Where the last line ends, read from the end backwards.
std::optional<std::uint64_t> end_of_lines(int descriptor, std::uint64_t size) {
  std::array<char, 4096> buffer;
  while (size > 0) {
    const std::uint64_t from = size > buffer.size() ? size - buffer.size() : 0;
    const ssize_t n = ::pread(descriptor, buffer.data(), size - from, static_cast<off_t>(from));
    if (n != static_cast<ssize_t>(size - from)) {
      return std::nullopt;
    }
    const std::string_view read(buffer.data(), static_cast<std::size_t>(n));
    if (const std::size_t end = read.rfind('\n'); end != std::string_view::npos) {
      return from + end + 1;
    }
    size = from;
  }
  return 0;
}

}  // namespace

Result<SegmentFile> SegmentFile::create(const std::filesystem::path& file,
                                        std::string_view first_line) {
  constexpr mode_t kOwner = 0600;  // addresses of pages may hold what is nobody's business
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwner);
  if (descriptor < 0) {
    return failure("make", file.string(), errno);
  }
  SegmentFile made(descriptor, file.string());
  Result<void> written = made.append(first_line);
  if (const int why = written ? sync_folder(file.parent_path()) : 0; why != 0) {
    written = failure("make", file.string(), why);
  }
  if (!written) {
    ::unlink(file.c_str());
    return tl::unexpected(std::move(written).error());
  }
  return made;
}

SegmentFile::SegmentFile(SegmentFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      name_(std::move(other.name_)),
      length_(other.length_),
      is_sound_(other.is_sound_) {}

SegmentFile& SegmentFile::operator=(SegmentFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(name_, other.name_);
  std::swap(length_, other.length_);
  std::swap(is_sound_, other.is_sound_);
  return *this;
}

SegmentFile::~SegmentFile() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

Result<void> SegmentFile::append(std::string_view lines) {
  if (const int why = write_all(descriptor_, lines); why != 0) {
    take_back();
    return failure("write", name_, why);
  }
  if (::fdatasync(descriptor_) != 0) {
    const int why = errno;
    take_back();
    // After a failed sync the kernel forgets which pages it could not write, and the next one
    // succeeds without them: nothing more may be promised of this file.
    is_sound_ = false;
    return failure("put on the disk", name_, why);
  }
  length_ += lines.size();
  return {};
}

void SegmentFile::take_back() {
  const auto length = static_cast<off_t>(length_);
  is_sound_ = ::ftruncate(descriptor_, length) == 0 &&
              ::lseek(descriptor_, length, SEEK_SET) == length && is_sound_;
}

Result<std::uint64_t> cut_torn_line(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) {
    return failure("open", file.string(), errno);
  }
  struct stat about{};

  int why = ::fstat(descriptor, &about) == 0 ? 0 : errno;
  const auto size = static_cast<std::uint64_t>(about.st_size);
  const std::optional<std::uint64_t> end = end_of_lines(descriptor, size);
  if (why == 0 && !end) {
    why = EIO;
  }
  if (why == 0 && *end < size && ::ftruncate(descriptor, static_cast<off_t>(*end)) != 0) {
    why = errno;
  }
  // What a crash of the program left may be in memory only; it is about to be read as good.
  if (why == 0 && ::fsync(descriptor) != 0) {
    why = errno;
  }
  ::close(descriptor);
  if (why != 0) {
    return failure("settle", file.string(), why);
  }
  return *end;
}

}  // namespace throughline::collector
