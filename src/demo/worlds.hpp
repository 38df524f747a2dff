#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "demo/demo.hpp"
#include "demo/tactics.hpp"
#include "demo/traffic.hpp"

namespace throughline::demo {

/// What is counted in a world.
enum class Count : std::uint8_t { Orders, NewBuyers, RepeatOrders };
inline constexpr std::array<std::string_view, 3> kCounts = {
    "orders", "new_buyers", "repeat_orders"};  ///< [Count]: as the plan's metrics are called

/// Whom a test is about: those who got what was tested.
enum class Tested : std::uint8_t { GuideReaders, LivesRegions, KitBlogs, ReadersInLaunchWeeks };
inline constexpr std::array<std::string_view, 4> kTested = {
    "refill-page",
    "lives-regions",
    "kits-blogs",
    "launch-weeks"};  ///< [Tested]: experiments of experiments.csv

/// Orders by day in one world; a customer's first, and all.
struct Series {
  std::vector<std::int64_t> all;
  std::vector<std::int64_t> first;

  Series();
  void add(const Series& other);
  [[nodiscard]] std::int64_t sum(Count count, const Days& days) const;
};

/// What was bought in a world: by market, and by those of them whom a test is about.
struct Bought {
  std::array<Series, kMarkets.size()> markets;
  std::array<std::array<Series, kTested.size()>, kMarkets.size()> tested;

  void add(const Bought& other);
};

/// What people bought in the world as it is, in that without each tactic, and in that without the
/// two that only work together.
struct Worlds {
  Bought real;
  std::array<Bought, kTactics> without;  ///< [Tactic]
  Bought without_pair;                   ///< kPair

  void add(const Worlds& other);
};

inline constexpr std::array<Tactic, 2> kPair = {Tactic::PhotoLaunch, Tactic::BlogKits};

/// Lives everybody's life once and decides their purchases in every world, with the same luck: what
/// differs between two worlds is what the tactic does. Writes nothing. The same at any number of
/// threads.
[[nodiscard]] Worlds live_in_all_worlds(const std::vector<Origin>& origins,
                                        const DemoOptions& options);

}  // namespace throughline::demo
