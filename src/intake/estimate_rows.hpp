#pragma once

#include "intake/record_kind.hpp"
#include "schema/estimate.hpp"

namespace throughline::intake {

/// Estimates: `metric`, a window, an effect with its interval, `grade` and `method`, about one
/// tactic, link or pair; docs/money.md says what each column holds. A grade above the best of its
/// method is lowered, with a caveat.
[[nodiscard]] const RecordKind& estimate_kind();

/// Reads one estimate. Reasons: Missing, Time (a window that ends before it begins), Number,
/// Interval, Method, Grade, Scale.
[[nodiscard]] Read<schema::Estimate> read_estimate(Cells cells, const CellRules& rules);

}  // namespace throughline::intake
