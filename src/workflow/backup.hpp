#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// What a backup holds.
struct BackupSums {
  std::size_t n_files = 0;
  std::uint64_t n_rows = 0;   ///< of all tables
  std::uint64_t n_bytes = 0;  ///< of the archive
  bool has_store = true;      ///< false: the rows lie on a server, which is backed up by itself
};

/// Writes a workspace into one archive: settings, plan and lock, everything in `.throughline` but
/// the engine's own files, and every table of an embedded store. Rows are taken out and put back as
/// rows, so that any version of the engine reads them. Nobody may change the store meanwhile.
/// Collected events come before the rows: one that moves over in between is then in both, and
/// importing again changes nothing.
/// Errors: those of archive::Writer and of the engine; then `file` is as it was before.
[[nodiscard]] Result<BackupSums> back_up(engine::Engine& store,
                                         const Workspace& workspace,
                                         const std::filesystem::path& file,
                                         Seconds now);

}  // namespace throughline::workflow
