#pragma once

#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "settings/settings.hpp"
#include "signals/hidden.hpp"
#include "workflow/scores.hpp"

namespace throughline::workflow {

/// Every source of a window scored, as the report tells it and `show` finds its rows again.
struct ScoredWindow {
  std::vector<ChannelTotals> channels;
  ScoredSources domains;
  ScoredSources pages;
  signals::HiddenByTop hidden;  ///< of domains, then pages
};

[[nodiscard]] Result<ScoredWindow> load_window(engine::Engine& store,
                                               const VisitFilter& filter,
                                               const settings::Thresholds& thresholds);

}  // namespace throughline::workflow
