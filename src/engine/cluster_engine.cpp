#include <algorithm>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/cluster.hpp"
#include "engine/engine.hpp"
#include "engine/http_client.hpp"

namespace throughline::engine {
namespace {

struct Server {
  std::string host;
  std::unique_ptr<Engine> engine;
};

// Questions and rows go to the server that the settings name: its distributed tables reach the
// others. What each server must do, each does at the same time.
class ClusterEngine final : public Engine {
 public:
  ClusterEngine(std::unique_ptr<Engine> entry, std::vector<Server> servers, ClusterOptions options)
      : entry_(std::move(entry)), servers_(std::move(servers)), options_(std::move(options)) {}

  Result<void> execute(std::string_view sql, const Parameters& parameters) override {
    TL_CHECK(learn_tables());
    TL_TRY(const Spread spread, spread_over_cluster(sql, options_));
    for (const std::string& statement : spread.statements) {
      if (spread.reach == Reach::One) {
        TL_CHECK(entry_->execute(statement, parameters));
      } else {
        TL_CHECK(execute_on_each(statement, parameters));
        tables_are_known_ = false;
      }
    }
    return {};
  }

  Result<void> stream(std::string_view sql,
                      const Parameters& parameters,
                      const BatchSink& sink) override {
    return entry_->stream(sql, parameters, sink);
  }

  Result<void> format(std::string_view sql,
                      const Parameters& parameters,
                      std::string_view format_name,
                      const BytesSink& sink) override {
    return entry_->format(sql, parameters, format_name, sink);
  }

  Result<void> insert(std::string_view table, const Batch& batch) override {
    return entry_->insert(table, batch);
  }

 private:
  // Which tables hold visitors; others may have made some, but none that our statements name.
  Result<void> learn_tables() {
    if (tables_are_known_) {
      return {};
    }
    TL_TRY(const Batch answer,
           entry_->query("SELECT table AS text FROM system.columns WHERE database = "
                         "{database:String} AND name = 'visitor' ORDER BY text",
                         {{"database", options_.database}}));
    TL_TRY(const auto* const tables, answer.get<Strings>("text"));
    options_.per_visitor.clear();
    for (std::size_t i = 0; i < tables->size(); ++i) {
      if (!(*tables)[i].ends_with("_local")) {
        options_.per_visitor.emplace_back((*tables)[i]);
      }
    }
    tables_are_known_ = true;
    return {};
  }

  Result<void> execute_on_each(const std::string& sql, const Parameters& parameters) {
    std::vector<std::future<Result<void>>> answers;
    for (const Server& server : servers_) {
      answers.push_back(
          std::async(std::launch::async, [&] { return server.engine->execute(sql, parameters); }));
    }
    std::optional<Error> failure;  // of the first server that failed; all are waited for
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (auto done = answers[i].get(); !done && !failure) {
        failure = std::move(done).error();
        failure->message += fmt::format(" (server {} of the cluster)", servers_[i].host);
      }
    }
    return failure ? Result<void>(fail(std::move(*failure))) : Result<void>();
  }

  std::unique_ptr<Engine> entry_;
  std::vector<Server> servers_;
  ClusterOptions options_;
  bool tables_are_known_ = false;
};

Result<std::vector<std::string>> texts_of(Engine& engine,
                                          std::string_view sql,
                                          const Parameters& parameters) {
  TL_TRY(const Batch answer, engine.query(sql, parameters));
  TL_TRY(const auto* const texts, answer.get<Strings>("text"));
  std::vector<std::string> list;
  for (std::size_t i = 0; i < texts->size(); ++i) {
    list.emplace_back((*texts)[i]);
  }
  return list;
}

Result<std::vector<std::string>> hosts_of(Engine& engine, const std::string& cluster) {
  TL_TRY(auto hosts,
         texts_of(engine,
                  "SELECT DISTINCT host_name AS text FROM system.clusters WHERE cluster = "
                  "{cluster:String} ORDER BY text",
                  {{"cluster", cluster}}));
  if (hosts.empty()) {
    TL_TRY(
        const auto known,
        texts_of(engine, "SELECT DISTINCT cluster AS text FROM system.clusters ORDER BY text", {}));
    return fail(ErrorCode::InvalidArgument,
                fmt::format("the store's server knows no cluster of this name: {}", cluster),
                known.empty() ? "It has none: remove cluster: under store: in the settings"
                              : fmt::format("It knows: {}", fmt::join(known, ", ")));
  }
  return hosts;
}

}  // namespace

Result<std::unique_ptr<Engine>> open_cluster(const HttpOptions& options,
                                             const std::string& cluster) {
  ClusterOptions names{.cluster = cluster, .database = options.database};
  TL_CHECK(spread_over_cluster("", names));
  HttpOptions at = options;
  at.database = kDefaultDatabase;
  TL_TRY(const auto asked, open_http(at));
  TL_TRY(const auto hosts, hosts_of(*asked, cluster));
  at.database = options.database;
  std::vector<Server> servers;
  for (const std::string& host : hosts) {
    TL_TRY(at.url, url_on_host(options.url, host));
    TL_CHECK(create_database(at));
    TL_TRY(auto engine, open_http(at));
    servers.push_back({host, std::move(engine)});
  }
  TL_TRY(auto entry, open_http(options));
  return std::make_unique<ClusterEngine>(std::move(entry), std::move(servers), std::move(names));
}

}  // namespace throughline::engine
