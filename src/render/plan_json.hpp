#pragma once

#include <string>
#include <vector>

#include "plan/check_plan.hpp"
#include "plan/lock.hpp"

namespace throughline::render {

/// A plan for an editor, in the form "throughline.plan/1": its files, what was locked, and what the
/// rules find, as findings_json() has it. \param hash  that who saves gives back
[[nodiscard]] std::string plan_json(const std::vector<plan::SourceFile>& files,
                                    const std::string& hash,
                                    const plan::Lock& lock,
                                    const plan::CheckedPlan& checked);

}  // namespace throughline::render
