#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "intake/byte_source.hpp"

namespace throughline::intake {

/// A stretch of whole lines.
struct Block {
  std::string bytes;
  std::uint64_t offset = 0;  ///< of its first byte in the decompressed source
  std::uint64_t length = 0;  ///< bytes of the source it stands for: more than bytes.size() where a
                             ///< line was too long to keep
  std::uint64_t tail = 0;    ///< hash of the 4 KiB before its end
  bool terminated = true;    ///< false: the last line of the source, without an end
};

/// Cuts a source into blocks at the ends of lines. A line longer than a block keeps only its start,
/// so that memory is bounded whatever comes.
class BlockReader {
 public:
  BlockReader(ByteSource& source, std::size_t block_bytes, std::uint64_t offset, std::string tail);

  /// The next block; an empty one at the end.
  Result<Block> next();

 private:
  Result<bool> fill(std::string& bytes);
  Result<std::uint64_t> drop_to_line_end();
  void remember(std::string_view bytes);

  ByteSource& source_;
  std::size_t block_bytes_;
  std::uint64_t offset_;
  std::string tail_;
  std::string carry_;
  bool first_ = true;
  bool ended_ = false;
};

}  // namespace throughline::intake
