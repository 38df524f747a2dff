#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "plan/lint_context.hpp"
#include "plan/lock.hpp"
#include "plan/read_plan.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// A plan on the disk, as far as it can be read.
struct LoadedPlan {
  std::filesystem::path at;  ///< the file, or the folder
  plan::Reading reading;

  [[nodiscard]] bool is_folder() const { return std::filesystem::is_directory(at); }

  /// Where the file of a place stands.
  [[nodiscard]] std::filesystem::path path_of(const plan::SourceFile& file) const;
  /// plan.lock, which lies beside the plan.
  [[nodiscard]] std::filesystem::path lock_path() const;
};

/// The plan's file or folder: what the settings name, else plan.yaml, else plan/. Nothing if there
/// is none. Errors: NotFound if the settings name something that is not there.
[[nodiscard]] Result<std::optional<std::filesystem::path>> find_plan(const Workspace& workspace);

/// Texts of a plan: of one file, or of every *.yaml in and below a folder, in byte order of path.
/// Each is named as it lies below `base`. Errors: NotFound for a folder without any; those of
/// read_text().
[[nodiscard]] Result<std::vector<plan::SourceFile>> read_plan_files(
    const std::filesystem::path& at, const std::filesystem::path& base);

/// What the settings say that a plan may name.
[[nodiscard]] plan::ReadContext read_context(const settings::Settings& settings);

/// What the settings say that the rules go by: limits, and kinds of sources. Neither a day nor a
/// lock nor data.
[[nodiscard]] plan::LintContext lint_context(const settings::Settings& settings);

/// Reads the plan of a workspace; nothing if it has none. What is wrong with its form is in
/// `reading`.
[[nodiscard]] Result<std::optional<LoadedPlan>> load_plan(const Workspace& workspace);

/// The same for commands that cannot do without. Errors: NotFound, with the command that writes a
/// first plan; CorruptData for a plan of which a file is no YAML.
[[nodiscard]] Result<LoadedPlan> need_plan(const Workspace& workspace);

/// The lock beside a plan; empty if there is none yet. Errors: those of plan::read_lock().
[[nodiscard]] Result<plan::Lock> load_lock(const LoadedPlan& loaded);

/// Replaces a file of the plan at once and leaves what it is otherwise: its permissions, and where
/// its name leads if it is a link. Errors: those of write_text().
Result<void> rewrite_text(const std::filesystem::path& file, std::string_view text);

}  // namespace throughline::workflow
