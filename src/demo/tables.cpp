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

std::string events_jsonl(std::uint64_t seed, double scale) {
  constexpr int kEventMonths = 3;
  constexpr double kPeople = 4000;
  std::string out;
  const Seconds from = start_of_month(kMonths - kEventMonths, kMarkets[0]);
  const Seconds until = start_of_month(kMonths, kMarkets[0]);
  std::vector<std::pair<Seconds, std::string>> lines;
  const auto n = static_cast<std::uint64_t>(kPeople * scale) + 20;
  for (std::uint64_t person = 0; person < n; ++person) {
    Rng rng(seed, "demo app", person);
    const std::string agent = browser_agent(rng());
    Seconds at = from + static_cast<Seconds>(rng.below(static_cast<std::uint64_t>(until - from)));
    const auto add = [&](std::string_view type, std::string_view rest) {
      lines.emplace_back(
          at,
          fmt::format(
              R"x({{"ts":"{}","visitor":"app-{}","type":"{}","url":"https://app.lumen.example{}","agent":"{}"{}}})x"
              "\n",
              format_timestamp(at),
              person,
              type,
              any_page(rng),
              agent,
              rest));
      at += 5 + static_cast<Seconds>(rng.exponential(1.0 / 30.0));
    };
    do {
      for (std::uint64_t views = 1 + rng.below(5); views > 0; --views) {
        add("pageview", "");
      }
      if (rng.bernoulli(0.1)) {
        add("event",
            fmt::format(R"x(,"name":"purchase","props":{{"value":{}.{:02}}})x",
                        15 + rng.below(60),
                        rng.below(100)));
      }
      at += kDay * static_cast<Seconds>(1 + rng.below(12));
    } while (at < until && rng.bernoulli(0.6));
  }
  std::stable_sort(
      lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [at, line] : lines) {
    if (at < until) {
      out += line;
    }
  }
  return out;
}

std::string settings_yaml(std::uint64_t seed) {
  return fmt::format(R"x({}
workspace: lumen
timezone: Europe/Berlin
currency: EUR
as_of: 2026-06-30
seed: {}
sites:
  - {{id: de, host: [lumen.example, www.lumen.example], market: de}}
  - {{id: br, host: [lumen-br.example, www.lumen-br.example], market: br}}
sources:
  - {{id: logs-de, kind: log, path: "logs/de-*.log.gz", site: de, fresh_within: 48h}}
  - {{id: logs-br, kind: log, path: "logs/br-*.log.gz", site: br, fresh_within: 48h}}
  - {{id: app, kind: events, path: events.jsonl, site: de}}
  - {{id: spend, kind: spend, path: spend.csv, columns: {{date: day, amount: cost}}}}
  - {{id: orders, kind: orders, path: orders.csv}}
conversions:
  - {{id: order, path: /checkout/thanks}}
  - {{id: app-order, event: purchase, value: value}}
)x",
                     kSettingsMark,
                     seed);
}

}  // namespace throughline::demo
