#include "engine/cluster.hpp"

#include <gmock/gmock.h>

namespace throughline::engine {
namespace {

using testing::ElementsAre;
using testing::EndsWith;

const ClusterOptions kOptions{
    .cluster = "two", .database = "tl", .per_visitor = {"hits", "sessions", "visits"}};

// What is sent, with the servers it goes to before it.
std::vector<std::string> rewritten(std::string_view sql) {
  const auto spread = spread_over_cluster(sql, kOptions);
  if (!spread) {
    return {"error: " + spread.error().message};
  }
  std::vector<std::string> lines;
  for (const std::string& statement : spread->statements) {
    lines.push_back((spread->reach == Reach::Each ? "each: " : "one: ") + statement);
  }
  return lines;
}

TEST(Cluster, AVisitorsRowsLieOnOneShard) {
  EXPECT_THAT(
      rewritten(
          "-- Hits.\nCREATE TABLE IF NOT EXISTS hits\n(\n    visitor UInt64,\n    x UInt8\n)\n"
          "ENGINE = MergeTree\nORDER BY (visitor, x)\n"),
      ElementsAre(
          "each: CREATE TABLE IF NOT EXISTS tl.hits_local\n(\n    visitor UInt64,\n    x UInt8\n)\n"
          "ENGINE = MergeTree\nORDER BY (visitor, x)\n",
          "each: CREATE TABLE IF NOT EXISTS tl.hits AS tl.hits_local ENGINE = "
          "Distributed(two, tl, hits_local, visitor)"));
}

TEST(Cluster, RowsThatReplaceEachOtherMeet) {
  EXPECT_THAT(
      rewritten("create table names (kind UInt8, visitors UInt64, d DateTime('UTC')) "
                "ENGINE = ReplacingMergeTree ORDER BY (kind, visitors)")[1],
      "each: CREATE TABLE tl.names AS tl.names_local ENGINE = Distributed(two, tl, names_local, "
      "cityHash64(kind, visitors))");
  EXPECT_THAT(rewritten("CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a")[1],
              EndsWith("cityHash64(a))"));
}

TEST(Cluster, AViewOfVisitorsIsMadeOnTheirShards) {
  EXPECT_THAT(
      rewritten("CREATE VIEW IF NOT EXISTS v AS SELECT visitor, b FROM sessions ANY LEFT JOIN "
                "(SELECT b FROM touches) USING b"),
      ElementsAre("each: CREATE VIEW IF NOT EXISTS tl.v_local AS SELECT visitor, b FROM "
                  "tl.sessions_local ANY LEFT JOIN (SELECT b FROM touches) USING b",
                  "each: CREATE TABLE IF NOT EXISTS tl.v AS tl.v_local ENGINE = Distributed(two, "
                  "tl, v_local)"));
}

TEST(Cluster, AViewThatCountsReadsTheDistributedTables) {
  for (const std::string sql : {"CREATE VIEW v AS SELECT a FROM t",
                                "CREATE VIEW v AS SELECT count() FROM hits GROUP BY visitor"}) {
    EXPECT_THAT(
        rewritten(sql),
        ElementsAre("each: CREATE VIEW tl.v" + sql.substr(std::string("CREATE VIEW v").size())));
  }
}

TEST(Cluster, OnlyShardsCanBeEmptied) {
  EXPECT_THAT(rewritten("TRUNCATE TABLE sessions"),
              ElementsAre("each: TRUNCATE TABLE tl.sessions_local"));
}

TEST(Cluster, ColumnsChangeInBothTablesAndRowsOnlyOnTheShards) {
  EXPECT_THAT(rewritten("ALTER TABLE hits ADD COLUMN x UInt8"),
              ElementsAre("each: ALTER TABLE tl.hits_local ADD COLUMN x UInt8",
                          "each: ALTER TABLE tl.hits ADD COLUMN x UInt8"));
  EXPECT_THAT(rewritten("ALTER TABLE hits DELETE WHERE batch = 1"),
              ElementsAre("each: ALTER TABLE tl.hits_local DELETE WHERE batch = 1"));
}

TEST(Cluster, WhatIsDroppedIsDroppedWhole) {
  EXPECT_THAT(rewritten("DROP VIEW IF EXISTS visits"),
              ElementsAre("each: DROP TABLE IF EXISTS tl.visits",
                          "each: DROP TABLE IF EXISTS tl.visits_local"));
}

TEST(Cluster, AShardWorksOnItsOwnVisitors) {
  EXPECT_THAT(
      rewritten("-- From hits.\nINSERT INTO sessions SELECT visitor, 'from hits' FROM hits WHERE "
                "touch IN (SELECT id FROM touches)"),
      ElementsAre("each: INSERT INTO tl.sessions_local SELECT visitor, 'from hits' FROM "
                  "tl.hits_local WHERE touch IN (SELECT id FROM touches)"));
}

TEST(Cluster, OtherStatementsStay) {
  for (const std::string sql : {"INSERT INTO t SELECT 1",
                                "INSERT INTO hits SELECT number FROM numbers(3)",
                                "INSERT INTO hits SELECT a FROM other.hits",
                                "INSERT INTO hits SELECT 1 /* FROM hits */"}) {
    EXPECT_THAT(rewritten(sql), ElementsAre("one: " + sql));
  }
}

TEST(Cluster, WhatCannotBeSpreadIsRefused) {
  EXPECT_FALSE(
      spread_over_cluster("CREATE TABLE t (a UInt8) ENGINE = Memory", kOptions).has_value());
  EXPECT_FALSE(spread_over_cluster("SELECT 1", {.cluster = "a; b", .database = "tl"}).has_value());
  EXPECT_FALSE(spread_over_cluster("SELECT 1", {.cluster = "a", .database = ""}).has_value());
}

}  // namespace
}  // namespace throughline::engine
