#pragma once

#include <string>

#include "render/numbers.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// Every source by visits a month (log) and the share of its visits that engage, as SVG. Thousands
/// of marks are drawn as marks; those at the same place once.
[[nodiscard]] std::string source_plot(const views::Report& report, Language language, bool narrow);

}  // namespace throughline::render
