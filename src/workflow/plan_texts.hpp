#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "plan/check_plan.hpp"
#include "plan/diff.hpp"
#include "workflow/plan_facts.hpp"
#include "workflow/plan_files.hpp"

namespace throughline::workflow {

/// The plan as texts that somebody may change: files named as they lie beside the plan.
struct PlanTexts {
  std::optional<std::filesystem::path> at;  ///< the file, or the folder; absent = no plan yet
  std::vector<plan::SourceFile> files;
  std::string hash;  ///< of names and texts: who saves tells what was changed
};

/// Reads them. Errors: those of find_plan() and read_plan_files().
[[nodiscard]] Result<PlanTexts> load_plan_texts(const Workspace& workspace);

/// Of any files, in any order.
[[nodiscard]] std::string hash_of(std::vector<plan::SourceFile> files);

/// Holds texts against every rule, as if they were the plan of the workspace.
/// Errors: those of load_lock().
[[nodiscard]] Result<plan::CheckedPlan> check_texts(const Workspace& workspace,
                                                    std::vector<plan::SourceFile> files,
                                                    CivilDate as_of);

/// Compares texts with what is saved. Errors: CorruptData where either is no YAML.
[[nodiscard]] Result<plan::PlanDiff> diff_texts(const Workspace& workspace,
                                                const std::vector<plan::SourceFile>& files);

/// Replaces the files that differ, each at once; files that are not named stay as they are.
/// Errors: Conflict where the plan is no longer the one of `base_hash`; InvalidArgument for a name
/// that is not that of a file of the plan, nor of a new *.yaml in its folder; CorruptData for what
/// is no YAML, which nobody could read afterwards.
[[nodiscard]] Result<PlanTexts> save_plan_texts(const Workspace& workspace,
                                                const std::vector<plan::SourceFile>& files,
                                                std::string_view base_hash);

}  // namespace throughline::workflow
