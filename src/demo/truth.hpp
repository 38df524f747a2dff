#pragma once

#include <string>
#include <vector>

#include "demo/demo.hpp"
#include "demo/events.hpp"
#include "demo/month_file.hpp"

namespace throughline::demo {

/// What every origin sent in each month, over all servers; [kMonths][n_origins].
using OriginMonths = std::vector<std::vector<OriginCounts>>;

/// truth.json, which only tests read; docs/demo.md says what stands in it.
[[nodiscard]] std::string truth_json(const std::vector<MonthFile>& files,
                                     const OriginMonths& months,
                                     const std::vector<Origin>& origins,
                                     const EventCounts& events,
                                     const DemoOptions& options);

}  // namespace throughline::demo
