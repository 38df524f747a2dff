#include "http/server.hpp"

#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "http/client_fixture.hpp"

namespace throughline::http {
namespace {

using testing::HasSubstr;

// Answers with what it was asked.
void echo(Request request, std::unique_ptr<Reply> reply) {
  reply->send(
      {.headers = {{"content-type", "text/plain"}}, .body = request.path + " " + request.body});
}

std::unique_ptr<Server> serve(Handler handler, ServerOptions options = {}) {
  options.port = 0;
  auto server = Server::listen(options, std::move(handler));
  EXPECT_TRUE(server) << server.error().text();
  return *std::move(server);
}

TEST(Server, AnswersManyRequestsOfOneConnection) {
  const auto server = serve(echo);
  Client client(server->port());
  EXPECT_EQ(client.get("/a").body, "/a ");
  EXPECT_EQ(client.post("/b", "text").body, "/b text");
  EXPECT_EQ(client.get("/c").status, 200);
}

TEST(Server, AnswersFromAnotherThread) {
  std::vector<std::jthread> threads;
  const auto server = serve(
      [&threads](Request request, std::unique_ptr<Reply> reply) {
        threads.emplace_back([request = std::move(request), reply = std::move(reply)]() mutable {
          echo(std::move(request), std::move(reply));
        });
      },
      {.n_threads = 1});
  Client client(server->port());
  EXPECT_EQ(client.get("/a").body, "/a ");
  EXPECT_EQ(client.get("/b").body, "/b ");
  server->stop(std::chrono::seconds(5));
}

TEST(Server, AnswersPipelinedRequestsInTheirOrder) {
  const auto server = serve(echo);
  Client client(server->port());
  std::string requests;
  for (int i = 0; i < 100; ++i) {
    requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  client.send(requests);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(client.answer().body, "/" + std::to_string(i) + " ");
  }
}

TEST(Server, Answers500ForAReplyThatWasDropped) {
  const auto server = serve([](Request, std::unique_ptr<Reply>) {});
  Client client(server->port());
  EXPECT_EQ(client.get("/").status, 500);
  EXPECT_EQ(client.get("/").status, 500);
}

TEST(Server, Answers500ForAnExceptionOfALibrary) {
  const auto server =
      serve([](Request, std::unique_ptr<Reply>) { throw std::runtime_error("no"); });
  EXPECT_EQ(Client(server->port()).get("/").status, 500);
}

TEST(Server, SendsEventsAsTheyHappen) {
  std::promise<std::shared_ptr<EventStream>> stream;
  const auto server = serve(
      [&stream](Request, std::unique_ptr<Reply> reply) { stream.set_value(reply->stream()); });
  Client client(server->port());
  client.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n");
  auto events = stream.get_future().get();
  EXPECT_EQ(client.head().headers["content-type"], "text/event-stream");
  EXPECT_TRUE(events->send("hit", "1"));
  EXPECT_EQ(client.take_until("\n\n"), "event: hit\ndata: 1\n\n");
  EXPECT_TRUE(events->send("hit", "2"));
  EXPECT_EQ(client.take_until("\n\n"), "event: hit\ndata: 2\n\n");
  events.reset();
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, RefusesAPortThatIsTaken) {
  const auto first = serve(echo);
  const auto second = Server::listen({.port = first->port()}, echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::Unavailable);
  EXPECT_THAT(second.error().text(), HasSubstr(std::to_string(first->port())));
}

TEST(Server, RefusesAHostThatIsNoAddress) {
  const auto server = Server::listen({.host = "not an address", .port = 0}, echo);
  ASSERT_FALSE(server);
  EXPECT_EQ(server.error().code, ErrorCode::InvalidArgument);
}

TEST(Server, AnswersWhatIsMalformedAndHangsUp) {
  const auto server = serve(echo);
  Client client(server->port());
  client.send("nonsense\r\n\r\n");
  EXPECT_EQ(client.answer().status, 400);
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, HangsUpOnClientsThatSayNothing) {
  const auto server = serve(echo, {.idle_time = std::chrono::milliseconds(20)});
  Client client(server->port());
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, Answers408ForARequestThatDoesNotArrive) {
  const auto server = serve(echo, {.request_time = std::chrono::milliseconds(20)});
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\n");
  EXPECT_EQ(client.answer().status, 408);
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, AsksForABodyThatIsWaitedWith) {
  const auto server = serve(echo);
  Client client(server->port());
  client.send("POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.head().status, 100);
  client.send("hi");
  EXPECT_EQ(client.answer().body, "/a hi");
}

TEST(Server, StopsOnceWhatIsAtWorkIsAnswered) {
  std::promise<std::unique_ptr<Reply>> at_work;
  const auto server = serve(
      [&at_work](Request, std::unique_ptr<Reply> reply) { at_work.set_value(std::move(reply)); });
  Client idle(server->port());
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  auto reply = at_work.get_future().get();
  std::jthread stopping([&server] { server->stop(std::chrono::seconds(60)); });
  EXPECT_TRUE(idle.is_closed());
  reply->send({.body = std::string("done")});
  EXPECT_EQ(client.answer().body, "done");
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, OutlivedByAReplyIsNoHarm) {
  std::promise<std::unique_ptr<Reply>> at_work;
  auto server = serve(
      [&at_work](Request, std::unique_ptr<Reply> reply) { at_work.set_value(std::move(reply)); });
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  auto reply = at_work.get_future().get();
  server.reset();
  reply->send({.body = std::string("late")});
  EXPECT_TRUE(client.is_closed());
}

}  // namespace
}  // namespace throughline::http
