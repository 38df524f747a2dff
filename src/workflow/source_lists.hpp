#pragma once

#include <vector>

#include "base/error.hpp"
#include "engine/batch.hpp"
#include "views/figure.hpp"
#include "views/report.hpp"
#include "workflow/scored_window.hpp"
#include "workflow/visit_set.hpp"

namespace throughline::workflow {

/// The visits of a set that only scoring knows: Small, Top, BelowTop, Sources, Untested, Signals or
/// a Pool. Errors: NotFound for a pool that there is none of.
[[nodiscard]] Result<VisitSet> visits_of_set(const views::FigureId& figure,
                                             const ScoredWindow& window,
                                             const std::vector<views::SignalRow>& signals);

/// The sources of such a set, one a row, with what was counted for each.
[[nodiscard]] Result<engine::Batch> sources_of_set(const views::FigureId& figure,
                                                   const ScoredWindow& window,
                                                   const std::vector<views::SignalRow>& signals);

/// The months in which a signal or a pool was above the bar. Errors: NotFound for any other figure.
[[nodiscard]] Result<engine::Batch> months_better(const views::FigureId& figure,
                                                  const ScoredWindow& window,
                                                  const std::vector<views::SignalRow>& signals);

}  // namespace throughline::workflow
