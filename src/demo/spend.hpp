#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "demo/month_file.hpp"

namespace throughline::demo {

/// day, market, channel, campaign, cost, impressions, clicks; a row for every campaign, market and
/// day. Clicks are the visits that the logs have of a campaign, and the few that never arrived.
/// Bids follow sales: after a week in which a market bought more than usual, a click costs more
/// there, so that cost and sales go together without one making the other.
[[nodiscard]] std::string spend_csv(std::uint64_t seed,
                                    const std::vector<MonthFile>& files,
                                    std::span<const Order> orders);

}  // namespace throughline::demo
