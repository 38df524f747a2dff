#pragma once

#include <string>
#include <string_view>

#include "plan/check_plan.hpp"

namespace throughline::render {

enum class Colour : bool { Off, On };

/// Findings as compilers print them: code and message, the place, the line with the range
/// underlined, related places and what to do.
[[nodiscard]] std::string findings_text(const plan::CheckedPlan& checked, Colour colour);

/// "2 errors, 1 warning", and what was not checked; one line each.
[[nodiscard]] std::string findings_summary(const plan::CheckedPlan& checked);

/// The same as JSON of version 1; docs/commands/check.md says what it holds.
[[nodiscard]] std::string findings_json(const plan::CheckedPlan& checked);

/// The same as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format).
/// \param version  of the program
[[nodiscard]] std::string findings_sarif(const plan::CheckedPlan& checked,
                                         std::string_view version);

}  // namespace throughline::render
