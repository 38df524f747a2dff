#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace throughline::engine {

struct ClusterOptions {
  std::string cluster;   ///< its name in the servers' remote_servers
  std::string database;  ///< holds all tables
  /// Tables and views with a column `visitor`: all rows of a visitor lie on one shard.
  std::vector<std::string> per_visitor;
};

/// Which servers a statement goes to: one, whose distributed tables reach the others, or each.
enum class Reach { One, Each };

struct Spread {
  Reach reach = Reach::One;
  std::vector<std::string> statements;  ///< one after the other
};

/// Turns a statement for one server into what a cluster needs:
///
///   CREATE TABLE t …   →   each: CREATE TABLE database.t_local …, the rows of one shard;
///                          CREATE TABLE database.t AS database.t_local
///                            ENGINE = Distributed(cluster, database, t_local, key), all of them
///   CREATE VIEW v …    →   each: the same pair over tables of the shard, if the view gives
///                          visitors' rows and reads them; else the view over distributed tables
///   TRUNCATE TABLE t   →   each: TRUNCATE TABLE database.t_local
///   ALTER TABLE t …    →   each: on t_local; a change of columns on t too
///   DROP TABLE, VIEW t →   each: both
///   INSERT INTO t SELECT … FROM u   →   each: the same on t_local and u_local, if both are tables
///                          of visitors: a shard works on its own visitors, and no row travels
///   any other          →   one: itself
///
/// The key is `visitor` where the table has that column; else a hash of ORDER BY's columns, so that
/// rows which replace each other meet. Names in quotes are not looked at. Errors: InvalidArgument
/// if a CREATE TABLE has no ORDER BY to take a key from; names of cluster or database that are not
/// plain words.
/// Source: documentation of ClickHouse, "Distributed table engine".
[[nodiscard]] Result<Spread> spread_over_cluster(std::string_view statement,
                                                 const ClusterOptions& options);

}  // namespace throughline::engine
