#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace throughline::engine {

/// How a statement reaches every server of a cluster.
enum class Reach {
  OnCluster,   ///< ON CLUSTER, for clusters with a Keeper: sent once, to any server
  EachServer,  ///< the caller sends it to each server: works without a Keeper
};

struct ClusterOptions {
  std::string cluster;   ///< its name in the servers' remote_servers
  std::string database;  ///< holds all tables
  Reach reach = Reach::OnCluster;
};

/// Turns a statement of our schema into what a cluster needs:
///
///   CREATE TABLE t …   →   CREATE TABLE database.t_local …, the rows of one shard;
///                          CREATE TABLE database.t AS database.t_local
///                            ENGINE = Distributed(cluster, database, t_local, key), all of them
///   CREATE VIEW v …    →   the same on every server; it reads the distributed tables
///   TRUNCATE TABLE t   →   TRUNCATE TABLE database.t_local
///   any other          →   itself, once
///
/// The key is `visitor` where the table has that column, so that all of a visitor lies on one
/// shard; else a hash of ORDER BY's columns, so that rows which replace each other meet. Errors:
/// InvalidArgument if a CREATE TABLE has no ORDER BY to take a key from; names of cluster or
/// database that are not plain words.
/// Source: documentation of ClickHouse, "Distributed table engine".
[[nodiscard]] Result<std::vector<std::string>> cluster_ddl(std::string_view statement,
                                                           const ClusterOptions& options);

}  // namespace throughline::engine
