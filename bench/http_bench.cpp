// Serves one short answer to whoever asks, until its input ends; prints its port. For wrk, see
// tools/bench.sh.
//   throughline_bench_http [THREADS, default 1]
#include <cstdio>
#include <cstdlib>

#include "http/server.hpp"

namespace http = throughline::http;

int main(int argc, char** argv) {
  const auto n_threads = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 1U;
  auto server = http::Server::listen({.port = 0, .n_threads = n_threads},
                                     [](const http::Request&, std::unique_ptr<http::Reply> reply) {
                                       reply->send(http::json_response("{}"));
                                     });
  if (!server) {
    std::fprintf(stderr, "error: %s\n", server.error().text().c_str());
    return 3;
  }
  std::printf("%u\n", static_cast<unsigned>((*server)->port()));
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
}
