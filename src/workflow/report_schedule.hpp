#pragma once

#include <optional>

#include "base/time.hpp"
#include "settings/settings.hpp"

namespace throughline::workflow {

/// The day on which the period that holds `today` begins: today, the last Monday, the first of the
/// month. Nothing where no report is wanted. A scheduled report bears this day's name, so that
/// there is one a period, however often it is asked for.
[[nodiscard]] std::optional<CivilDate> report_day(settings::Every every, CivilDate today);

}  // namespace throughline::workflow
