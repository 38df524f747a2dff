#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "plan/lock.hpp"
#include "workflow/plan_files.hpp"

namespace throughline::workflow {

/// Locks what plan::lock_nodes() finds and appends it to plan.lock at once: readers, and a crash,
/// see all of it or none. Of two processes one waits for the other.
/// Errors: those of plan::lock_nodes(), load_lock() and write_text().
[[nodiscard]] Result<plan::Locking> lock_plan(const LoadedPlan& loaded,
                                              const std::vector<std::string>& ids,
                                              plan::Trial trial,
                                              CivilDate at);

}  // namespace throughline::workflow
