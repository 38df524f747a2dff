#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "intake/byte_source.hpp"

namespace throughline::intake {

/// A stretch of whole rows.
struct Block {
  std::string bytes;
  std::uint64_t offset = 0;  ///< of its first byte in the decompressed source
  std::uint64_t length = 0;  ///< bytes of the source it stands for: more than bytes.size() where a
                             ///< line was too long to keep
  std::uint64_t tail = 0;    ///< hash of the 4 KiB before its end
  bool terminated = true;    ///< false: the last row of the source, without an end
};

/// How many of the bytes are whole rows, where a row begins at the first; 0 if none is whole. More
/// bytes never change where the rows before them end.
using RowCut = std::function<std::size_t(std::string_view bytes)>;

/// A line is a row.
[[nodiscard]] std::size_t cut_lines(std::string_view bytes);

struct BlockOptions {
  RowCut cut = cut_lines;
  std::size_t bytes = 0;     ///< of a block
  std::uint64_t offset = 0;  ///< of the source's first byte, where some were skipped
  std::string tail;          ///< what skip_bytes() gave
};

/// Cuts a source into blocks at the ends of rows. A line longer than a block keeps only its start,
/// so that memory is bounded whatever comes.
class BlockReader {
 public:
  BlockReader(ByteSource& source, BlockOptions options);

  /// The next block; an empty one at the end.
  Result<Block> next();

 private:
  Result<bool> fill(std::string& bytes);
  Result<std::uint64_t> drop_to_line_end();
  void remember(std::string_view bytes);

  ByteSource& source_;
  RowCut cut_;
  std::size_t block_bytes_;
  std::uint64_t offset_;
  std::string tail_;
  std::string carry_;
  bool first_ = true;
  bool ended_ = false;
};

}  // namespace throughline::intake
