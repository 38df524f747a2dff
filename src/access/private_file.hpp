#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "access/secret.hpp"
#include "base/error.hpp"

namespace throughline::access {

/// Text of a file, or nothing where there is none. Errors: Unavailable; TooLarge above 16 MiB.
[[nodiscard]] Result<std::optional<std::string>> read_private(const std::filesystem::path& file);

/// Replaces a file at once and for good: readers see the old text or the new one, also after the
/// power failed. Only its owner may read it. Errors: DiskFull, Unavailable.
Result<void> replace_private(const std::filesystem::path& file, std::string_view text);

/// Makes a folder that only its owner may enter. Errors: Unavailable.
Result<void> make_private_folder(const std::filesystem::path& folder);

/// The key in a file; made on first use. Errors: CorruptData for a file that is no key, since a new
/// one would end every session.
[[nodiscard]] Result<Key> key_in(const std::filesystem::path& file);

/// Which file a name stands for at the moment; another one, or other content, is another stamp.
struct FileStamp {
  std::uint64_t inode = 0;  ///< 0 = there is none
  std::uint64_t size = 0;
  std::int64_t modified = 0;  ///< nanoseconds
  std::int64_t changed = 0;   ///< nanoseconds

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

[[nodiscard]] FileStamp stamp_of(const std::filesystem::path& file);

/// Keeps other processes from changing the files of a folder, until it goes out of scope.
class FolderLock {
 public:
  /// Waits for it. Errors: Unavailable.
  [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& folder);

  explicit FolderLock(int file) : file_(file) {}

  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

 private:
  int file_;
};

}  // namespace throughline::access
