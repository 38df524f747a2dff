#pragma once

#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "workflow/scope.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// A signal that is a draft of the plan now.
struct Adopted {
  std::string id;              ///< of the tactic
  std::string signal;          ///< its name
  std::filesystem::path file;  ///< where the draft was written
};

/// Writes a draft of a tactic for a signal of the report into the plan: to the end of `tactics:` of
/// a plan of one file, else to adopted.yaml in the plan's folder.
/// Errors: NotFound without a plan, or for a name that is no signal's; those of plan::with_draft().
[[nodiscard]] Result<Adopted> adopt(engine::Engine& store,
                                    const Workspace& workspace,
                                    const Scope& scope,
                                    const std::string& signal);

/// Writes a first plan into a workspace that has none and returns where. Errors: Conflict.
[[nodiscard]] Result<std::filesystem::path> start_plan(const Workspace& workspace, CivilDate as_of);

}  // namespace throughline::workflow
