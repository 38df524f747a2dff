#pragma once

#include <cstdint>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "views/figure.hpp"
#include "workflow/sources.hpp"

namespace throughline::workflow {

/// How many visits a figure counts.
[[nodiscard]] Result<std::uint64_t> count_behind(engine::Engine& store,
                                                 const views::FigureId& figure,
                                                 const VisitFilter& filter);

/// The visits that a figure counts, oldest first; columns as in sql/figure_rows.sql.
[[nodiscard]] Result<engine::Batch> rows_behind(engine::Engine& store,
                                                const views::FigureId& figure,
                                                const VisitFilter& filter,
                                                std::uint64_t offset,
                                                std::uint64_t limit);

}  // namespace throughline::workflow
