#include "stores/store_under_test.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace throughline::stores {
namespace {

namespace fs = std::filesystem;

// Ended, and their folder removed, behind the last case.
class Running : public testing::Environment {
 public:
  void TearDown() override {
    shards.reset();
    server.reset();
    fs::remove_all(StoreUnderTest::folder());
  }

  Place place = Place::Embedded;
  bool is_started = false;
  Result<void> started;
  std::unique_ptr<ChildProcess> server;
  std::string server_url;
  std::unique_ptr<Shards> shards;
};

auto* const one_running =  // gtest deletes it
    dynamic_cast<Running*>(testing::AddGlobalTestEnvironment(new Running));

Running& running() { return *one_running; }

Result<void> start_server(Running& run) {
  TL_TRY(auto server,
         ChildProcess::start({TL_TEST_SERVER, (StoreUnderTest::folder() / "store").string()}));
  TL_TRY(const std::string line, server.wait_for_line("listening on "));
  run.server_url = line.substr(line.find("http"));
  run.server = std::make_unique<ChildProcess>(std::move(server));
  return {};
}

Result<void> start_at(Place place, Running& run) {
  fs::create_directories(StoreUnderTest::folder());
  if (place == Place::Server) {
    return start_server(run);
  }
  if (place == Place::Cluster) {
    TL_TRY(run.shards, Shards::start(StoreUnderTest::folder()));
  }
  return {};
}

}  // namespace

std::string name_of(Place place) {
  return place == Place::Embedded ? "embedded" : place == Place::Server ? "server" : "cluster";
}

void PrintTo(Place place, std::ostream* out) { *out << name_of(place); }

void StoreUnderTest::start(Place place) {
  Running& run = running();
  if (!run.is_started) {
    run.is_started = true;
    run.place = place;
    run.started = start_at(place, run);
  }
  ASSERT_EQ(run.place, place) << "one place a program: choose with --gtest_filter=*/server";
  if (!run.started && run.started.error().code == ErrorCode::NotFound) {
    GTEST_SKIP() << run.started.error().message;
  }
  ASSERT_TRUE(run.started.has_value()) << run.started.error().text();
}

settings::StoreAddress StoreUnderTest::address(const std::string& database) {
  const Running& run = running();
  if (run.place == Place::Embedded) {
    return {};
  }
  const bool cluster = run.place == Place::Cluster;
  return {.url = cluster ? run.shards->url(0) : run.server_url,
          .cluster = cluster ? "two" : "",
          .database = database};
}

Result<std::unique_ptr<engine::Engine>> StoreUnderTest::open(const std::string& database) {
  const settings::StoreAddress at = address(database);
  if (at.url.empty()) {
    return engine::open_embedded((folder() / "store").string());
  }
  const engine::HttpOptions options{.url = at.url, .database = database};
  if (!at.cluster.empty()) {
    return engine::open_cluster(options, at.cluster);
  }
  TL_CHECK(engine::create_database(options));
  return engine::open_http(options);
}

fs::path StoreUnderTest::folder() {
  return fs::temp_directory_path() / fmt::format("throughline-stores-{}", getpid());
}

}  // namespace throughline::stores
