#pragma once

#include <cstdint>
#include <string>

#include "base/time.hpp"
#include "demo/market.hpp"

namespace throughline::demo {

/// Days are counted in a market's clock, from the first of the story: 0 = 2025-01-01.
using Day = std::int64_t;

/// From a day until the day before another.
struct Days {
  Day from = 0;
  Day to = 0;

  [[nodiscard]] bool has(Day day) const { return day >= from && day < to; }

  friend bool operator==(const Days&, const Days&) = default;
};

[[nodiscard]] Day day_of(CivilDate date);
[[nodiscard]] Day day_of(Seconds at, const Market& market);
/// First day of a month counted from kFirstMonth.
[[nodiscard]] Day first_of(int month);
[[nodiscard]] std::string date_of(Day day);  ///< "2025-03-31"

/// The days from one date until the day before another.
[[nodiscard]] Days between(CivilDate from, CivilDate to);

/// All days of the story.
[[nodiscard]] Days whole_story();

}  // namespace throughline::demo
