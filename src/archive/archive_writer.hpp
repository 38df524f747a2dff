#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"

namespace throughline::archive {

/// Writes files into one: tar, compressed by zstd with a checksum. Until finish() it has another
/// name (FILE.part), so that FILE is whole whenever it is there. Only its owner may read it.
class Writer {
 public:
  /// \param at  time of the entries. Errors: Unavailable, DiskFull.
  [[nodiscard]] static Result<Writer> create(std::filesystem::path file, Seconds at);

  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;
  /// Removes what was not finished.
  ~Writer();

  /// Adds a file with this content. Errors: CorruptData for a name that check_entry_name() refuses;
  /// DiskFull, Unavailable.
  Result<void> add(std::string_view name, std::string_view content);

  /// Adds the first `size` bytes of a file on the disk, which may grow meanwhile. Errors:
  /// Unavailable if it is shorter.
  Result<void> add_file(std::string_view name,
                        const std::filesystem::path& source,
                        std::uint64_t size);

  /// Puts everything on the disk and gives it its name. Errors: DiskFull, Unavailable.
  Result<void> finish();

  [[nodiscard]] std::uint64_t n_bytes() const;  ///< written so far, compressed

 private:
  struct State;
  explicit Writer(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace throughline::archive
