#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "settings/settings.hpp"

namespace throughline::workflow {

/// A sentence for every two sources of different kinds that tell of one site at the same time: a
/// person seen by both is two visitors, since a log and a script know people by different names.
/// Several logs of a site are servers that share its visits, and fine.
[[nodiscard]] Result<std::vector<std::string>> overlapping_sources(
    engine::Engine& store, const settings::Settings& settings);

}  // namespace throughline::workflow
