#pragma once

#include <string>
#include <string_view>

#include "plan/diff.hpp"

namespace throughline::render {

/// A diff of two plans as people read it: a mark (+ ~ - -/+) a node, and below it what changed,
/// from old to new; long texts on lines of their own. The last line counts.
/// \param color  the marks are coloured
[[nodiscard]] std::string plan_diff_text(const plan::PlanDiff& diff, bool color);

/// {"schema": "throughline.diff/1", "before": …, "after": …, "counts": {…}, "nodes": [{"change",
/// "type", "id", "name", "fields": [{"class", "key", "before", "after"}]}]}; docs/commands/diff.md.
/// \param before  what was compared, as it was named
[[nodiscard]] std::string plan_diff_json(const plan::PlanDiff& diff,
                                         std::string_view before,
                                         std::string_view after);

}  // namespace throughline::render
