#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "http/server_fixture.hpp"

namespace throughline::http {
namespace {

using std::chrono::milliseconds;

// A server whose every answer is a stream, which the test sends on.
class EventStreams : public testing::Test {
 protected:
  void listen(const ServerOptions& options = {}) {
    server_ = serve([this](const Request&,
                           std::unique_ptr<Reply> reply) { stream_.set_value(reply->stream()); },
                    options);
  }

  Client connect() {
    Client client(server_->port());
    client.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n");
    return client;
  }

  std::shared_ptr<EventStream> stream() { return stream_.get_future().get(); }

  std::promise<std::shared_ptr<EventStream>> stream_;
  std::unique_ptr<Server> server_;
};

TEST_F(EventStreams, SendEventsAsTheyHappen) {
  listen();
  Client client = connect();
  auto events = stream();
  auto head = client.head();
  EXPECT_EQ(head.headers["content-type"], "text/event-stream");
  EXPECT_EQ(head.headers["cache-control"], "no-store");
  EXPECT_TRUE(events->send("hit", "1"));
  EXPECT_EQ(client.take_until("\n\n"), "event: hit\ndata: 1\n\n");
  EXPECT_TRUE(events->send("hit", "2"));
  EXPECT_EQ(client.take_until("\n\n"), "event: hit\ndata: 2\n\n");
  EXPECT_EQ(server_->counters().n_streams, 1);
  events.reset();
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(server_->counters().n_streams, 0);
}

TEST_F(EventStreams, AreSentOnFromManyThreads) {
  listen();
  Client client = connect();
  auto events = stream();
  client.head();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([events] {
        for (int n = 0; n < 100; ++n) {
          events->send("hit", "x");
        }
      });
    }
  }
  for (int n = 0; n < 400; ++n) {
    EXPECT_EQ(client.take_until("\n\n"), "event: hit\ndata: x\n\n");
  }
}

TEST_F(EventStreams, SayWhenTheClientIsGone) {
  listen();
  Client client = connect();
  auto events = stream();
  client.hang_up();
  while (events->send("hit", "")) {
  }
  EXPECT_FALSE(events->send("hit", ""));
}

TEST_F(EventStreams, DropAClientThatDoesNotRead) {
  listen({.max_stream_waiting = 100'000});
  Client client = connect();
  auto events = stream();
  const std::string text(10'000, 'x');
  while (events->send("hit", text)) {
  }
  EXPECT_FALSE(events->send("hit", text));
  client.take_rest();  // ends
}

TEST_F(EventStreams, ShowSignsOfLife) {
  listen({.heartbeat = milliseconds(20)});
  Client client = connect();
  const auto events = stream();
  client.head();
  EXPECT_EQ(client.take_until("\n\n"), ":\n\n");
  EXPECT_EQ(client.take_until("\n\n"), ":\n\n");
}

TEST_F(EventStreams, EndWhenTheServerStops) {
  listen();
  Client client = connect();
  const auto events = stream();
  client.head();
  server_->stop(std::chrono::seconds(60));
  EXPECT_TRUE(client.is_closed());
  EXPECT_FALSE(events->send("hit", ""));
}

TEST_F(EventStreams, MayOutliveTheServer) {
  listen();
  Client client = connect();
  const auto events = stream();
  server_.reset();
  EXPECT_FALSE(events->send("hit", ""));
}

}  // namespace
}  // namespace throughline::http
