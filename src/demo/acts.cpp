#include "demo/acts.hpp"

#include <array>
#include <fmt/format.h>
#include <iterator>
#include <string_view>

#include "base/random.hpp"
#include "demo/calendar.hpp"

namespace throughline::demo {
namespace {

enum class Giver : std::uint8_t { We, They };

// Something that happens between a partner and us now and then.
struct Habit {
  std::string_view partner;
  Giver giver;
  std::string_view act;
  std::string_view tactic;
  double a_month;
  std::uint64_t euros;
  CivilDate since;
};

constexpr std::array<Habit, 9> kHabits = {
    {{"nord-pharmacies", Giver::We, "evening on ingredients", "", 0.15, 600, {2025, 4, 1}},
     {"nord-pharmacies", Giver::We, "first cases of a product", "", 0.4, 450, {2025, 9, 1}},
     {"nord-pharmacies", Giver::They, "questions of customers", "", 1.0, 150, {2025, 6, 1}},
     {"nord-pharmacies",
      Giver::They,
      "pharmacist at a home visit",
      "home-visits",
      0.8,
      180,
      {2026, 2, 1}},
     {"studio-praia", Giver::We, "chemist in a live", "creator-lives", 1.2, 250, {2025, 9, 1}},
     {"studio-praia",
      Giver::They,
      "questions of viewers",
      "creator-lives",
      1.6,
      120,
      {2025, 10, 1}},
     {"studio-praia", Giver::They, "series of posts", "creator-lives", 0.3, 700, {2026, 1, 1}},
     {"zero-waste-circle", Giver::They, "answer to a beginner", "", 2.5, 20, {2025, 7, 1}},
     {"zero-waste-circle", Giver::They, "upkeep of the thread", "", 1.0, 60, {2025, 7, 1}}}};

}  // namespace

Acts acts_csv(std::uint64_t seed) {
  constexpr double kDaysOfMonth = 30.4;
  Acts acts{.csv = "day,partner,from,to,act,value,tactic\n", .balances = {}};
  Rng rng(seed, "demo acts");
  for (Day day = 0; day < whole_story().to; ++day) {
    for (const Habit& habit : kHabits) {
      if (!rng.bernoulli(habit.a_month / kDaysOfMonth) || day < day_of(habit.since)) {
        continue;
      }
      const bool ours = habit.giver == Giver::We;
      Balance& balance = acts.balances[std::string(habit.partner)];
      (ours ? balance.we_gave : balance.they_gave) += habit.euros;
      fmt::format_to(std::back_inserter(acts.csv),
                     "{},{},{},{},{},{}.00,{}\n",
                     date_of(day),
                     habit.partner,
                     ours ? "lumen" : habit.partner,
                     ours ? habit.partner : "lumen",
                     habit.act,
                     habit.euros,
                     habit.tactic);
    }
  }
  return acts;
}

}  // namespace throughline::demo
