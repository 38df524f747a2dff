#pragma once

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "http/server.hpp"

namespace throughline::http {

/// A stream that keeps what it was sent, for tests of handlers without a socket.
class KeptStream : public EventStream {
 public:
  bool send(std::string_view event, std::string_view data) override {
    events.emplace_back(event, data);
    return true;
  }

  std::vector<std::pair<std::string, std::string>> events;
};

/// A reply whose answer a test can wait for.
class KeptReply : public Reply {
 public:
  void send(Response response) override { answer.set_value(std::move(response)); }

  std::shared_ptr<EventStream> stream() override { return std::make_shared<KeptStream>(); }

  std::promise<Response> answer;
};

/// Asks a handler without a server, and waits for its answer. A reply that is dropped throws
/// std::future_error, which fails the test.
inline Response ask(const Handler& handler, Request request) {
  auto reply = std::make_unique<KeptReply>();
  auto answer = reply->answer.get_future();
  handler(std::move(request), std::move(reply));
  return answer.get();
}

}  // namespace throughline::http
