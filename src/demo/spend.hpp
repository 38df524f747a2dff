#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "demo/month_file.hpp"

namespace throughline::demo {

/// Share of the cash in spend.csv that belongs to no tactic of the plan.
inline constexpr double kUnmappedShare = 0.07;

/// day, market, channel, campaign, cost, impressions, clicks; a row for every campaign, market and
/// day, and one a week of what nobody clicks. Clicks are the visits that the logs have of a
/// campaign, and the few that never arrived. Bids follow sales: after a week in which a market
/// bought more than usual, a click costs more there, so that cost and sales go together without one
/// making the other. What belongs to no tactic is kUnmappedShare of all.
[[nodiscard]] std::string spend_csv(std::uint64_t seed,
                                    double scale,
                                    const std::vector<MonthFile>& files,
                                    std::span<const Order> orders);

}  // namespace throughline::demo
