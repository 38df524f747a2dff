#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "intake/byte_source.hpp"
#include "intake/read_rows.hpp"
#include "intake/row_format.hpp"

namespace throughline::workflow {

/// Where rows come from, as the settings name it.
struct Feed {
  std::uint32_t number = 0;  ///< stored with each hit; see feed_number()
  std::string source;        ///< id in the settings
};

/// Number of a source: a function of its id, so that the order of the settings does not matter.
[[nodiscard]] std::uint32_t feed_number(std::string_view source_id);

/// A file whose first bytes are known; what was taken from standard input is put back.
struct Opened {
  std::string path;
  std::string name;  ///< kept in the store as the file's; "" = the path
  std::unique_ptr<intake::ByteSource> source;
  intake::Head head;
};

/// Gives the descriptor that the path "-" stands for; asked for only if it is read.
using OpenInput = std::function<Result<int>()>;

/// The one of this process.
[[nodiscard]] inline Result<int> own_input() { return 0; }

/// Opens a file, or standard input for "-". Errors: NotFound, Unavailable, CorruptData.
[[nodiscard]] Result<Opened> open_rows(const std::string& path,
                                       const OpenInput& open_input = own_input);

struct ImportOptions {
  unsigned n_threads = 1;
  std::size_t batch_rows = 512 * 1024;
  intake::BadStart bad_start = intake::BadStart::Refuse;
  std::stop_token stop;
  std::function<void(std::uint64_t rows, std::uint64_t compressed_bytes)> progress;
};

/// What became of one file.
struct Imported {
  std::string file;
  std::string format;
  std::uint64_t lines = 0;  ///< new ones; hits + rejects + blank
  std::uint64_t hits = 0;   ///< rows that were kept, also where they are no hits
  std::uint64_t rejects = 0;
  std::uint64_t blank = 0;
  bool resumed = false;  ///< went on behind what was read before
};

/// Settles what a crash has left: a batch that was announced and whose hits are all there is marked
/// whole; of any other one nothing stays. Call once before importing.
Result<void> settle_batches(engine::Engine& store);

/// Up to which byte a file was read, known by its first bytes; 0 if it was not.
[[nodiscard]] Result<std::uint64_t> imported_length(engine::Engine& store, const std::string& path);

/// Reads what is new in a file of hits or records. A file is known by its first 64 KiB, whatever it
/// is called; one that grew goes on where it stopped, one that did not changes nothing. Rows are
/// written batch by batch, each announced before and marked whole after, so that a kill at any
/// moment loses and doubles nothing.
Result<Imported> import_rows(engine::Engine& store,
                             const Feed& feed,
                             Opened opened,
                             const intake::RowFormat& format,
                             const intake::IntakeRules& rules,
                             const ImportOptions& options);

}  // namespace throughline::workflow
