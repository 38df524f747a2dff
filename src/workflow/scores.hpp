#pragma once

#include <span>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "schema/source_table.hpp"
#include "settings/settings.hpp"
#include "signals/hidden.hpp"
#include "signals/score.hpp"
#include "workflow/sources.hpp"

namespace throughline::workflow {

/// Every source of one kind with what was counted for it and how it was scored.
struct ScoredSources {
  schema::SourceTable table;
  signals::ScoredTable scored;
};

/// What the domain of signals needs of the channels.
[[nodiscard]] std::vector<signals::ChannelVisits> visits_of(
    std::span<const ChannelTotals> channels);

/// Reads and scores every source of one kind. \param channels  of the same filter: what paid visits
/// and the site as a whole are compared with
[[nodiscard]] Result<ScoredSources> load_scored(engine::Engine& store,
                                                schema::SourceKind kind,
                                                const VisitFilter& filter,
                                                std::span<const ChannelTotals> channels,
                                                const settings::Thresholds& thresholds);

}  // namespace throughline::workflow
