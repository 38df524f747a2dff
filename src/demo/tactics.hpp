#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "demo/calendar.hpp"

namespace throughline::demo {

/// The tactics of the company's plan, in its order.
enum class Tactic : std::uint8_t {
  RefillGuide,
  BlogKits,
  CreatorLives,
  PhotoLaunch,
  Retargeting,
  ReachDisplay,
  SearchAds,
  Outrage,
  AppReminders,
  AlwaysOn,
  HandwrittenNotes,
  HomeVisits,
};
inline constexpr std::size_t kTactics = 12;

/// What a tactic really does, which no file but truth.json says.
enum class Deed : std::uint8_t {
  WorksSmall,
  WorksLasting,
  WorksInOneMarket,
  WorksTogether,
  DoesNothing,
  Harms,
  CannotBeMeasured,
  Teaches,
};

[[nodiscard]] std::string_view name_of(Deed deed);

struct TacticFacts {
  Tactic tactic{};
  std::string_view id;  ///< in the plan, and as ledger tag
  Deed deed = Deed::DoesNothing;
  std::string_view metric;  ///< that the plan judges it by
  Days declared;            ///< the plan's hypothesis.from up to and with until
};

/// [Tactic]
[[nodiscard]] const std::array<TacticFacts, kTactics>& tactics();

/// Which of the tactics are left out of the world; none in the one that the files are about.
class World {
 public:
  World() = default;

  [[nodiscard]] World without(Tactic tactic) const {
    World other = *this;
    other.left_out_ |= bit(tactic);
    return other;
  }

  [[nodiscard]] bool has(Tactic tactic) const { return (left_out_ & bit(tactic)) == 0; }

 private:
  static std::uint32_t bit(Tactic tactic) { return 1U << static_cast<unsigned>(tactic); }

  std::uint32_t left_out_ = 0;
};

/// When what was done.
struct Schedule {
  Days kits_before = between({2025, 3, 3}, {2025, 6, 2});
  Days kits = between({2025, 6, 2}, {2025, 12, 15});
  Days lives_test = between({2025, 9, 1}, {2025, 11, 24});
  Days lives_before = between({2025, 7, 7}, {2025, 9, 1});
  Days lives_everywhere = {day_of(CivilDate{2025, 12, 1}), whole_story().to};
  Days refill_test = between({2026, 2, 2}, {2026, 5, 4});
  Days refill_everywhere = {day_of(CivilDate{2026, 5, 18}), whole_story().to};
  Days launch_switch = between({2025, 8, 4}, {2025, 11, 24});
  Days retargeting_switch = between({2026, 1, 5}, {2026, 4, 27});
  Days outrage = between({2025, 10, 1}, {2026, 1, 1});
  Days notes = between({2025, 9, 1}, {2026, 1, 1});
  Day rival = day_of(CivilDate{2026, 3, 2});   ///< a rival's launch in Germany
  Day price = day_of(CivilDate{2025, 11, 3});  ///< Brazil's prices rise
};

[[nodiscard]] const Schedule& schedule();

/// Whether a campaign is on: two of them are switched off and on by the week for a while, by
/// lots that are drawn once for a seed.
[[nodiscard]] bool is_on(Tactic tactic, int market, Day day, std::uint64_t seed);

}  // namespace throughline::demo
