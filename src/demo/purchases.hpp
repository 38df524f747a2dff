#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "demo/people.hpp"
#include "demo/tactics.hpp"

namespace throughline::demo {

inline constexpr std::array<std::uint64_t, kMarkets.size()> kRegions = {24, 12};  ///< by market

/// What decides a person's purchases, beside the interest that decides the visits.
struct Buyer {
  Buyer(std::uint64_t seed, std::uint64_t person, int market, const Origin& first);

  int market = 0;
  double need = 1.0;            ///< how much more often than others
  bool travels = false;         ///< opens the page on refilling
  bool gets_guide = false;      ///< in the test of the guide
  bool reads_blogs = false;     ///< came first by one of the hobby blogs
  bool reads_kit_blog = false;  ///< came first by a blog that was sent kits
  bool watches_lives = false;
  bool in_lives_region = false;  ///< where the creators' lives were shown during the test
  bool saw_outrage = false;
  bool gets_note = false;      ///< if a first order falls into the time of the notes
  bool came_for_paid = false;  ///< would not be here without the campaign that brought it
  Tactic brought_by{};         ///< if so
  std::uint64_t region = 0;    ///< in [0, kRegions[market])
  std::uint64_t seed = 0;
};

/// Decides which visits of one person's life buy, in a world with or without some tactics. Every
/// visit brings its own luck, the same in all worlds, so that worlds differ by what differs in
/// them.
void decide_purchases(const Buyer& buyer, std::span<Visit> visits, const World& world);

/// Whether anything here could be bought: only then the rest is worth computing.
[[nodiscard]] bool may_buy(std::span<const Visit> visits);

/// In which of the regions the lives were shown during the test; half of them.
[[nodiscard]] bool is_lives_region(std::uint64_t seed, int market, std::uint64_t region);

/// By which way the logs see a visit come. Ads that follow people who are about to buy anyway stand
/// before their last click; a campaign that is switched off is on nobody's way.
[[nodiscard]] std::uint32_t way_of(const Visit& visit,
                                   int market,
                                   std::span<const Origin> origins,
                                   std::uint64_t seed);

}  // namespace throughline::demo
