#include "demo/truth.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "demo/acts.hpp"
#include "demo/truth_of_tactics.hpp"
#include "demo/voices.hpp"
#include "demo/worlds.hpp"

namespace throughline::demo {
namespace {

using Json = nlohmann::ordered_json;

std::string_view name_of(Role role) {
  constexpr std::array<std::string_view, 5> kNames = {"ordinary", "paid", "blog", "thread", "weak"};
  return kNames[static_cast<std::size_t>(role)];
}

Json truth_of(const BotCounts& bots) {
  return {{"honest", bots.honest},
          {"lying", bots.lying},
          {"lying_pages", bots.lying_pages},
          {"spam", bots.spam}};
}

Json truth_of(const EventCounts& events) {
  return {{"lines", events.lines},
          {"visits", events.visits},
          {"purchases", events.purchases},
          {"value", static_cast<double>(events.minor) / 100}};
}

// Month by month for what is planted; the many weak ones with their sums. `chance` is the mean over
// the visits of the chance that this person, in truth, went on: what an engaged share estimates.
Json truth_of_origin(const OriginMonths& months, const Origin& origin, std::size_t i) {
  std::vector<std::uint64_t> visits;
  std::vector<std::uint64_t> engaged;
  OriginCounts sum;
  for (const std::vector<OriginCounts>& month : months) {
    visits.push_back(month[i].visits);
    engaged.push_back(month[i].engaged);
    sum.add(month[i]);
  }
  Json out{{"role", name_of(origin.role)}};
  out["chance"] = sum.visits == 0
                      ? 0.0
                      : 1e-6 * static_cast<double>(sum.interest) / static_cast<double>(sum.visits);
  if (origin.role == Role::Weak) {
    out["visits"] = sum.visits;
    out["engaged"] = sum.engaged;
  } else {
    out["visits"] = visits;
    out["engaged"] = engaged;
  }
  return out;
}

// What people really felt, and what partners and we really gave each other.
void add_voices(std::uint64_t seed, Json& truth) {
  truth["sentiment"] = mentions_jsonl(seed).sentiment;
  for (const auto& [partner, balance] : acts_csv(seed).balances) {
    truth["partners"][partner] = {{"we_gave", balance.we_gave}, {"they_gave", balance.they_gave}};
  }
}

void add_sums(const std::vector<MonthFile>& files, Json& truth) {
  std::map<std::string, std::vector<std::uint64_t>> visits;
  BotCounts bots;
  std::array<std::uint64_t, kBrokenWays.size()> broken{};
  for (const MonthFile& file : files) {
    auto& of_market = visits[std::string(kMarkets[static_cast<std::size_t>(file.market)].id)];
    of_market.resize(kMonths);
    of_market[static_cast<std::size_t>(file.month)] += file.visits;
    bots.add(file.bots);
    for (std::size_t way = 0; way < broken.size(); ++way) {
      broken[way] += file.broken[way];
    }
  }
  truth["visits"] = visits;
  truth["bots"] = truth_of(bots);
  for (std::size_t way = 0; way < broken.size(); ++way) {
    truth["broken"][std::string(kBrokenWays[way])] = broken[way];
  }
}

}  // namespace

std::string truth_json(const std::vector<MonthFile>& files,
                       const OriginMonths& months,
                       const std::vector<Origin>& origins,
                       const EventCounts& events,
                       const DemoOptions& options) {
  Json truth{{"schema", "throughline.demo/1"}, {"seed", options.seed}, {"scale", options.scale}};
  add_sums(files, truth);
  for (const MonthFile& file : files) {
    truth["files"][file.name] = {
        {"lines", file.lines}, {"visits", file.visits}, {"bots", truth_of(file.bots)}};
  }
  truth["events"] = truth_of(events);
  truth["breakout"] = {{"source", kBreakoutBlog},
                       {"month", month_name(kFirstMonth + kBreakoutMonth)},
                       {"ratio", kBreakout}};
  for (std::size_t i = 0; i < origins.size(); ++i) {
    truth["sources"][origins[i].name] = truth_of_origin(months, origins[i], i);
  }
  add_plan(truth);
  add_voices(options.seed, truth);
  constexpr double kAsBigAsCounted = 1.0;  // what worlds differ by needs no bigger company
  if (options.scale <= kAsBigAsCounted) {
    add_effects(live_in_all_worlds(origins, options), truth);
  }
  return truth.dump(1) + "\n";
}

}  // namespace throughline::demo
