#pragma once

#include <vector>

#include "collector/segments.hpp"
#include "workflow/collected.hpp"

namespace throughline::server {

/// Segments of the collector as those that import them know them.
[[nodiscard]] std::vector<workflow::CollectedSegment> as_collected(
    const std::vector<collector::Segment>& segments);

}  // namespace throughline::server
