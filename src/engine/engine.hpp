#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "engine/batch.hpp"

namespace throughline::engine {

/// Values bound to {name:Type} in a query: name and value as plain text, never pasted into SQL by
/// callers.
using Parameters = std::vector<std::pair<std::string, std::string>>;

using BatchSink = std::function<Result<void>(Batch&&)>;
using BytesSink = std::function<Result<void>(std::string_view)>;

/// A ClickHouse that holds the store: in this process, or a server over HTTP. Both speak the same
/// SQL.
///
/// Calls on one Engine run one after the other; use several for parallel work. Errors of every
/// call: Unavailable (cannot be reached), DiskFull, InvalidArgument (the SQL is wrong),
/// CorruptData.
class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  /// Runs a statement that returns no rows.
  virtual Result<void> execute(std::string_view sql, const Parameters& parameters = {}) = 0;

  /// Runs a query and hands its rows on batch by batch; memory does not grow with the answer. An
  /// error of the sink stops the query and is returned.
  virtual Result<void> stream(std::string_view sql,
                              const Parameters& parameters,
                              const BatchSink& sink) = 0;

  /// Runs a query and hands on the bytes the engine writes in `format` (TabSeparated, Parquet ...).
  virtual Result<void> format(std::string_view sql,
                              const Parameters& parameters,
                              std::string_view format,
                              const BytesSink& sink) = 0;

  /// Appends a batch; columns are matched by name, missing ones take their default. Up to 1,000,000
  /// rows become one block: after a crash all of it is there, or nothing.
  virtual Result<void> insert(std::string_view table, const Batch& batch) = 0;

  /// Whole answer of a small query in one batch.
  [[nodiscard]] Result<Batch> query(std::string_view sql, const Parameters& parameters = {});
};

/// Opens the engine embedded in this process on a folder (created if missing). One process at a
/// time may hold a folder; several Engines of this process may. Errors: Unavailable if the library
/// cannot be loaded, Held if another process holds the folder.
[[nodiscard]] Result<std::unique_ptr<Engine>> open_embedded(const std::string& folder);

inline constexpr const char* kDefaultDatabase = "default";  ///< every server has it

struct HttpOptions {
  std::string url;  ///< http://host:port
  std::string database = kDefaultDatabase;
  std::string user;
  std::string password;
  int timeout_seconds = 600;
};

/// Connects to a ClickHouse server over HTTP. Errors: Unavailable, InvalidArgument (the URL, or a
/// database that is not there).
[[nodiscard]] Result<std::unique_ptr<Engine>> open_http(const HttpOptions& options);

/// Makes the database on a server unless it is there.
Result<void> create_database(const HttpOptions& options);

/// Connects to all servers of a cluster, through the one at the URL, and makes the database on each
/// where it is missing. Every server must be reached at the URL's port, under the name that the
/// cluster's definition gives it. Statements are spread as cluster.hpp says. Errors: as open_http;
/// InvalidArgument if the server knows no such cluster.
[[nodiscard]] Result<std::unique_ptr<Engine>> open_cluster(const HttpOptions& options,
                                                           const std::string& cluster);

}  // namespace throughline::engine
