#include "demo/tables.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <tuple>

#include "base/random.hpp"
#include "demo/people.hpp"
#include "demo/site.hpp"
#include "demo/traffic.hpp"

namespace throughline::demo {
namespace {

constexpr Seconds kDay = 86'400;

// What a campaign gets on a day: more after weeks that sold well, since budgets follow sales.
double budget_factor(std::uint64_t seed, std::size_t campaign, std::int64_t day, int month) {
  Rng noise(seed, "demo budget", static_cast<std::uint64_t>(day) * 64 + campaign);
  Rng sales(seed, "demo sales", static_cast<std::uint64_t>((day - 7) / 7));
  return season(std::max(0, month)) * (0.8 + 0.4 * sales.uniform()) *
         std::exp(0.15 * noise.normal());
}

}  // namespace

std::string orders_csv(std::vector<Order> orders) {
  std::sort(orders.begin(), orders.end(), [](const Order& a, const Order& b) {
    return std::tie(a.at, a.market, a.customer) < std::tie(b.at, b.market, b.customer);
  });
  std::string out = "order,at,market,customer,amount,currency\n";
  std::uint64_t number = 100'000;
  for (const Order& order : orders) {
    fmt::format_to(std::back_inserter(out),
                   "{},{},{},c{:x},{}.{:02},{}\n",
                   ++number,
                   format_timestamp(order.at),
                   kMarkets[static_cast<std::size_t>(order.market)].id,
                   order.customer,
                   order.minor / 100,
                   order.minor % 100,
                   order.market == 0 ? "EUR" : "BRL");
  }
  return out;
}

std::string spend_csv(std::uint64_t seed, double scale) {
  std::string out = "day,market,channel,campaign,cost,impressions,clicks\n";
  for (int month = 0; month < kMonths; ++month) {
    const std::int64_t first = start_of_month(month, {.offset_seconds = 0}) / kDay;
    const std::int64_t end = start_of_month(month + 1, {.offset_seconds = 0}) / kDay;
    for (std::int64_t day = first; day < end; ++day) {
      for (std::size_t c = 0; c < campaigns().size(); ++c) {
        for (const Market& market : kMarkets) {
          const Campaign& campaign = campaigns()[c];
          const double clicks = campaign.visits_a_month * scale * market.share /
                                static_cast<double>(end - first) *
                                budget_factor(seed, c, day, month);
          fmt::format_to(std::back_inserter(out),
                         "{},{},{},{},{:.2f},{:.0f},{:.0f}\n",
                         format_date(civil_from_days(day)),
                         market.id,
                         campaign.channel,
                         campaign.name,
                         clicks * campaign.cost_a_visit,
                         clicks / campaign.click_rate,
                         clicks);
        }
      }
    }
  }
  return out;
}

}  // namespace throughline::demo
