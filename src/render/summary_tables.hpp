#pragma once

#include <cstddef>

#include "render/numbers.hpp"
#include "render/table.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// All signals, or the first `most` of them.
[[nodiscard]] Table signals_table(const views::Report& report, std::size_t most, Language language);
/// What paid and unpaid channels sent.
[[nodiscard]] Table paid_table(const views::Report& report, Language language);
[[nodiscard]] Table channels_table(const views::Report& report, Language language);
[[nodiscard]] Table feeds_table(const views::Report& report, Language language);

}  // namespace throughline::render
