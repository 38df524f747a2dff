#include "demo/worlds.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

#include "demo/purchases.hpp"

namespace throughline::demo {
namespace {

void add_days(std::vector<std::int64_t>& days, const std::vector<std::int64_t>& others) {
  std::ranges::transform(days, others, days.begin(), std::plus<>{});
}

// Which tests a person is one of the tested of, on a day.
bool is_tested(Tested test, const Buyer& buyer, Day day) {
  switch (test) {
    case Tested::GuideReaders:
      return buyer.market == 0 && buyer.travels && buyer.gets_guide &&
             schedule().refill_test.has(day);
    case Tested::LivesRegions:
      return buyer.in_lives_region && schedule().lives_test.has(day);
    case Tested::KitBlogs:
      return buyer.reads_kit_blog && schedule().kits.has(day);
    case Tested::ReadersInLaunchWeeks:
      return buyer.reads_blogs && schedule().launch_switch.has(day) &&
             is_on(Tactic::PhotoLaunch, buyer.market, day, buyer.seed);
  }
  return false;
}

void count_order(const Buyer& buyer, const Visit& visit, Bought& bought) {
  const auto market = static_cast<std::size_t>(buyer.market);
  const Day day = day_of(visit.start, kMarkets[market]);
  const auto add = [&](Series& series) {
    ++series.all[static_cast<std::size_t>(day)];
    series.first[static_cast<std::size_t>(day)] += visit.order == 1 ? 1 : 0;
  };
  add(bought.markets[market]);
  for (std::size_t test = 0; test < kTested.size(); ++test) {
    if (is_tested(static_cast<Tested>(test), buyer, day)) {
      add(bought.tested[market][test]);
    }
  }
}

void live(const Buyer& buyer, std::span<Visit> life, const World& world, Bought& bought) {
  decide_purchases(buyer, life, world);
  for (const Visit& visit : life) {
    if (visit.order > 0) {
      count_order(buyer, visit, bought);
    }
  }
}

void live_in_all(const Buyer& buyer, std::span<Visit> life, Worlds& worlds) {
  live(buyer, life, World{}, worlds.real);
  for (std::size_t t = 0; t < kTactics; ++t) {
    live(buyer, life, World{}.without(static_cast<Tactic>(t)), worlds.without[t]);
  }
  live(buyer, life, World{}.without(kPair[0]).without(kPair[1]), worlds.without_pair);
}

// Everybody who first came by an origin.
void live_of_origin(const std::vector<Origin>& origins,
                    std::uint32_t index,
                    const DemoOptions& options,
                    Worlds& worlds) {
  for (int market = 0; market < static_cast<int>(kMarkets.size()); ++market) {
    const Slice slice{.market = market, .scale = options.scale};
    const Seconds until = start_of_month(kMonths, slice.site());
    const auto meet = [&](std::uint64_t person, std::span<Visit> life) {
      if (may_buy(life)) {
        live_in_all(Buyer(options.seed, person, market, origins[index]), life, worlds);
      }
    };
    for (int month = 0; month < kMonths; ++month) {
      meet_people(origins[index], index, month, slice, until, options.seed, meet);
    }
  }
}

}  // namespace

Series::Series()
    : all(static_cast<std::size_t>(whole_story().to)),
      first(static_cast<std::size_t>(whole_story().to)) {}

void Series::add(const Series& other) {
  add_days(all, other.all);
  add_days(first, other.first);
}

std::int64_t Series::sum(Count count, const Days& days) const {
  std::int64_t sum = 0;
  const Day end = std::min(days.to, whole_story().to);
  for (Day day = days.from; day < end; ++day) {
    const auto i = static_cast<std::size_t>(day);
    sum += count == Count::Orders      ? all[i]
           : count == Count::NewBuyers ? first[i]
                                       : all[i] - first[i];
  }
  return sum;
}

void Bought::add(const Bought& other) {
  for (std::size_t market = 0; market < markets.size(); ++market) {
    markets[market].add(other.markets[market]);
    for (std::size_t test = 0; test < kTested.size(); ++test) {
      tested[market][test].add(other.tested[market][test]);
    }
  }
}

void Worlds::add(const Worlds& other) {
  real.add(other.real);
  for (std::size_t t = 0; t < kTactics; ++t) {
    without[t].add(other.without[t]);
  }
  without_pair.add(other.without_pair);
}

Worlds live_in_all_worlds(const std::vector<Origin>& origins, const DemoOptions& options) {
  const unsigned n_threads = std::max(1U, options.n_threads);
  std::vector<Worlds> of_threads(n_threads);
  std::atomic<std::uint32_t> next{0};
  const auto work = [&](Worlds& worlds) {
    for (std::uint32_t i = next++; i < origins.size(); i = next++) {
      live_of_origin(origins, i, options, worlds);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < n_threads; ++i) {
    threads.emplace_back(work, std::ref(of_threads[i]));
  }
  work(of_threads[0]);
  threads.clear();
  for (unsigned i = 1; i < n_threads; ++i) {
    of_threads[0].add(of_threads[i]);
  }
  return std::move(of_threads[0]);
}

}  // namespace throughline::demo
