#pragma once

#include <gtest/gtest.h>
#include <memory>
#include <utility>

#include "http/client_fixture.hpp"
#include "http/server.hpp"

namespace throughline::http {

/// A server on a free port of this machine.
inline std::unique_ptr<Server> serve(Handler handler, ServerOptions options = {}) {
  options.port = 0;
  auto server = Server::listen(options, std::move(handler));
  EXPECT_TRUE(server) << server.error().text();
  return *std::move(server);
}

/// Answers with what it was asked.
inline void echo(const Request& request, std::unique_ptr<Reply> reply) {
  reply->send(
      {.headers = {{"content-type", "text/plain"}}, .body = request.path + " " + request.body});
}

}  // namespace throughline::http
