// A collector behind the HTTP server and nothing else, for tests and benchmarks: it prints its port
// and serves until it is told to end. Pages on localhost and own.example may send.
//
//   collect_server FOLDER [--threads N] [--segment-bytes N]

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <pthread.h>
#include <string>

#include "collector/collector.hpp"
#include "collector/live.hpp"
#include "collector/page_script.hpp"
#include "http/server.hpp"

namespace {

using namespace throughline;

std::int64_t now_milliseconds() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::uint64_t option(int argc, char** argv, std::string_view name, std::uint64_t otherwise) {
  for (int i = 2; i + 1 < argc; ++i) {
    if (name == argv[i]) {
      return std::strtoull(argv[i + 1], nullptr, 10);
    }
  }
  return otherwise;
}

int failed(const Error& error) {
  std::fprintf(stderr, "%s\n", error.text().c_str());
  return 3;
}

// What is accepted and where it stands, as one line of JSON.
std::string state_of(const collector::Collector& collector) {
  const collector::CollectorCounts counts = collector.counts();
  return fmt::format(R"({{"accepted":{},"not_stored":{},"malformed":{},"waiting":{}}})",
                     counts.accepted,
                     counts.not_stored,
                     counts.malformed,
                     counts.waiting);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: collect_server FOLDER [--threads N] [--segment-bytes N]\n", stderr);
    return 2;
  }
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on files is a full disk, not an end
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  collector::Live live(now_milliseconds);
  auto collecting = collector::Collector::open(
      {.folder = argv[1],
       .sites = {{.id = "main", .hosts = {"localhost", "own.example"}}},
       .visitors = intake::VisitorKey({1, 2, 3}, intake::Rotation::None),
       .now = now_milliseconds,
       .segments = {.segment_bytes = option(argc, argv, "--segment-bytes", 64 << 20)},
       .live = &live});
  if (!collecting) {
    return failed(collecting.error());
  }
  collector::Collector& collector = **collecting;
  const auto handle = [&](const http::Request& request, std::unique_ptr<http::Reply> reply) {
    if (request.path == "/collect") {
      collector.collect(request, std::move(reply));
    } else if (request.path == "/t.js") {
      reply->send(collector::page_script_response());
    } else if (request.path == "/live") {
      live.subscribe(reply->stream());
    } else if (request.path == "/state") {
      reply->send(http::json_response(state_of(collector)));
    } else {
      reply->send(http::error_response(404, "there is nothing of that name"));
    }
  };
  const auto server = http::Server::listen(
      {.port = 0, .n_threads = static_cast<unsigned>(option(argc, argv, "--threads", 2))}, handle);
  if (!server) {
    return failed(server.error());
  }
  std::printf("%u\n", static_cast<unsigned>((*server)->port()));
  std::fflush(stdout);
  int signal = 0;
  sigwait(&ends, &signal);
  (*server)->stop(std::chrono::seconds(5));
  collector.close();
  return 0;
}
