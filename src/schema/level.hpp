#pragma once

#include <string>

#include "schema/estimate.hpp"

namespace throughline::schema {

/// The level at which verdicts are given from their date on.
inline constexpr double kVerdictLevel = 0.90;
/// The level before that date: every run looks again, and each look could be a false alarm.
inline constexpr double kLookLevel = 0.995;

/// kLookLevel before `by`, kVerdictLevel from that day on.
[[nodiscard]] double level_on(CivilDate as_of, CivilDate by);

/// Stretches or shrinks an interval to another level, as if each side were that of a normal curve:
/// distance of an end from the value · z((1 + to)/2) / z((1 + from)/2). Levels outside (0, 1) leave
/// it as it is.
[[nodiscard]] Interval rescale_level(const Interval& interval, double level);

/// The same for an estimate: adds the caveat and names it anew. Unchanged at its own level.
[[nodiscard]] Estimate rescale_level(Estimate estimate, double level);

/// Half the width of an interval over the normal quantile of its level: its standard error, if it
/// were a normal curve.
[[nodiscard]] double standard_error_of(const Interval& interval);

}  // namespace throughline::schema
