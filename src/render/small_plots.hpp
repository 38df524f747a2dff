#pragma once

#include <string>

#include "render/numbers.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// Bars of engaged visits, one a month, those above the bar in colour; each is a figure.
[[nodiscard]] std::string months_plot(const views::SignalRow& row,
                                      MonthIndex first_month,
                                      Language language);

/// An interval on a scale from 0 to 100%, hollow since it is no cause, with the site's share.
[[nodiscard]] std::string share_plot(const schema::Interval& share, double site_share);

}  // namespace throughline::render
