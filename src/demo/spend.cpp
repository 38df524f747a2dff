#include "demo/spend.hpp"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <numeric>

#include "base/random.hpp"
#include "demo/calendar.hpp"

namespace throughline::demo {
namespace {

constexpr double kLost = 0.06;  // share of clicks that never arrive

using ByDay = std::vector<double>;
using ByMarket = std::array<ByDay, kMarkets.size()>;

ByDay no_day() { return ByDay(static_cast<std::size_t>(whole_story().to), 0.0); }

// Orders of the seven days before each day, over what is usual.
ByMarket sales_before(std::span<const Order> orders) {
  constexpr Day kWeek = 7;
  ByMarket before;
  before.fill(no_day());
  for (const Order& order : orders) {
    const auto market = static_cast<std::size_t>(order.market);
    const Day day = day_of(order.at, kMarkets[market]);
    for (Day later = day + 1; later <= day + kWeek; ++later) {
      if (later < whole_story().to) {
        before[market][static_cast<std::size_t>(later)] += 1.0;
      }
    }
  }
  for (ByDay& days : before) {
    const double usual =
        std::accumulate(days.begin(), days.end(), 0.0) / static_cast<double>(days.size());
    for (double& sold : days) {
      sold = usual > 0.0 ? sold / usual : 1.0;
    }
  }
  return before;
}

// Visits that the logs have of a campaign on each day; [campaigns].
std::vector<ByMarket> visits_by_day(const std::vector<MonthFile>& files) {
  ByMarket none;
  none.fill(no_day());
  std::vector<ByMarket> visits(campaigns().size(), none);
  for (const MonthFile& file : files) {
    const auto first = static_cast<std::size_t>(first_of(file.month));
    const auto n_days = static_cast<std::size_t>(first_of(file.month + 1)) - first;
    for (std::size_t c = 0; c < visits.size(); ++c) {
      ByDay& days = visits[c][static_cast<std::size_t>(file.market)];
      for (std::size_t day = 0; day < n_days; ++day) {
        days[first + day] += file.paid_visits[c][day];
      }
    }
  }
  return visits;
}

// A line of the bill.
struct Row {
  std::size_t day = 0;
  std::size_t market = 0;
  std::size_t campaign = 0;
  double cost = 0.0;
  double impressions = 0.0;
  double clicks = 0.0;

  [[nodiscard]] bool has_tactic() const { return campaigns()[campaign].tactic.has_value(); }
};

// What is billed by the week comes on Mondays; 2025-01-06 was one.
std::optional<Row> weekly_row(std::size_t c, std::size_t day, std::size_t market, double scale) {
  const Campaign& campaign = campaigns()[c];
  const auto today = static_cast<Day>(day);
  const bool runs = today >= first_of(campaign.months.from) && today < first_of(campaign.months.to);
  const bool here = campaign.market < 0 || campaign.market == static_cast<int>(market);
  if (today % 7 != 5 || !runs || !here) {
    return std::nullopt;
  }
  return Row{.day = day,
             .market = market,
             .campaign = c,
             .cost = campaign.cost_a_week * kMarkets[market].share * scale};
}

std::vector<Row> rows_of(std::uint64_t seed,
                         double scale,
                         const ByMarket& sales,
                         const std::vector<ByMarket>& visits) {
  std::vector<Row> rows;
  Rng rng(seed, "demo spend");
  for (std::size_t day = 0; day < no_day().size(); ++day) {
    for (std::size_t c = 0; c < visits.size(); ++c) {
      const Campaign& campaign = campaigns()[c];
      for (std::size_t market = 0; market < kMarkets.size(); ++market) {
        if (campaign.visits_a_month == 0.0) {
          if (const std::optional<Row> row = weekly_row(c, day, market, scale)) {
            rows.push_back(*row);
          }
          continue;
        }
        const double arrived = visits[c][market][day];
        const auto clicks = arrived + static_cast<double>(rng.poisson(kLost * arrived));
        const double bid = (0.6 + 0.4 * sales[market][day]) * std::exp(0.15 * rng.normal());
        rows.push_back({.day = day,
                        .market = market,
                        .campaign = c,
                        .cost = clicks * campaign.cost_a_visit * bid,
                        .impressions = clicks / campaign.click_rate * std::exp(0.1 * rng.normal()),
                        .clicks = clicks});
      }
    }
  }
  return rows;
}

// The money without a tactic is to be this share of all: its rows keep their shape.
void set_unmapped_share(std::vector<Row>& rows) {
  double mapped = 0.0;
  double unmapped = 0.0;
  for (const Row& row : rows) {
    (row.has_tactic() ? mapped : unmapped) += row.cost;
  }
  const double factor =
      unmapped > 0.0 ? kUnmappedShare / (1.0 - kUnmappedShare) * mapped / unmapped : 1.0;
  for (Row& row : rows) {
    row.cost *= row.has_tactic() ? 1.0 : factor;
  }
}

}  // namespace

std::string spend_csv(std::uint64_t seed,
                      double scale,
                      const std::vector<MonthFile>& files,
                      std::span<const Order> orders) {
  std::vector<Row> rows = rows_of(seed, scale, sales_before(orders), visits_by_day(files));
  set_unmapped_share(rows);
  std::string out = "day,market,channel,campaign,cost,impressions,clicks\n";
  for (const Row& row : rows) {
    fmt::format_to(std::back_inserter(out),
                   "{},{},{},{},{:.2f},{:.0f},{:.0f}\n",
                   date_of(static_cast<Day>(row.day)),
                   kMarkets[row.market].id,
                   campaigns()[row.campaign].channel,
                   campaigns()[row.campaign].name,
                   row.cost,
                   row.impressions,
                   row.clicks);
  }
  return out;
}

}  // namespace throughline::demo
