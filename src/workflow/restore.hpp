#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "base/time.hpp"

namespace throughline::workflow {

/// What was brought back.
struct RestoredSums {
  std::string workspace;  ///< its name
  Seconds at = 0;         ///< when the backup was made
  std::size_t n_files = 0;
  std::uint64_t n_rows = 0;
  bool has_store = true;
};

/// Makes a folder the workspace that an archive of back_up() holds. The rows of each table are
/// counted again. Until everything is there the folder has another name beside it, so that it is
/// whole or not there. An archive of an older program is brought up to this one.
/// Errors: Conflict if the folder is there and not empty, or the archive is of a newer program;
/// CorruptData if it is none or not whole; DiskFull, Unavailable.
[[nodiscard]] Result<RestoredSums> restore(const std::filesystem::path& file,
                                           const std::filesystem::path& folder);

}  // namespace throughline::workflow
