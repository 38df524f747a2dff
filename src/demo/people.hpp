#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/time.hpp"
#include "demo/traffic.hpp"

namespace throughline::demo {

/// One visit of a person, as it happened.
struct Visit {
  Seconds start = 0;
  std::uint64_t person = 0;  ///< names the person's random streams
  std::uint32_t origin = 0;  ///< by which it came
  std::uint16_t nth = 0;     ///< 0 = the person's first
  std::uint8_t pages = 1;
  bool buys = false;
};

/// First second of a month counted from kFirstMonth, in a market's clock.
[[nodiscard]] Seconds start_of_month(int month, const Market& market);

/// All visits of people that begin in a month on a market's site, sorted by start. People are drawn
/// by the month in which they first came; their interest and their memory decide what follows:
/// visits go on with an interest of their own, not with a rate of their origin, and memory fades in
/// two ways at once.
[[nodiscard]] std::vector<Visit> visits_of_month(
    const std::vector<Origin>& origins, std::uint64_t seed, double scale, int market, int month);

}  // namespace throughline::demo
