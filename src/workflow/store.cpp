#include "workflow/store.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "sql/queries.hpp"

namespace throughline::workflow {
namespace {

constexpr std::string_view kMigrationTable =
    "CREATE TABLE IF NOT EXISTS migrations (number UInt32, name String) ENGINE = MergeTree ORDER "
    "BY number";

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
          {"off", array_text(off)},
          {"asset_feeds", array_text(asset_feeds)}};
}

Result<std::uint64_t> one_number(engine::Engine& store, std::string_view sql) {
  TL_TRY(const engine::Batch answer, store.query(sql));
  TL_TRY(const auto* const n, answer.get<std::vector<std::uint64_t>>("n"));
  return n->empty() ? 0 : n->front();
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

}  // namespace

Result<void> migrate(engine::Engine& store) {
  TL_CHECK(store.execute(kMigrationTable));
  TL_TRY(const std::uint64_t n_done,
         one_number(store, "SELECT toUInt64(count()) AS n FROM migrations"));
  if (n_done > sql::kMigrations.size()) {
    return fail(ErrorCode::Conflict,
                "the store was written by a newer version of throughline",
                "Upgrade this program, or start a new workspace");
  }
  for (std::size_t i = n_done; i < sql::kMigrations.size(); ++i) {
    TL_CHECK(store.execute(sql::kMigrations[i].sql));
    TL_CHECK(store.execute(
        "INSERT INTO migrations SELECT {number:UInt32}, {name:String}",
        {{"number", std::to_string(i + 1)}, {"name", std::string(sql::kMigrations[i].name)}}));
  }
  return {};
}

Result<void> rebuild_sessions(engine::Engine& store,
                              const SessionRules& rules,
                              std::uint32_t n_ranges) {
  constexpr std::uint64_t kHitsOfRange = 1'000'000;
  TL_TRY(const std::uint64_t n_hits, one_number(store, "SELECT toUInt64(count()) AS n FROM hits"));
  TL_TRY(const auto asset_feeds, feeds_with_assets(store, n_hits));
  const engine::Parameters common = parameters_of(rules, asset_feeds);
  TL_CHECK(store.execute("TRUNCATE TABLE sessions"));
  const std::uint64_t n = n_ranges > 0 ? n_ranges : 1 + n_hits / kHitsOfRange;
  const std::uint64_t width = ~0ULL / n;
  for (std::uint64_t i = 0; i < n; ++i) {
    engine::Parameters parameters = common;
    parameters.emplace_back("low", std::to_string(i == 0 ? 0 : width * i + 1));
    parameters.emplace_back("high", std::to_string(i + 1 == n ? ~0ULL : width * (i + 1)));
    TL_CHECK(store.execute(sql::kSessions, parameters));
  }
  return {};
}

}  // namespace throughline::workflow
