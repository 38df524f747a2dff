#include "engine/cluster.hpp"

#include <gmock/gmock.h>

namespace throughline::engine {
namespace {

using testing::ElementsAre;

const ClusterOptions kOptions{.cluster = "two", .database = "tl", .reach = Reach::EachServer};

std::vector<std::string> rewritten(std::string_view sql, const ClusterOptions& options = kOptions) {
  const auto statements = cluster_ddl(sql, options);
  return statements ? *statements : std::vector{"error: " + statements.error().message};
}

TEST(ClusterDdl, AVisitorsRowsLieOnOneShard) {
  EXPECT_THAT(
      rewritten(
          "-- Hits.\nCREATE TABLE IF NOT EXISTS hits\n(\n    visitor UInt64,\n    x UInt8\n)\n"
          "ENGINE = MergeTree\nORDER BY (visitor, x)\n"),
      ElementsAre(
          "CREATE TABLE IF NOT EXISTS tl.hits_local\n(\n    visitor UInt64,\n    x UInt8\n)\n"
          "ENGINE = MergeTree\nORDER BY (visitor, x)\n",
          "CREATE TABLE IF NOT EXISTS tl.hits AS tl.hits_local ENGINE = "
          "Distributed(two, tl, hits_local, visitor)"));
}

TEST(ClusterDdl, RowsThatReplaceEachOtherMeet) {
  EXPECT_THAT(rewritten("create table names (kind UInt8, visitors UInt64, d DateTime('UTC')) "
                        "ENGINE = ReplacingMergeTree ORDER BY (kind, visitors)")[1],
              "CREATE TABLE tl.names AS tl.names_local ENGINE = Distributed(two, tl, names_local, "
              "cityHash64(kind, visitors))");
  EXPECT_THAT(rewritten("CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a")[1],
              testing::EndsWith("cityHash64(a))"));
}

TEST(ClusterDdl, ViewsReadTheDistributedTables) {
  EXPECT_THAT(rewritten("CREATE VIEW IF NOT EXISTS v AS SELECT a FROM t"),
              ElementsAre("CREATE VIEW IF NOT EXISTS tl.v AS SELECT a FROM t"));
}

TEST(ClusterDdl, OnlyShardsCanBeEmptied) {
  EXPECT_THAT(rewritten("TRUNCATE TABLE sessions"),
              ElementsAre("TRUNCATE TABLE tl.sessions_local"));
}

TEST(ClusterDdl, WithAKeeperOneServerTellsTheOthers) {
  const ClusterOptions options{.cluster = "two", .database = "tl"};
  EXPECT_THAT(
      rewritten("CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a", options),
      ElementsAre("CREATE TABLE tl.t_local ON CLUSTER two (a UInt8) ENGINE = MergeTree ORDER BY a",
                  "CREATE TABLE tl.t ON CLUSTER two AS tl.t_local ENGINE = Distributed(two, tl, "
                  "t_local, cityHash64(a))"));
  EXPECT_THAT(rewritten("TRUNCATE TABLE t", options),
              ElementsAre("TRUNCATE TABLE tl.t_local ON CLUSTER two"));
}

TEST(ClusterDdl, OtherStatementsStay) {
  EXPECT_THAT(rewritten("INSERT INTO t SELECT 1"), ElementsAre("INSERT INTO t SELECT 1"));
}

TEST(ClusterDdl, WhatCannotBeSpreadIsRefused) {
  EXPECT_FALSE(cluster_ddl("CREATE TABLE t (a UInt8) ENGINE = Memory", kOptions).has_value());
  EXPECT_FALSE(cluster_ddl("SELECT 1", {.cluster = "a; b", .database = "tl"}).has_value());
  EXPECT_FALSE(cluster_ddl("SELECT 1", {.cluster = "a", .database = ""}).has_value());
}

}  // namespace
}  // namespace throughline::engine
