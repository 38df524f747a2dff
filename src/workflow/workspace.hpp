#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "intake/visitor.hpp"
#include "settings/settings.hpp"

namespace throughline::workflow {

inline constexpr const char* kSettingsFile = "throughline.yaml";

/// A folder with a `throughline.yaml`, and what it says.
struct Workspace {
  std::filesystem::path folder;
  std::string name;  ///< from the settings, else the folder's
  settings::Settings settings;

  [[nodiscard]] std::filesystem::path hidden() const { return folder / ".throughline"; }

  [[nodiscard]] std::filesystem::path store_folder() const { return hidden() / "store"; }

  /// Where the process that holds the store can be asked.
  [[nodiscard]] std::filesystem::path socket() const { return hidden() / "socket"; }

  [[nodiscard]] std::filesystem::path report() const { return folder / "report.html"; }
};

/// The nearest folder upward from `start` that has settings, or nothing.
[[nodiscard]] std::optional<std::filesystem::path> find_workspace(
    const std::filesystem::path& start);

/// Reads the settings of a folder. Errors: NotFound without settings there; InvalidArgument with
/// every mistake and its place.
[[nodiscard]] Result<Workspace> open_workspace(const std::filesystem::path& folder);

/// Makes a folder a workspace: settings to start from, and a `.gitignore` for what must not be
/// shared. Errors: Conflict if it is one already.
Result<void> init_workspace(const std::filesystem::path& folder);

/// The key that turns addresses into visitors' numbers; made on first use, readable by its owner
/// alone. Errors: CorruptData if the file was damaged, since a new key would make everybody a
/// stranger.
[[nodiscard]] Result<intake::VisitorKey::Bytes> workspace_key(const Workspace& workspace);

/// Opens the engine that the settings name; makes the database on a server where it is missing.
[[nodiscard]] Result<std::unique_ptr<engine::Engine>> open_engine(const Workspace& workspace);

/// Opens the store that the settings name and brings it up to this version. Errors: Held if
/// another process holds it; Unavailable if the server cannot be reached.
[[nodiscard]] Result<std::unique_ptr<engine::Engine>> open_store(const Workspace& workspace);

/// Removes the store with everything in it. Errors: Held if another process holds it.
Result<void> remove_store(const Workspace& workspace);

/// Files that a source's path names, sorted; globs are resolved in the workspace's folder.
/// A path without glob is returned as it is, so that its absence is told by whoever reads it.
[[nodiscard]] std::vector<std::string> files_of(const Workspace& workspace,
                                                const settings::Source& source);

/// Text of a whole file. Errors: NotFound, Unavailable.
[[nodiscard]] Result<std::string> read_text(const std::filesystem::path& file);
/// Replaces a file at once: readers see the old text or the new one. Errors: DiskFull, Unavailable.
Result<void> write_text(const std::filesystem::path& file, std::string_view text);

}  // namespace throughline::workflow
