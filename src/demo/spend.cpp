#include "demo/spend.hpp"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <numeric>

#include "base/random.hpp"
#include "demo/people.hpp"

namespace throughline::demo {
namespace {

constexpr Seconds kDay = 86'400;
constexpr double kLost = 0.06;  // share of clicks that never arrive

// Days are counted in a market's clock, from the first.
class Calendar {
 public:
  [[nodiscard]] std::int64_t first_of(int month) const {
    return start_of_month(month, kUtc) / kDay - first_;
  }

  [[nodiscard]] std::int64_t n_days() const { return first_of(kMonths); }

  [[nodiscard]] std::int64_t day_of(Seconds at, const Market& market) const {
    return (at + market.offset_seconds) / kDay - first_;
  }

  [[nodiscard]] std::string date(std::int64_t day) const {
    return format_date(civil_from_days(first_ + day));
  }

 private:
  static constexpr Market kUtc{.offset_seconds = 0};
  std::int64_t first_ = start_of_month(0, kUtc) / kDay;
};

using Days = std::vector<double>;
using ByMarket = std::array<Days, kMarkets.size()>;

// Orders of the seven days before each day, over what is usual.
ByMarket sales_before(const Calendar& calendar, std::span<const Order> orders) {
  constexpr std::int64_t kWeek = 7;
  ByMarket before;
  before.fill(Days(static_cast<std::size_t>(calendar.n_days()), 0.0));
  for (const Order& order : orders) {
    const auto market = static_cast<std::size_t>(order.market);
    const std::int64_t day = calendar.day_of(order.at, kMarkets[market]);
    for (std::int64_t later = day + 1; later <= day + kWeek; ++later) {
      if (later < calendar.n_days()) {
        before[market][static_cast<std::size_t>(later)] += 1.0;
      }
    }
  }
  for (Days& days : before) {
    const double usual =
        std::accumulate(days.begin(), days.end(), 0.0) / static_cast<double>(days.size());
    for (double& sold : days) {
      sold = usual > 0.0 ? sold / usual : 1.0;
    }
  }
  return before;
}

// Visits that the logs have of a campaign on each day; [campaigns].
std::vector<ByMarket> visits_by_day(const Calendar& calendar, const std::vector<MonthFile>& files) {
  ByMarket none;
  none.fill(Days(static_cast<std::size_t>(calendar.n_days()), 0.0));
  std::vector<ByMarket> visits(campaigns().size(), none);
  for (const MonthFile& file : files) {
    const auto n_days =
        static_cast<std::size_t>(calendar.first_of(file.month + 1) - calendar.first_of(file.month));
    for (std::size_t c = 0; c < visits.size(); ++c) {
      Days& days = visits[c][static_cast<std::size_t>(file.market)];
      for (std::size_t day = 0; day < n_days; ++day) {
        days[static_cast<std::size_t>(calendar.first_of(file.month)) + day] +=
            file.paid_visits[c][day];
      }
    }
  }
  return visits;
}

}  // namespace

std::string spend_csv(std::uint64_t seed,
                      const std::vector<MonthFile>& files,
                      std::span<const Order> orders) {
  const Calendar calendar;
  const ByMarket sales = sales_before(calendar, orders);
  const std::vector<ByMarket> visits = visits_by_day(calendar, files);
  std::string out = "day,market,channel,campaign,cost,impressions,clicks\n";
  Rng rng(seed, "demo spend");
  for (std::size_t day = 0; day < static_cast<std::size_t>(calendar.n_days()); ++day) {
    for (std::size_t c = 0; c < visits.size(); ++c) {
      const Campaign& campaign = campaigns()[c];
      for (std::size_t market = 0; market < kMarkets.size(); ++market) {
        const double arrived = visits[c][market][day];
        const auto clicks = arrived + static_cast<double>(rng.poisson(kLost * arrived));
        const double bid = (0.6 + 0.4 * sales[market][day]) * std::exp(0.15 * rng.normal());
        fmt::format_to(std::back_inserter(out),
                       "{},{},{},{},{:.2f},{:.0f},{:.0f}\n",
                       calendar.date(static_cast<std::int64_t>(day)),
                       kMarkets[market].id,
                       campaign.channel,
                       campaign.name,
                       clicks * campaign.cost_a_visit * bid,
                       clicks / campaign.click_rate * std::exp(0.1 * rng.normal()),
                       clicks);
      }
    }
  }
  return out;
}

}  // namespace throughline::demo
