#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// A file that belongs into a backup.
struct BackupFile {
  std::filesystem::path path;
  std::string name;  ///< as it lies below the workspace's folder
};

/// The files of a workspace that cannot be made again: settings, plan and lock, the table of rates,
/// and all of `.throughline` but the store, locks, sockets and what is being written. In byte order
/// of name. What lies outside of the folder is left out.
[[nodiscard]] Result<std::vector<BackupFile>> backup_files(const Workspace& workspace);

/// The bytes up to and with the last line end. Errors: Unavailable.
[[nodiscard]] Result<std::uint64_t> size_of_whole_lines(const std::filesystem::path& file);

}  // namespace throughline::workflow
