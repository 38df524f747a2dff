#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "views/report.hpp"
#include "workflow/scored_window.hpp"

namespace throughline::workflow {

/// Every signal and pool of a window, largest first; nothing is told twice.
[[nodiscard]] std::vector<views::SignalRow> signal_rows(const ScoredWindow& window);

/// Every source as a mark of the plot, largest first; of those the first `labels` that have a name
/// are labelled.
[[nodiscard]] std::vector<views::SourceMark> marks_of(const ScoredWindow& window,
                                                      std::size_t labels);

/// A breakout that is likely enough to be told.
[[nodiscard]] views::Trend trend_of(const signals::SourceScore& score);

/// The landing page on which most of these sources' visits start, "" if none is known.
[[nodiscard]] std::string common_landing(const schema::SourceTable& table,
                                         std::span<const std::uint32_t> rows);

}  // namespace throughline::workflow
