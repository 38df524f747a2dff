#include "demo/tactics.hpp"

#include "base/random.hpp"

namespace throughline::demo {
namespace {

// In each two weeks one is on and one is off, and a lot says which: as many of both, in no order
// that a season could follow.
bool week_is_on(Days days, Day day, std::string_view purpose, std::uint64_t seed) {
  if (!days.has(day)) {
    return true;
  }
  const Day week = (day - days.from) / 7;
  const bool first = Rng(seed, purpose, static_cast<std::uint64_t>(week / 2)).bernoulli(0.5);
  return (week % 2 == 0) == first;
}

}  // namespace

std::string_view name_of(Deed deed) {
  constexpr std::array<std::string_view, 8> kNames = {"works, small",
                                                      "works, lasting",
                                                      "works in one market",
                                                      "works together with another",
                                                      "does nothing",
                                                      "harms",
                                                      "cannot be measured as declared",
                                                      "teaches"};
  return kNames[static_cast<std::size_t>(deed)];
}

const std::array<TacticFacts, kTactics>& tactics() {
  static const std::array<TacticFacts, kTactics> kFacts = {{
      {Tactic::RefillGuide,
       "refill-guide",
       Deed::WorksSmall,
       "orders",
       between({2026, 2, 2}, {2026, 5, 4})},
      {Tactic::BlogKits,
       "blog-kits",
       Deed::WorksLasting,
       "orders",
       between({2025, 6, 2}, {2025, 12, 15})},
      {Tactic::CreatorLives,
       "creator-lives",
       Deed::WorksInOneMarket,
       "orders",
       between({2025, 9, 1}, {2025, 11, 24})},
      {Tactic::PhotoLaunch,
       "photo-launch",
       Deed::WorksTogether,
       "orders",
       between({2025, 8, 4}, {2025, 11, 24})},
      {Tactic::Retargeting,
       "retargeting",
       Deed::DoesNothing,
       "orders",
       between({2026, 1, 5}, {2026, 4, 27})},
      {Tactic::ReachDisplay,
       "reach-display",
       Deed::DoesNothing,
       "new_buyers",
       between({2025, 4, 1}, {2026, 4, 1})},
      {Tactic::SearchAds,
       "search-ads",
       Deed::DoesNothing,
       "orders",
       between({2025, 4, 1}, {2026, 6, 1})},
      {Tactic::Outrage,
       "outrage",
       Deed::Harms,
       "repeat_orders",
       between({2025, 10, 1}, {2026, 1, 1})},
      {Tactic::AppReminders,
       "app-reminders",
       Deed::CannotBeMeasured,
       "app_purchases",
       between({2026, 4, 1}, {2026, 7, 1})},
      {Tactic::AlwaysOn,
       "always-on",
       Deed::CannotBeMeasured,
       "posts_shown",
       between({2025, 4, 1}, {2026, 6, 1})},
      {Tactic::HandwrittenNotes,
       "handwritten-notes",
       Deed::Teaches,
       "repeat_orders",
       between({2025, 9, 1}, {2026, 6, 1})},
      {Tactic::HomeVisits,
       "home-visits",
       Deed::Teaches,
       "repeat_orders",
       between({2025, 3, 3}, {2026, 9, 1})},
  }};
  return kFacts;
}

const Schedule& schedule() {
  static const Schedule kSchedule;
  return kSchedule;
}

bool is_on(Tactic tactic, int market, Day day, std::uint64_t seed) {
  if (tactic == Tactic::PhotoLaunch) {
    return week_is_on(schedule().launch_switch, day, "demo launch switch", seed);
  }
  if (tactic == Tactic::Retargeting && market == 0) {
    return week_is_on(schedule().retargeting_switch, day, "demo retargeting switch", seed);
  }
  return true;
}

}  // namespace throughline::demo
