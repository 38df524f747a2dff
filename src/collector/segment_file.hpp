#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace throughline::collector {

inline constexpr std::string_view kSegmentExtension = ".jsonl";

/// One open segment. Bytes are either on the disk for good or taken back.
class SegmentFile {
 public:
  /// Makes the file with its first line, and puts both it and its name on the disk.
  /// Errors: DiskFull, Unavailable; then nothing is left of it.
  [[nodiscard]] static Result<SegmentFile> create(const std::filesystem::path& file,
                                                  std::string_view first_line);

  SegmentFile(SegmentFile&& other) noexcept;
  SegmentFile& operator=(SegmentFile&& other) noexcept;
  SegmentFile(const SegmentFile&) = delete;
  SegmentFile& operator=(const SegmentFile&) = delete;
  ~SegmentFile();

  /// Writes whole lines and waits until they are on the disk. After an error the file is as it was
  /// before, and is_sound() tells whether it may be written on.
  /// Errors: DiskFull; Unavailable.
  Result<void> append(std::string_view lines);

  [[nodiscard]] std::uint64_t length() const { return length_; }

  /// False once it is not known what lies behind length(): a file system that failed to write may
  /// have forgotten what it was to write.
  [[nodiscard]] bool is_sound() const { return is_sound_; }

 private:
  SegmentFile(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

  void take_back();

  int descriptor_ = -1;
  std::string name_;
  std::uint64_t length_ = 0;
  bool is_sound_ = true;
};

/// Cuts off what stands behind the last line end of a file, and puts the rest on the disk.
/// \returns the length that is left
Result<std::uint64_t> cut_torn_line(const std::filesystem::path& file);

}  // namespace throughline::collector
