#pragma once

#include <vector>

#include "views/report.hpp"
#include "workflow/scored_window.hpp"

namespace throughline::workflow {

/// What a window has to say, most telling first: what small sources send, what was paid for and
/// left at once, what is too small to see alone, what broke out, what a top-ten list hides; where
/// there is no signal, first of all that. \param report  with its signals and totals filled in
[[nodiscard]] std::vector<views::Finding> find(const ScoredWindow& window,
                                               const views::Report& report);

}  // namespace throughline::workflow
