#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "demo/traffic.hpp"

namespace throughline::demo {

/// What one server logs in one month: its share of a market's visits. A person always meets the
/// same server.
struct Slice {
  int market = 0;
  int month = 0;             ///< counted from kFirstMonth
  double scale = 1.0;        ///< of the whole company
  std::uint64_t server = 0;  ///< in [0, n_servers)
  std::uint64_t n_servers = 1;

  [[nodiscard]] const Market& site() const { return kMarkets[static_cast<std::size_t>(market)]; }

  [[nodiscard]] double share() const { return 1.0 / static_cast<double>(n_servers); }

  /// Names the random streams of what happens to a slice as a whole.
  [[nodiscard]] std::uint64_t number() const {
    return (server * kMonths + static_cast<std::uint64_t>(month)) * kMarkets.size() +
           static_cast<std::uint64_t>(market);
  }
};

/// One visit of a person, as it happened.
struct Visit {
  Seconds start = 0;
  std::uint64_t person = 0;  ///< names the person's random streams
  std::uint32_t origin = 0;  ///< by which it came
  std::uint16_t nth = 0;     ///< 0 = the person's first
  std::uint8_t pages = 1;
  float interest = 0.0F;    ///< chance that it went on after the first page
  double luck = 1.0;        ///< buys if the person's chance is above it
  std::uint16_t order = 0;  ///< which of the person's orders it ends with; 0 = none
};

/// First second of a month counted from kFirstMonth, in a market's clock.
[[nodiscard]] Seconds start_of_month(int month, const Market& market);

/// By which origin a person first came.
[[nodiscard]] std::uint32_t first_origin_of(std::uint64_t person);

/// Calls back with every person who first came by an origin in a month and meets a slice's server:
/// their visits from the first until a time. Nobody has bought anything yet.
using Meet = std::function<void(std::uint64_t person, std::span<Visit> life)>;
void meet_people(const Origin& origin,
                 std::uint32_t index,
                 int month,
                 const Slice& slice,
                 Seconds until,
                 std::uint64_t seed,
                 const Meet& meet);

/// All visits of people that begin in a slice's month on its server, sorted by start. People are
/// drawn by the month in which they first came; their interest and their memory decide what
/// follows: visits go on with an interest of their own, not with a rate of their origin, and memory
/// fades in two ways at once.
[[nodiscard]] std::vector<Visit> visits_of_month(const std::vector<Origin>& origins,
                                                 std::uint64_t seed,
                                                 const Slice& slice);

}  // namespace throughline::demo
