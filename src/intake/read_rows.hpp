#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "base/error.hpp"
#include "intake/batch.hpp"
#include "intake/byte_source.hpp"
#include "intake/row_format.hpp"

namespace throughline::intake {

/// What becomes of a source most of whose first rows are bad.
enum class BadStart : std::uint8_t {
  Refuse,      ///< it is something else altogether
  Quarantine,  ///< it is what it is said to be; its bad rows are quarantined like any others
};

struct ReadOptions {
  std::uint64_t start_offset =
      0;                         ///< decompressed bytes that were skipped before, with skip_bytes()
  std::string start_tail;        ///< what skip_bytes() gave
  std::uint64_t start_line = 0;  ///< lines that were read before
  std::size_t batch_rows = 512 * 1024;        ///< a batch is handed on before it would hold more
  std::size_t block_bytes = 2 * 1024 * 1024;  ///< unit of work of a thread
  BadStart bad_start = BadStart::Refuse;
  unsigned n_threads = 1;  ///< parsers beside the caller; 0 = the caller parses itself
  std::stop_token stop;
  std::function<void(std::uint64_t rows, std::uint64_t compressed_bytes)> progress;
};

/// Reads the rows of a source into batches of hits, in the order of the source and in bounded
/// memory. What is handed on does not depend on the number of threads.
///
/// A last row without an end is taken if it can be read and left for later if not: a server may
/// still be writing it. Compressed sources do not grow; there it is refused like any other.
/// Errors: those of the source and of the sink; CorruptData if most of the first block's rows are
/// bad; Cancelled.
[[nodiscard]] Result<void> read_rows(ByteSource& source,
                                     const IntakeRules& rules,
                                     const RowFormat& format,
                                     const ReadOptions& options,
                                     const BatchSink& sink);

}  // namespace throughline::intake
