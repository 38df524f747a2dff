#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/canonical.hpp"
#include "plan/lines.hpp"
#include "plan/model.hpp"

namespace throughline::plan {

/// What a lock freezes, of a tactic or a goal, as far as it is written:
///
///   tactic  hypothesis, measure, decide without its owner, markets (those that hold, whoever names
///           them), and under `metrics` the definition of every metric used
///   goal    metric, baseline, target, by
///
/// Defaults are written out, so that spelling one changes nothing: `hypothesis.until` is
/// `decide.by`, `hypothesis.on` and `measure.kind` follow the measure's metric, a guardrail's
/// margin the metric's. A metric's `unit_margin` counts only where the rule looks at roi, and its
/// dataset by source and time. Nothing for a node of another type.
[[nodiscard]] std::optional<Canonical> lock_terms(const Lines& lines, std::string_view id);

/// Why a node cannot be locked: one reason each, "hypothesis.min_effect is missing". Empty for one
/// that can.
[[nodiscard]] std::vector<std::string> unlockable(const Lines& lines, std::string_view id);

}  // namespace throughline::plan
