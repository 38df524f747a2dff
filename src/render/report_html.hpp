#pragma once

#include <string>

#include "render/numbers.hpp"
#include "views/ledger.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// The report as one file: no script, no resource from outside, light and dark, wide and narrow,
/// and exactly two A4 pages in print.
[[nodiscard]] std::string report_html(const views::Report& report, Language language);

/// The report of a workspace with a plan: first money, outcomes, decisions and verdicts, then
/// signals; behind these two sources, the plan as a plan, and a page for each tactic. A ledger
/// without a tree gives the report above, with what the ledger misses.
[[nodiscard]] std::string report_html(const views::Report& report,
                                      const views::Ledger& ledger,
                                      Language language);

}  // namespace throughline::render
