#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace throughline::intake {

/// Decompressed bytes of a file or of standard input, read once from the start.
/// gz (several members too) and zstd are known by their first bytes, not by their names.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Fills as much of the buffer as there is; less than asked for only at the end.
  /// Errors: CorruptData where compressed bytes are broken or cut off, Unavailable if unreadable.
  virtual Result<std::size_t> read(std::span<char> buffer) = 0;

  /// Bytes of the file on disk read so far, and all of them; 0 where not known (stdin).
  [[nodiscard]] virtual std::uint64_t compressed_position() const = 0;
  [[nodiscard]] virtual std::uint64_t compressed_size() const = 0;
  [[nodiscard]] virtual std::string_view encoding() const = 0;  ///< "plain", "gz", "zstd"
  [[nodiscard]] virtual const std::string& name() const = 0;
  /// Goes to a place without reading what lies before, where that is possible; only before any
  /// read.
  [[nodiscard]] virtual bool seek(std::uint64_t offset);
};

/// Opens a file, or for "-" the descriptor that is standard input. Errors: NotFound, Unavailable.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_bytes(const std::string& path,
                                                             int standard_input = 0);

/// The same source with bytes put back in front that were already taken from it.
[[nodiscard]] std::unique_ptr<ByteSource> put_back(std::string head,
                                                   std::unique_ptr<ByteSource> source);

/// The first `length` bytes of a source, as if it ended there: for a file that somebody is still
/// writing, and whose last bytes may be taken back. `length` counts decompressed bytes.
[[nodiscard]] std::unique_ptr<ByteSource> first_bytes(std::uint64_t length,
                                                      std::unique_ptr<ByteSource> source);

/// Bytes that are already in memory; for tests and for samples. The text must outlive the source.
[[nodiscard]] std::unique_ptr<ByteSource> bytes_of(std::string_view text);

inline constexpr std::size_t kHeadBytes = 64 * 1024;
inline constexpr std::size_t kTailBytes = 4 * 1024;

/// Reads and drops `length` bytes. \returns the last (at most) 4 KiB of them; an empty text if the
/// source is shorter.
[[nodiscard]] Result<std::string> skip_bytes(ByteSource& source, std::uint64_t length);

/// What makes a file itself, whatever it is called: its first 64 KiB decompressed.
struct Head {
  std::string bytes;  ///< at most kHeadBytes

  /// Hash of the first `length` bytes (all of a head that is shorter).
  [[nodiscard]] std::uint64_t identity(std::uint64_t length = kHeadBytes) const;
};

/// Reads the head of a file by opening it once more. For stdin the head is empty.
[[nodiscard]] Result<Head> read_head(const std::string& path);

}  // namespace throughline::intake
