#include "stores/store_under_test.hpp"

#include <fmt/format.h>
#include <map>
#include <unistd.h>

#include "workflow/workspace.hpp"

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

  std::map<Place, Result<void>> started;
  std::unique_ptr<ChildProcess> server;
  std::string server_url;
  std::unique_ptr<Shards> shards;
};

auto* const one_running =  // gtest deletes it
    dynamic_cast<Running*>(testing::AddGlobalTestEnvironment(new Running));

Result<void> start_server(Running& run) {
  TL_TRY(auto server,
         ChildProcess::start({TL_TEST_SERVER, (StoreUnderTest::folder() / "served").string()}));
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
    return {};
  }
  return TL_HAS_EMBEDDED ? Result<void>()
                         : fail(ErrorCode::NotFound, "a sanitizer forbids the embedded engine");
}

}  // namespace

std::string name_of(Place place) {
  return place == Place::Embedded ? "embedded" : place == Place::Server ? "server" : "cluster";
}

void PrintTo(Place place, std::ostream* out) { *out << name_of(place); }

Result<void> StoreUnderTest::start(Place place) {
  auto& started = one_running->started;
  if (!started.contains(place)) {
    started.emplace(place, start_at(place, *one_running));
  }
  return started.at(place);
}

void start_or_skip(Place place) {
  const auto started = StoreUnderTest::start(place);
  if (!started && started.error().code == ErrorCode::NotFound) {
    GTEST_SKIP() << started.error().message;
  }
  ASSERT_TRUE(started.has_value()) << started.error().text();
}

settings::StoreAddress StoreUnderTest::address(Place place, const std::string& database) {
  if (place == Place::Embedded) {
    return {};
  }
  const bool cluster = place == Place::Cluster;
  return {.url = cluster ? one_running->shards->url(0) : one_running->server_url,
          .cluster = cluster ? "two" : "",
          .database = database};
}

Result<std::unique_ptr<engine::Engine>> StoreUnderTest::open(Place place,
                                                             const std::string& database) {
  TL_CHECK(start(place));
  const workflow::Workspace workspace{.folder = folder(),
                                      .settings = {.store = address(place, database)}};
  return workflow::open_engine(workspace);
}

fs::path StoreUnderTest::folder() {
  return fs::temp_directory_path() / fmt::format("throughline-stores-{}", getpid());
}

}  // namespace throughline::stores
