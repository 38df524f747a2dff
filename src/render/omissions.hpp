#pragma once

#include <string>
#include <vector>

#include "render/numbers.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// What a page about sources leaves out, a marked sentence each; for every output alike.
[[nodiscard]] std::vector<std::string> omissions(const views::Report& report, Language l);

/// What became of the rows read, as one marked sentence.
[[nodiscard]] std::string rows_sentence(const views::Report& report, Language l);

/// Reasons with their counts, largest first; "" where there are none.
[[nodiscard]] std::string refused_reasons(const views::Report& report, Language l);
[[nodiscard]] std::string bot_reasons(const views::Report& report, Language l);

}  // namespace throughline::render
