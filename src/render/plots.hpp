#pragma once

#include <string>
#include <vector>

#include "render/numbers.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// SVG pictures, one string each, drawn with the variables of web/styles/tokens.css.

/// Every source by visits a month (log) and the share of its visits that engage. Thousands of
/// marks are drawn as marks: those at the same place once.
[[nodiscard]] std::string volume_quality_plot(const views::Report& report,
                                              Language language,
                                              bool narrow);

/// Bars of one value a month, those above the bar in colour.
[[nodiscard]] std::string months_plot(const views::SignalRow& row, Language language);

/// An interval on a scale from 0 to 100%, hollow since it is no cause, with the site's share.
[[nodiscard]] std::string share_plot(const schema::Interval& share, double site_share);

/// Paid beside unpaid, each row on its own scale.
[[nodiscard]] std::string paid_beside_unpaid_plot(const views::Report& report, Language language);

/// The token of a channel's colour: "--c-paid-social".
[[nodiscard]] std::string_view colour_of(schema::Channel channel);

}  // namespace throughline::render
