#include "workflow/store.hpp"

#include <span>
#include <vector>

#include "engine/sql_text.hpp"
#include "sql/queries.hpp"

namespace throughline::workflow {
namespace {

constexpr std::string_view kMigrationTable =
    "CREATE TABLE IF NOT EXISTS migrations (number UInt32, name String) ENGINE = MergeTree ORDER "
    "BY number";

}  // namespace

Result<std::uint64_t> one_number(engine::Engine& store,
                                 std::string_view sql,
                                 const engine::Parameters& parameters) {
  TL_TRY(const engine::Batch answer, store.query(sql, parameters));
  TL_TRY(const auto* const n, answer.get<std::vector<std::uint64_t>>("n"));
  return n->empty() ? 0 : n->front();
}

Result<std::uint64_t> n_migrations_of(engine::Engine& store) {
  return one_number(store, "SELECT toUInt64(count()) AS n FROM migrations");
}

std::vector<std::string> tables_of(std::size_t n_migrations) {
  std::vector<std::string> tables;
  for (const auto& migration : std::span(sql::kMigrations).first(n_migrations)) {
    std::string_view rest = engine::without_comments(migration.sql);
    if (engine::take_words(rest, {"CREATE", "TABLE"})) {
      engine::take_words(rest, {"IF", "NOT", "EXISTS"});
      tables.emplace_back(engine::next_word(rest));
    }
  }
  return tables;
}

Result<void> migrate(engine::Engine& store) { return migrate(store, sql::kMigrations.size()); }

Result<void> migrate(engine::Engine& store, std::size_t n_migrations) {
  TL_ASSERT(n_migrations <= sql::kMigrations.size());
  TL_CHECK(store.execute(kMigrationTable));
  TL_TRY(const std::uint64_t n_done, n_migrations_of(store));
  if (n_done > sql::kMigrations.size()) {
    return fail(ErrorCode::Conflict,
                "the store was written by a newer version of throughline",
                "Upgrade this program, or start a new workspace");
  }
  for (std::size_t i = n_done; i < n_migrations; ++i) {
    TL_CHECK(store.execute(sql::kMigrations[i].sql));
    TL_CHECK(store.execute(
        "INSERT INTO migrations SELECT {number:UInt32}, {name:String}",
        {{"number", std::to_string(i + 1)}, {"name", std::string(sql::kMigrations[i].name)}}));
  }
  return {};
}

}  // namespace throughline::workflow
