#include "demo/experiments.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <tuple>

#include "demo/purchases.hpp"

namespace throughline::demo {
namespace {

// Orders by day of the story.
using Counts = std::vector<std::uint32_t>;

Counts no_orders() { return Counts(static_cast<std::size_t>(whole_story().to)); }

// An order after midnight of the last day is of a visit that began before it.
void count(Counts& counts, Day day) {
  ++counts[static_cast<std::size_t>(std::clamp(day, Day{0}, whole_story().to - 1))];
}

Day day_of(const Order& order) {
  return demo::day_of(order.at, kMarkets[static_cast<std::size_t>(order.market)]);
}

class Table {
 public:
  void add(std::string_view experiment,
           std::string_view unit,
           std::string_view market,
           std::string_view arm,
           Day day,
           bool exposed,
           std::uint32_t outcome) {
    fmt::format_to(std::back_inserter(text_),
                   "{},{},{},{},{},{},{}\n",
                   experiment,
                   unit,
                   market,
                   arm,
                   date_of(day),
                   exposed ? 1 : 0,
                   outcome);
  }

  std::string text() && { return std::move(text_); }

 private:
  std::string text_ = "experiment,unit,market,arm,day,exposed,outcome\n";
};

// A visitor is a unit from the first visit on; what was bought at that visit counts.
void add_guide(std::vector<GuideVisit> visits,
               std::span<const Origin> origins,
               std::uint64_t seed,
               Table& table) {
  std::ranges::sort(visits, {}, [](const GuideVisit& v) { return std::tuple(v.person, v.day); });
  for (auto visit = visits.begin(); visit != visits.end();) {
    const GuideVisit first = *visit;
    std::uint32_t orders = 0;
    for (; visit != visits.end() && visit->person == first.person; ++visit) {
      orders += visit->orders;
    }
    const Buyer buyer(seed, first.person, 0, origins[first_origin_of(first.person)]);
    table.add("refill-page",
              fmt::format("v{:x}", first.person),
              kMarkets[0].id,
              buyer.gets_guide ? "guide" : "control",
              first.day,
              buyer.gets_guide,
              orders);
  }
}

void add_regions(int market,
                 std::span<const Order> orders,
                 std::span<const Origin> origins,
                 std::uint64_t seed,
                 Table& table) {
  const Days days{schedule().lives_before.from, schedule().lives_test.to};
  const auto place = static_cast<std::size_t>(market);
  std::vector<Counts> regions(kRegions[place], no_orders());
  for (const Order& order : orders) {
    if (order.market == market && days.has(day_of(order))) {
      const Origin& first = origins[first_origin_of(order.customer)];
      count(regions[Buyer(seed, order.customer, market, first).region], day_of(order));
    }
  }
  for (std::uint64_t region = 0; region < regions.size(); ++region) {
    const bool shown = is_lives_region(seed, market, region);
    for (Day day = days.from; day < days.to; ++day) {
      table.add("lives-regions",
                fmt::format("{}-{:02}", kMarkets[place].id, region + 1),
                kMarkets[place].id,
                shown ? "lives" : "control",
                day,
                shown && schedule().lives_test.has(day),
                regions[region][static_cast<std::size_t>(day)]);
    }
  }
}

// Half of the blogs were sent kits, by no lot; each is compared with itself before.
void add_blogs(std::span<const Order> orders, std::span<const Origin> origins, Table& table) {
  const Days days{schedule().kits_before.from, schedule().kits.to};
  std::map<std::uint32_t, Counts> blogs;
  for (std::uint32_t i = 0; i < origins.size(); ++i) {
    if (origins[i].role == Role::Blog) {
      blogs.emplace(i, no_orders());
    }
  }
  for (const Order& order : orders) {
    const auto blog = blogs.find(first_origin_of(order.customer));
    if (blog != blogs.end()) {
      count(blog->second, day_of(order));
    }
  }
  for (const auto& [blog, counts] : blogs) {
    for (Day day = days.from; day < days.to; ++day) {
      table.add("kits-blogs",
                origins[blog].name,
                "",  // blogs are read in both
                origins[blog].got_kit ? "kit" : "control",
                day,
                origins[blog].got_kit && day >= schedule().kits.from,
                counts[static_cast<std::size_t>(day)]);
    }
  }
}

void add_weeks(std::string_view experiment,
               const Counts& orders,
               Tactic tactic,
               const Days& days,
               int market,
               std::uint64_t seed,
               Table& table) {
  for (Day day = days.from; day < days.to; ++day) {
    const bool on = is_on(tactic, market, day, seed);
    table.add(experiment,
              kMarkets[static_cast<std::size_t>(market)].id,
              kMarkets[static_cast<std::size_t>(market)].id,
              on ? "on" : "off",
              day,
              on,
              orders[static_cast<std::size_t>(day)]);
  }
}

void add_switches(std::span<const Order> orders,
                  std::span<const Origin> origins,
                  std::uint64_t seed,
                  Table& table) {
  Counts germany = no_orders();
  std::array<Counts, kMarkets.size()> of_readers{no_orders(), no_orders()};
  for (const Order& order : orders) {
    if (order.market == 0) {
      count(germany, day_of(order));
    }
    if (origins[first_origin_of(order.customer)].role == Role::Blog) {
      count(of_readers[static_cast<std::size_t>(order.market)], day_of(order));
    }
  }
  add_weeks("retargeting-weeks",
            germany,
            Tactic::Retargeting,
            schedule().retargeting_switch,
            0,
            seed,
            table);
  for (int market = 0; market < 2; ++market) {
    add_weeks("launch-weeks",
              of_readers[static_cast<std::size_t>(market)],
              Tactic::PhotoLaunch,
              schedule().launch_switch,
              market,
              seed,
              table);
  }
}

}  // namespace

std::string experiments_csv(std::span<const Order> sorted,
                            std::vector<GuideVisit> visits,
                            std::span<const Origin> origins,
                            std::uint64_t seed) {
  Table table;
  add_guide(std::move(visits), origins, seed, table);
  add_regions(0, sorted, origins, seed, table);
  add_regions(1, sorted, origins, seed, table);
  add_blogs(sorted, origins, table);
  add_switches(sorted, origins, seed, table);
  return std::move(table).text();
}

}  // namespace throughline::demo
