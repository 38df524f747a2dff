#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "access/gate.hpp"
#include "base/error.hpp"
#include "collector/collector.hpp"
#include "collector/live.hpp"
#include "holder/change_gate.hpp"
#include "holder/turns.hpp"
#include "http/server.hpp"
#include "server/answers.hpp"
#include "server/jobs.hpp"
#include "server/made.hpp"
#include "server/metrics.hpp"
#include "server/moments.hpp"
#include "server/pages.hpp"
#include "server/refresh_loop.hpp"
#include "server/resources.hpp"
#include "server/run_job.hpp"
#include "server/store_pool.hpp"
#include "workflow/collected.hpp"
#include "workflow/workspace.hpp"

namespace throughline::server {

struct ServiceOptions {
  workflow::Workspace workspace;
  OpenStore open_store;       ///< a further Engine on the store that this process holds
  holder::Turns* writers;     ///< of the store; must outlive the service
  holder::ChangeGate* gate;   ///< of the store; must outlive the service
  std::filesystem::path web;  ///< files of the web app; empty = those in the program
  std::size_t n_workers = 3;  ///< threads that look into the store
  std::size_t most_kept = std::size_t{256} << 20;  ///< bytes of answers
};

/// Answers everything that `throughline serve` is asked: collects, shows, changes and counts.
class Service {
 public:
  /// Errors: those of the store, of the collector's folder and of the files of users.
  [[nodiscard]] static Result<std::unique_ptr<Service>> open(ServiceOptions options);
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  /// As close().
  ~Service();

  /// May a server listen there? Errors: InvalidArgument for an address that others can reach, where
  /// there are no users.
  [[nodiscard]] Result<void> may_listen(std::string_view host) { return gate_->may_listen(host); }

  [[nodiscard]] Result<bool> has_users() { return gate_->has_users(); }

  /// Answers a request, at once or later. Does not block.
  void answer(http::Request request, std::unique_ptr<http::Reply> reply);
  /// Notes what was answered.
  void note(const http::Answered& answered);

  /// Whose counters the metrics tell. \param server  must outlive its requests
  void watch(const http::Server& server) { server_ = &server; }

  /// Makes the answers that people ask for first, so that nobody waits for them.
  void warm();
  /// What was collected and may be read.
  [[nodiscard]] std::vector<workflow::CollectedSegment> collected() const;
  /// Moves what is collected into the store from now on.
  void refresh();
  /// To be told when another command changed the store.
  void store_changed();

  /// Stops jobs, writes what was collected, ends what waits. No request may come afterwards.
  void close();

 private:
  explicit Service(ServiceOptions options);

  Result<void> open_parts();
  void add_routes();
  void add_open_routes();
  void add_job_routes();
  void add_session_routes();

  struct Found {
    const Route* route = nullptr;
    PathValues values;
    std::vector<http::Method> methods;  ///< that the path knows
  };

  [[nodiscard]] Found find(http::Method method, std::string_view path) const;
  [[nodiscard]] std::string_view route_of(http::Method method, std::string_view path) const;
  void answer_none(const Found& found,
                   const http::Request& request,
                   std::unique_ptr<http::Reply> reply) const;
  void start_job(const http::Request& request,
                 const access::Caller& caller,
                 std::unique_ptr<http::Reply> reply);
  void sign_in(const http::Request& request, std::unique_ptr<http::Reply> reply);
  [[nodiscard]] std::string members_of_overview(const access::Caller& caller) const;
  [[nodiscard]] std::string members_of_data() const;
  [[nodiscard]] http::Response metrics() const;

  ServiceOptions options_;
  Moments moments_;
  Made made_;
  Metrics metrics_;
  Pages pages_;
  std::vector<Route> routes_;
  const http::Server* server_ = nullptr;
  std::unique_ptr<access::Gate> gate_;
  std::unique_ptr<collector::Live> live_;
  std::unique_ptr<collector::Collector> collector_;
  std::unique_ptr<StorePool> pool_;
  std::unique_ptr<Answers> answers_;
  Jobs jobs_;
  std::unique_ptr<RefreshLoop> refreshing_;
  bool closed_ = false;
};

}  // namespace throughline::server
