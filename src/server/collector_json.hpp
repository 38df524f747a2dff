#pragma once

#include <string>
#include <vector>

#include "collector/collector.hpp"
#include "settings/settings.hpp"

namespace throughline::server {

/// What the Data page tells of the collector: {"on", "sites", "accepted", "refused_by_reason",
/// "refused_origins", "malformed", "not_stored", "passing", "waiting"}.
[[nodiscard]] std::string collector_json(const collector::CollectorCounts& counts,
                                         const std::vector<settings::Site>& sites);

}  // namespace throughline::server
