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

engine::Parameters session_parameters(const SessionRules& rules,
                                      std::uint64_t low,
                                      std::uint64_t high) {
  return {{"low", std::to_string(low)},
          {"high", std::to_string(high)},
          {"gap", std::to_string(rules.gap_seconds)},
          {"engagement", std::to_string(hash_bytes("engagement"))},
          {"goal_paths", array_text(rules.goal_paths)},
          {"goal_events", array_text(rules.goal_events)},
          {"asset_feeds", array_text(rules.asset_feeds)}};
}

}  // namespace

Result<void> migrate(engine::Engine& store) {
  TL_CHECK(store.execute(kMigrationTable));
  TL_TRY(const engine::Batch done, store.query("SELECT toUInt64(count()) AS n FROM migrations"));
  TL_TRY(const auto* const n, done.get<std::vector<std::uint64_t>>("n"));
  const std::uint64_t n_done = n->empty() ? 0 : n->front();
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
  TL_CHECK(store.execute("TRUNCATE TABLE sessions"));
  const std::uint64_t width = ~0ULL / n_ranges;
  for (std::uint32_t i = 0; i < n_ranges; ++i) {
    const std::uint64_t low = i == 0 ? 0 : width * i + 1;
    const std::uint64_t high = i + 1 == n_ranges ? ~0ULL : width * (i + 1);
    TL_CHECK(store.execute(sql::kSessions, session_parameters(rules, low, high)));
  }
  return {};
}

}  // namespace throughline::workflow
