#include "demo/hours.hpp"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "base/random.hpp"
#include "demo/calendar.hpp"

namespace throughline::demo {
namespace {

// What a tactic takes of somebody's week, and from when until when.
struct Work {
  std::string_view tactic;
  std::string_view role;
  double hours_a_week;
  Days days;
};

std::vector<Work> work() {
  const Days always = whole_story();
  const auto from = [&](CivilDate date) { return Days{day_of(date), always.to}; };
  return {
      {"refill-guide", "editor", 4.0, from({2026, 1, 12})},
      {"refill-guide", "community", 0.8, from({2026, 2, 2})},
      {"blog-kits", "community", 5.5, between({2025, 6, 2}, {2025, 12, 15})},
      {"blog-kits", "community", 2.5, from({2025, 12, 15})},
      {"creator-lives", "community", 6.0, from({2025, 8, 25})},
      {"creator-lives", "brand", 2.8, from({2025, 8, 25})},
      {"photo-launch", "media", 3.0, always},
      {"retargeting", "media", 1.0, always},
      {"reach-display", "media", 1.5, always},
      {"search-ads", "media", 2.5, always},
      {"outrage", "brand", 10.0, between({2025, 9, 22}, {2026, 1, 5})},
      {"app-reminders", "editor", 3.0, from({2026, 1, 5})},
      {"always-on", "editor", 5.0, always},
      {"handwritten-notes", "field", 6.8, between({2025, 9, 1}, {2026, 1, 1})},
      {"home-visits", "field", 4.0, from({2025, 3, 3})},
  };
}

// Written down in quarters of an hour.
double hours_of(const Work& what, Rng& rng) {
  constexpr double kQuarters = 4.0;
  return std::max(1.0, std::round(kQuarters * what.hours_a_week * std::exp(0.25 * rng.normal()))) /
         kQuarters;
}

}  // namespace

std::string hours_csv(std::uint64_t seed) {
  constexpr Day kWeek = 7;
  constexpr Day kFirstMonday = 5;
  std::string out = "day,role,tactic,hours\n";
  Rng rng(seed, "demo hours");
  for (Day monday = kFirstMonday; monday < whole_story().to; monday += kWeek) {
    for (const Work& what : work()) {
      if (what.days.has(monday)) {
        const Day day = std::min(monday + static_cast<Day>(rng.below(5)), whole_story().to - 1);
        fmt::format_to(std::back_inserter(out),
                       "{},{},{},{:.2f}\n",
                       date_of(day),
                       what.role,
                       what.tactic,
                       hours_of(what, rng));
      }
    }
  }
  return out;
}

}  // namespace throughline::demo
