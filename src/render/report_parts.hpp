#pragma once

#include <string>
#include <string_view>

#include "render/numbers.hpp"
#include "schema/estimate.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// The parts of report.html, each appended to the page that is being written.

/// A grade in its square, with its words.
[[nodiscard]] std::string grade_mark(schema::Grade grade, Language l);

/// Title of a part and one sentence on how to read it.
void add_caption(std::string& out, std::string_view title, std::string_view sentence);

void add_headline(std::string& out, const views::Report& report, Language l);
void add_key_figures(std::string& out, const views::Report& report, Language l);
void add_findings(std::string& out, const views::Report& report, Language l);
void add_missing(std::string& out, const views::Report& report, Language l);

/// All sources as a plot, with its legend and its labelled marks as a table.
void add_source_plot(std::string& out, const views::Report& report, Language l);

void add_paid_beside_unpaid(std::string& out, const views::Report& report, Language l);
void add_bounces(std::string& out, const views::Report& report, Language l);

void add_signals(std::string& out, const views::Report& report, Language l);
void add_omissions(std::string& out, const views::Report& report, Language l);
void add_health(std::string& out, const views::Report& report, Language l);
void add_definitions(std::string& out, Language l);

}  // namespace throughline::render
