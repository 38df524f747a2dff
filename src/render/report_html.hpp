#pragma once

#include <string>

#include "render/numbers.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// The report as one file: no script, no resource from outside, light and dark, wide and narrow,
/// and exactly two A4 pages in print.
[[nodiscard]] std::string report_html(const views::Report& report, Language language);

}  // namespace throughline::render
