#include "workflow/sessions.hpp"

#include <algorithm>
#include <fmt/ranges.h>

#include "base/hash.hpp"
#include "base/time.hpp"
#include "sql/queries.hpp"
#include "workflow/store.hpp"
#include "workflow/visitor_ranges.hpp"

namespace throughline::workflow {
namespace {

template <class Number>
std::string array_text(const std::vector<Number>& values) {
  return fmt::format("[{}]", fmt::join(values, ","));
}

engine::Parameters parameters_of(const SessionRules& rules,
                                 const std::vector<std::uint32_t>& asset_feeds) {
  std::vector<int> off;
  for (const schema::BotReason reason : rules.bots_off) {
    off.push_back(static_cast<int>(reason));
  }
  return {{"gap", std::to_string(rules.gap_seconds)},
          {"cut_at_midnight", rules.cut_at_midnight ? "1" : "0"},
          {"cut_on_campaign", rules.cut_on_campaign ? "1" : "0"},
          {"zone", rules.zone},
          {"engagement", std::to_string(hash_bytes("engagement"))},
          {"goal_paths", array_text(rules.goal_paths)},
          {"goal_events", array_text(rules.goal_events)},
          {"money_events", array_text(rules.money_events)},
          {"feeds_off", array_text(rules.feeds_off)},
          {"off", array_text(off)},
          {"asset_feeds", array_text(asset_feeds)}};
}

// Some visitors are enough to see whether a feed logs assets at all.
Result<std::vector<std::uint32_t>> feeds_with_assets(engine::Engine& store, std::uint64_t n_hits) {
  constexpr std::uint64_t kEnough = 2'000'000;
  const std::uint64_t every = std::max<std::uint64_t>(1, n_hits / kEnough);
  TL_TRY(const engine::Batch answer,
         store.query(sql::kAssetShare, {{"every", std::to_string(every)}}));
  TL_TRY(const auto* const feed, answer.get<std::vector<std::uint32_t>>("feed"));
  TL_TRY(const auto* const visitors, answer.get<std::vector<std::uint64_t>>("visitors"));
  TL_TRY(const auto* const fetching, answer.get<std::vector<std::uint64_t>>("fetching"));
  std::vector<std::uint32_t> feeds;
  for (std::size_t i = 0; i < answer.n_rows(); ++i) {
    if (2 * (*fetching)[i] >= (*visitors)[i]) {
      feeds.push_back((*feed)[i]);
    }
  }
  return feeds;
}

// What the sessions in the store were made from; equal states give equal sessions.
struct Derivation {
  std::uint64_t rules = 0;
  std::uint64_t last_batch = 0;
};

std::uint64_t hash_of(const engine::Parameters& parameters) {
  std::uint64_t hash = hash_bytes(sql::kSessions);
  for (const auto& [name, value] : parameters) {
    hash = hash_bytes(value, hash_bytes(name, hash));
  }
  return hash;
}

Result<void> note(engine::Engine& store, const Derivation& derivation) {
  return store.insert("derivations",
                      {{{"rules", std::vector<std::uint64_t>{derivation.rules}},
                        {"last_batch", std::vector<std::uint64_t>{derivation.last_batch}}}});
}

Result<bool> holds(engine::Engine& store, const Derivation& derivation) {
  TL_TRY(const std::uint64_t n,
         one_number(store,
                    sql::kDerivationHolds,
                    {{"rules", std::to_string(derivation.rules)},
                     {"last_batch", std::to_string(derivation.last_batch)}}));
  return n > 0;
}

// In how many ranges each of the two queries is made.
struct Passes {
  std::uint64_t of_one = 0;  ///< 0 = visitors of one view are not made apart
  std::uint64_t of_several = 1;
};

// Views of each kind of visitor, told from so much of the key space as is enough to tell.
struct Views {
  double of_one = 0;
  double of_several = 0;
};

Result<Views> views_of(engine::Engine& store,
                       const engine::Parameters& rules,
                       std::uint64_t n_hits) {
  constexpr std::uint64_t kEnough = 200'000;
  const std::uint64_t parts = 1 + n_hits / kEnough;
  engine::Parameters parameters{{"high", std::to_string(~0ULL / parts)}};
  std::ranges::copy_if(rules, std::back_inserter(parameters), [](const auto& parameter) {
    return parameter.first == "feeds_off";
  });
  TL_TRY(const engine::Batch answer, store.query(sql::kViewShares, parameters));
  TL_TRY(const auto* const of_one, answer.get<std::vector<std::uint64_t>>("of_one"));
  TL_TRY(const auto* const of_several, answer.get<std::vector<std::uint64_t>>("of_several"));
  const auto whole = static_cast<double>(parts);
  return Views{whole * static_cast<double>(of_one->front()),
               whole * static_cast<double>(of_several->front())};
}

Result<Passes> passes_of(engine::Engine& store,
                         const engine::Parameters& rules,
                         std::uint64_t n_hits,
                         const SessionWork& work) {
  constexpr double kViewsOfRange = 750'000;  // half a gigabyte of arrays in the engine
  constexpr double kVisitorsOfRange = 600'000;
  TL_TRY(const Views views, views_of(store, rules, n_hits));
  const bool apart =
      work.one_view == OneViewVisitors::Apart ||
      (work.one_view == OneViewVisitors::ByTheirShare && views.of_one > views.of_several);
  const auto ranges = [&](double size, double of_range) -> std::uint64_t {
    return work.n_ranges > 0 ? work.n_ranges : 1 + static_cast<std::uint64_t>(size / of_range);
  };
  if (!apart) {
    return Passes{0, ranges(views.of_one + views.of_several, kViewsOfRange)};
  }
  return Passes{ranges(views.of_one, kVisitorsOfRange), ranges(views.of_several, kViewsOfRange)};
}

}  // namespace

Result<void> rebuild_sessions(engine::Engine& store,
                              const SessionRules& rules,
                              const SessionWork& work) {
  TL_TRY(const std::uint64_t n_hits, one_number(store, "SELECT toUInt64(count()) AS n FROM hits"));
  TL_TRY(const auto asset_feeds, feeds_with_assets(store, n_hits));
  engine::Parameters common = parameters_of(rules, asset_feeds);
  TL_TRY(const Passes passes, passes_of(store, common, n_hits, work));
  common.emplace_back("apart", passes.of_one > 0 ? "1" : "0");
  TL_CHECK(store.execute("TRUNCATE TABLE sessions"));
  const auto n = static_cast<double>(passes.of_one + passes.of_several);
  double done = 0;
  const auto pass = [&](std::string_view query, std::uint64_t n_ranges) -> Result<void> {
    for (const VisitorRange& range : visitor_ranges(n_ranges)) {
      TL_CHECK(store.execute(query, within(common, range)));
      if (work.progress) {
        work.progress(++done / n);
      }
    }
    return {};
  };
  if (passes.of_one > 0) {
    TL_CHECK(pass(sql::kSessionsOfOneView, passes.of_one));
  }
  return pass(sql::kSessions, passes.of_several);
}

Result<bool> derive_sessions(engine::Engine& store,
                             const SessionRules& rules,
                             const std::function<void(double done)>& progress) {
  TL_TRY(const std::uint64_t last_batch,
         one_number(store, "SELECT toUInt64(max(batch)) AS n FROM imports WHERE state = 1"));
  const Derivation wanted{hash_of(parameters_of(rules, {})), last_batch};
  TL_TRY(const bool is_there, holds(store, wanted));
  if (is_there) {
    return false;
  }
  TL_CHECK(store.execute("TRUNCATE TABLE derivations"));  // until the new one is whole, none holds
  TL_CHECK(rebuild_sessions(store, rules, {.progress = progress}));
  TL_CHECK(note(store, wanted));
  return true;
}

}  // namespace throughline::workflow
