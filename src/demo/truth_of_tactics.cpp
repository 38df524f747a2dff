#include "demo/truth_of_tactics.hpp"

#include <string>

#include "demo/spend.hpp"

namespace throughline::demo {
namespace {

using Json = nlohmann::ordered_json;

Json record(std::string_view market, std::string_view metric, const Days& days) {
  return {{"market", market},
          {"metric", metric},
          {"from", date_of(days.from)},
          {"to", date_of(days.to)}};
}

// Counts of two worlds, and what the tactic makes of one the other.
void add_difference(std::int64_t with, std::int64_t without, Json& out) {
  out["with"] = with;
  out["without"] = without;
  out["incremental"] = with - without;
}

Json effect(const TacticFacts& facts,
            const Worlds& worlds,
            std::size_t market,
            Count count,
            const Days& days) {
  Json out{{"tactic", facts.id}};
  out.update(record(kMarkets[market].id, kCounts[static_cast<std::size_t>(count)], days));
  const Bought& without = worlds.without[static_cast<std::size_t>(facts.tactic)];
  add_difference(
      worlds.real.markets[market].sum(count, days), without.markets[market].sum(count, days), out);
  return out;
}

// With both, each without the other, and what the two do together beyond what each does alone.
Json pair_effect(const Worlds& worlds, std::size_t market, Count count, const Days& days) {
  const auto sum = [&](const Bought& bought) { return bought.markets[market].sum(count, days); };
  const std::int64_t neither = sum(worlds.without_pair);
  const std::int64_t both = sum(worlds.real) - neither;
  const std::int64_t first = sum(worlds.without[static_cast<std::size_t>(kPair[1])]) - neither;
  const std::int64_t second = sum(worlds.without[static_cast<std::size_t>(kPair[0])]) - neither;
  const auto id = [](Tactic tactic) { return tactics()[static_cast<std::size_t>(tactic)].id; };
  Json out{{"pair", {id(kPair[0]), id(kPair[1])}}};
  out.update(record(kMarkets[market].id, kCounts[static_cast<std::size_t>(count)], days));
  out["both"] = both;
  out["first_alone"] = first;
  out["second_alone"] = second;
  out["synergy"] = both - first - second;
  return out;
}

void add_test(Tested test, Tactic tactic, const Days& days, const Worlds& worlds, Json& tests) {
  const Bought& without = worlds.without[static_cast<std::size_t>(tactic)];
  const auto which = static_cast<std::size_t>(test);
  for (std::size_t market = 0; market < kMarkets.size(); ++market) {
    const std::int64_t with = worlds.real.tested[market][which].sum(Count::Orders, days);
    if (with == 0) {
      continue;
    }
    Json out{{"experiment", kTested[which]},
             {"tactic", tactics()[static_cast<std::size_t>(tactic)].id}};
    out.update(record(kMarkets[market].id, "orders", days));
    add_difference(with, without.tested[market][which].sum(Count::Orders, days), out);
    tests.push_back(std::move(out));
  }
}

Json fault(std::string_view what,
           std::string_view node,
           std::string_view key,
           std::string_view code) {
  return {{"fault", what}, {"node", node}, {"key", key}, {"code", code}};
}

}  // namespace

void add_effects(const Worlds& worlds, Json& truth) {
  for (const TacticFacts& facts : tactics()) {
    for (std::size_t market = 0; market < kMarkets.size(); ++market) {
      for (std::size_t count = 0; count < kCounts.size(); ++count) {
        for (const Days& days : {whole_story(), facts.declared}) {
          truth["effects"].push_back(
              effect(facts, worlds, market, static_cast<Count>(count), days));
        }
      }
    }
  }
  for (std::size_t market = 0; market < kMarkets.size(); ++market) {
    for (const Days& days : {whole_story(), schedule().launch_switch}) {
      truth["pairs"].push_back(pair_effect(worlds, market, Count::Orders, days));
    }
  }
  const Schedule& when = schedule();
  Json& tests = truth["tests"];
  add_test(Tested::GuideReaders, Tactic::RefillGuide, when.refill_test, worlds, tests);
  add_test(Tested::LivesRegions, Tactic::CreatorLives, when.lives_test, worlds, tests);
  add_test(Tested::KitBlogs, Tactic::BlogKits, when.kits, worlds, tests);
  add_test(Tested::ReadersInLaunchWeeks, Tactic::PhotoLaunch, when.launch_switch, worlds, tests);
}

void add_plan(Json& truth) {
  for (const TacticFacts& facts : tactics()) {
    Json campaigns_of = Json::array();
    for (const Campaign& campaign : campaigns()) {
      if (campaign.tactic == facts.tactic) {
        campaigns_of.push_back(campaign.name);
      }
    }
    truth["tactics"][std::string(facts.id)] = {{"does", name_of(facts.deed)},
                                               {"metric", facts.metric},
                                               {"from", date_of(facts.declared.from)},
                                               {"to", date_of(facts.declared.to)},
                                               {"campaigns", campaigns_of}};
  }
  Json unmapped = Json::array();
  for (const Campaign& campaign : campaigns()) {
    if (!campaign.tactic) {
      unmapped.push_back(campaign.name);
    }
  }
  truth["unmapped"] = {{"share", kUnmappedShare}, {"campaigns", unmapped}};
  truth["faults"] = {
      fault("least effect lowered after lock", "reach-display", "hypothesis.min_effect", "TL008"),
      fault("target moved after lock", "brazil-buyers", "target", "TL008"),
      fault("empty lens", "brazil-first", "lenses.service", "TL014"),
      fault("one-sided partner", "zero-waste-circle", "we_give", "TL015"),
      fault("dead feed", "app-feed", "fresh_within", "TL006"),
      fault("activity in place of an outcome", "always-on", "measure.metric", "TL007"),
      fault("opposed learnings", "anger-stays", "contradicts[1]", "TL021"),
      fault("money of no tactic", "", "", "TL011")};
}

}  // namespace throughline::demo
