#pragma once

#include <cstdint>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "views/figure.hpp"

namespace throughline::workflow {

/// How many rows as they were read a figure has: of Rows, a Feed, or a Quarantine reason. Errors:
/// InvalidArgument for a measure that read rows do not have.
[[nodiscard]] Result<std::uint64_t> count_read(engine::Engine& store,
                                               const views::FigureId& figure);

/// Hits for `.kept`, refused rows with their place for `.quarantined`; for all else the files with
/// what became of their rows, since blank rows are counted and not kept.
[[nodiscard]] Result<engine::Batch> list_read(engine::Engine& store,
                                              const views::FigureId& figure,
                                              std::uint64_t offset,
                                              std::uint64_t limit);

}  // namespace throughline::workflow
