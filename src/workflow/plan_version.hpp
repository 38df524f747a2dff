#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "plan/read_plan.hpp"

namespace throughline::workflow {

/// Where versions of a plan are looked for.
struct VersionPlace {
  std::filesystem::path folder;  ///< a folder of the repository, from which relative paths start
  std::filesystem::path plan;    ///< what a revision without a path means; empty = not known
  std::string currency = "EUR";  ///< of plans that name none
};

/// Reads a version of a plan. A name is
///   - a file, or a folder of *.yaml; a workspace stands for its plan
///   - REVISION:PATH of Git, the path from the top of the repository: main:plan.yaml
///   - REVISION: the plan as it was then, be it a file or a folder
/// Errors: NotFound with what was looked for; CorruptData for one that is no YAML.
[[nodiscard]] Result<plan::Plan> plan_version(const VersionPlace& place, const std::string& name);

/// Revisions that changed the plan, newest first.
/// Errors: those of run_git().
[[nodiscard]] Result<std::vector<std::string>> revisions_of(const VersionPlace& place,
                                                            std::size_t most);

}  // namespace throughline::workflow
