#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/server_fixture.hpp"

namespace throughline::http {
namespace {

using std::chrono::milliseconds;

// Whether a server that says `status` also hangs up, since what follows cannot be understood.
void expect_last(Client& client, int status) {
  EXPECT_EQ(client.answer().status, status);
  EXPECT_TRUE(client.is_closed());
}

TEST(Limits, OfHeadersAndBodiesAreTold) {
  const auto server = serve(echo, {.max_body = 100, .max_header = 1000});
  Client header(server->port());
  header.send("GET / HTTP/1.1\r\nA: " + std::string(2000, 'a') + "\r\n\r\n");
  expect_last(header, 431);
  Client body(server->port());
  body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n" + std::string(101, 'a'));
  expect_last(body, 413);
  EXPECT_EQ(Client(server->port()).post("/", std::string(100, 'a')).status, 200);
}

// Reads what is left of a refused body, or the client would be cut off before it sees why.
TEST(Limits, OfABodyAreToldEvenToAClientThatIsStillSending) {
  const auto server = serve(echo, {.max_body = 1000});
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n");
  client.send(std::string(1'000'000, 'a'));
  EXPECT_EQ(client.answer().status, 413);
}

TEST(Limits, OfABodyAreToldBeforeItIsSent) {
  const auto server = serve(echo, {.max_body = 100});
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 101\r\n\r\n");
  expect_last(client, 413);
}

TEST(Limits, AreForWhatIsMalformedOrNotServed) {
  const auto server = serve(echo);
  const auto expect = [&server](std::string_view request, int status) {
    Client client(server->port());
    client.send(request);
    expect_last(client, status);
  };
  expect("nonsense\r\n\r\n", 400);
  expect("GET /../secret HTTP/1.1\r\nHost: x\r\n\r\n", 400);
  expect("PATCH / HTTP/1.1\r\nHost: x\r\n\r\n", 405);
  expect("BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 501);
}

TEST(Limits, HangUpOnClientsThatSayNothing) {
  const auto server = serve(echo, {.idle_time = milliseconds(20)});
  Client client(server->port());
  EXPECT_TRUE(client.is_closed());
}

TEST(Limits, HangUpOnClientsThatSayNothingAfterAnAnswer) {
  const auto server = serve(echo, {.idle_time = milliseconds(50)});
  Client client(server->port());
  EXPECT_EQ(client.get("/").status, 200);
  EXPECT_TRUE(client.is_closed());
}

// Slow Loris: bytes keep coming, but never the end.
TEST(Limits, OfTimeAreForAWholeRequest) {
  const auto server = serve(echo, {.request_time = milliseconds(30)});
  Client header(server->port());
  header.send("GET / HTTP/1.1\r\n");
  expect_last(header, 408);
  Client body(server->port());
  body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
  expect_last(body, 408);
}

TEST(Limits, DoNotApplyToAHandlerThatTakesItsTime) {
  std::promise<std::unique_ptr<Reply>> at_work;
  const auto server = serve(
      [&at_work](const Request& request, std::unique_ptr<Reply> reply) {
        request.path == "/slow" ? at_work.set_value(std::move(reply))
                                : echo(request, std::move(reply));
      },
      {.request_time = milliseconds(20), .idle_time = milliseconds(20)});
  Client slow(server->port());
  slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  auto reply = at_work.get_future().get();
  // Several clients wait longer than the limits meanwhile, one after the other.
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(Client(server->port()).is_closed());
  }
  reply->send({.body = std::string("done")});
  EXPECT_EQ(slow.answer().body, "done");
}

TEST(Limits, HangUpOnClientsThatDoNotReadTheirAnswer) {
  std::promise<void> gone;
  std::string text;
  text.resize(50'000'000, 'x');
  const auto server = serve(
      [&text](const Request&, std::unique_ptr<Reply> reply) {
        reply->send({.body = std::string_view(text)});
      },
      {.n_threads = 1, .idle_time = milliseconds(50)});
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  // Counted as open until the server gives up, which each new client lets a while pass for.
  while (server->counters().n_requests == 0 || server->counters().n_open > 0) {
    EXPECT_TRUE(Client(server->port()).is_closed());
  }
  EXPECT_LT(client.take_rest().size(), text.size());
}

TEST(Limits, OfConnectionsAreToldAtOnce) {
  const auto server = serve(echo, {.max_connections = 2});
  Client first(server->port());
  Client second(server->port());
  EXPECT_EQ(first.get("/").status, 200);
  EXPECT_EQ(second.get("/").status, 200);
  Client third(server->port());
  EXPECT_EQ(third.answer().status, 503);
  EXPECT_TRUE(third.is_closed());
  EXPECT_EQ(server->counters().n_refused, 1);
  first.hang_up();
  while (server->counters().n_open == 2) {
    second.get("/");
  }
  EXPECT_EQ(Client(server->port()).get("/").status, 200);
}

TEST(Limits, OfAClientsRateAreToldWithWhenToComeBack) {
  const auto server = serve(echo, {.rate = RateLimit{.per_second = 0.001, .burst = 2}});
  Client client(server->port());
  EXPECT_EQ(client.get("/").status, 200);
  EXPECT_EQ(Client(server->port()).get("/").status, 200);
  auto refused = client.get("/");
  EXPECT_EQ(refused.status, 429);
  EXPECT_GT(std::stoi(refused.headers["retry-after"]), 900);
  EXPECT_EQ(server->counters().n_limited, 1);
}

TEST(Limits, OfRateAreForEachClientBehindAProxy) {
  const auto server = serve(
      echo, {.rate = RateLimit{.per_second = 0.001, .burst = 1}, .trusted_proxies = {"127.0.0.1"}});
  Client proxy(server->port());
  EXPECT_EQ(proxy.get("/", "X-Forwarded-For: 192.0.2.1\r\n").status, 200);
  EXPECT_EQ(proxy.get("/", "X-Forwarded-For: 192.0.2.2\r\n").status, 200);
  EXPECT_EQ(proxy.get("/", "X-Forwarded-For: 192.0.2.1\r\n").status, 429);
}

}  // namespace
}  // namespace throughline::http
