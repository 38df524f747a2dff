#include "demo/purchases.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

namespace throughline::demo {
namespace {

constexpr std::uint8_t kFewestPages = 3;  // a product, the basket, the thanks
constexpr double kChance = 0.15;

// How present something still is: it builds up within days, and fades in two ways at once.
struct Memory {
  double fast = 1.0;  // half-lives in days
  double slow = 1.0;

  [[nodiscard]] double left(double days) const {
    return 0.5 * std::exp2(-days / fast) + 0.5 * std::exp2(-days / slow);
  }

  [[nodiscard]] double level(const Days& days, Day day) const {
    if (day < days.from) {
      return 0.0;
    }
    const double shown = 1.0 - std::exp2(-static_cast<double>(std::min(day, days.to) - days.from) /
                                         (days.to - days.from > 60 ? 10.0 : 4.0));
    return day < days.to ? shown : shown * left(static_cast<double>(day - days.to));
  }
};

constexpr Memory kKits{.fast = 21, .slow = 240};
constexpr Memory kLives{.fast = 4, .slow = 25};
constexpr Memory kAnger{.fast = 30, .slow = 120};

// What a person has done so far in a world.
struct Past {
  int orders = 0;
  Day first = 0;
  Day last = 0;
};

// A bottle lasts two months: until then little is needed, after it more than ever.
double need_of(const Past& past, Day day) {
  if (past.orders == 0) {
    return 1.0;
  }
  const Day days = day - past.last;
  return days < 14 ? 0.5 : days < 40 ? 1.6 : 3.0;
}

double outside(int market, Day day) {
  if (market == 0) {
    return day >= schedule().rival ? 0.93 : 1.0;
  }
  return day >= schedule().price ? 0.76 : 0.84;
}

double guide(const Buyer& buyer, Day day) {
  const Schedule& when = schedule();
  const bool sees =
      buyer.market == 0 && buyer.travels &&
      (when.refill_everywhere.has(day) || (when.refill_test.has(day) && buyer.gets_guide));
  return sees ? 1.45 : 1.0;
}

// Ads on the platform do nothing to people who never heard of us, and much to those who read what a
// blog made of its kit.
double kits_and_launch(const Buyer& buyer, Day day, const World& world) {
  if (!buyer.reads_kit_blog || !world.has(Tactic::BlogKits)) {
    return 1.0;
  }
  const bool ads =
      world.has(Tactic::PhotoLaunch) && is_on(Tactic::PhotoLaunch, buyer.market, day, buyer.seed);
  return 1.0 + kKits.level(schedule().kits, day) * (ads ? 1.25 : 0.55);
}

double lives(const Buyer& buyer, Day day) {
  const Schedule& when = schedule();
  if (buyer.market != 0 || !buyer.watches_lives) {
    return 1.0;
  }
  const double tested = buyer.in_lives_region ? kLives.level(when.lives_test, day) : 0.0;
  return 1.0 + 0.6 * std::max(tested, kLives.level(when.lives_everywhere, day));
}

double anger(const Buyer& buyer, const Past& past, Day day) {
  if (past.orders == 0 || !buyer.saw_outrage) {
    return 1.0;
  }
  return 1.0 - 0.6 * kAnger.level(schedule().outrage, day);
}

double note(const Buyer& buyer, const Past& past) {
  const bool has = past.orders > 0 && buyer.gets_note && schedule().notes.has(past.first);
  return has ? 1.5 : 1.0;
}

double chance(const Buyer& buyer, const Past& past, Day day, const World& world) {
  double p = kChance * buyer.need * need_of(past, day) * outside(buyer.market, day);
  p *= kits_and_launch(buyer, day, world);
  p *= world.has(Tactic::RefillGuide) ? guide(buyer, day) : 1.0;
  p *= world.has(Tactic::CreatorLives) ? lives(buyer, day) : 1.0;
  p *= world.has(Tactic::Outrage) ? anger(buyer, past, day) : 1.0;
  p *= world.has(Tactic::HandwrittenNotes) ? note(buyer, past) : 1.0;
  return p;
}

bool is_here(const Buyer& buyer, const World& world) {
  return !buyer.came_for_paid || world.has(buyer.brought_by);
}

}  // namespace

bool is_lives_region(std::uint64_t seed, int market, std::uint64_t region) {
  // Neighbours in size are a pair, of which one is drawn.
  const std::uint64_t pair = region / 2 + static_cast<std::uint64_t>(market) * 100;
  const bool first = Rng(seed, "demo lives region", pair).bernoulli(0.5);
  return (region % 2 == 0) == first;
}

Buyer::Buyer(std::uint64_t seed_, std::uint64_t person, int market_, const Origin& first)
    : market(market_), seed(seed_) {
  Rng rng(seed, "demo buyer", person);
  need = std::exp(0.35 * rng.normal() - 0.06);
  travels = rng.bernoulli(0.16) || first.role == Role::Thread;
  gets_guide = rng.bernoulli(0.5);
  reads_blogs = first.role == Role::Blog;
  reads_kit_blog = first.got_kit;
  watches_lives = rng.bernoulli(0.65);
  saw_outrage = rng.bernoulli(0.6);
  gets_note = market == 1 && rng.bernoulli(0.12);
  came_for_paid = first.brings && rng.bernoulli(*first.brings);
  brought_by = first.tactic.value_or(Tactic::RefillGuide);
  // Regions are of different sizes, the first the smallest.
  region =
      static_cast<std::uint64_t>(std::pow(rng.uniform(), 0.7) *
                                 static_cast<double>(kRegions[static_cast<std::size_t>(market)]));
  in_lives_region = is_lives_region(seed, market, region);
}

bool may_buy(std::span<const Visit> visits) {
  return std::ranges::any_of(visits,
                             [](const Visit& visit) { return visit.pages >= kFewestPages; });
}

void decide_purchases(const Buyer& buyer, std::span<Visit> visits, const World& world) {
  Past past;
  const Market& market = kMarkets[static_cast<std::size_t>(buyer.market)];
  for (Visit& visit : visits) {
    visit.order = 0;
    if (visit.pages < kFewestPages || !is_here(buyer, world)) {
      continue;
    }
    const Day day = day_of(visit.start, market);
    if (visit.luck < chance(buyer, past, day, world)) {
      past.first = past.orders == 0 ? day : past.first;
      past.last = day;
      visit.order = static_cast<std::uint16_t>(++past.orders);
    }
  }
}

std::uint32_t way_of(const Visit& visit,
                     int market,
                     std::span<const Origin> origins,
                     std::uint64_t seed) {
  constexpr std::uint32_t kDirect = 0;
  const Day day = day_of(visit.start, kMarkets[static_cast<std::size_t>(market)]);
  const Origin& origin = origins[visit.origin];
  std::uint32_t way = visit.origin;
  if (visit.order > 0 && visit.nth > 0 && origin.role != Role::Paid &&
      Rng(seed, "demo follow", visit.person * 64 + visit.nth).bernoulli(0.45)) {
    way = retargeting_origin(origins);
  }
  const std::optional<Tactic>& tactic = origins[way].tactic;
  if (tactic && !is_on(*tactic, market, day, seed)) {
    return way == visit.origin ? kDirect : visit.origin;
  }
  return way;
}

}  // namespace throughline::demo
