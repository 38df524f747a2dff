#include "http/server.hpp"

#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "http/coding.hpp"
#include "http/server_fixture.hpp"

namespace throughline::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

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
          echo(request, std::move(reply));
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
  const auto server = serve([](const Request&, std::unique_ptr<Reply>) {});
  Client client(server->port());
  EXPECT_EQ(client.get("/").status, 500);
  EXPECT_EQ(client.get("/").status, 500);
}

TEST(Server, Answers500ForAnExceptionOfALibraryAndTellsOfIt) {
  std::promise<std::string> told;
  const auto server =
      serve([](const Request&, const std::unique_ptr<Reply>&) { throw std::runtime_error("no"); },
            {.on_fault = [&told](std::string_view what) { told.set_value(std::string(what)); }});
  EXPECT_EQ(Client(server->port()).get("/").status, 500);
  EXPECT_EQ(told.get_future().get(), "no");
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
  const auto server = serve([&at_work](const Request&, std::unique_ptr<Reply> reply) {
    at_work.set_value(std::move(reply));
  });
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
  auto server = serve([&at_work](const Request&, std::unique_ptr<Reply> reply) {
    at_work.set_value(std::move(reply));
  });
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  auto reply = at_work.get_future().get();
  server.reset();
  reply->send({.body = std::string("late")});
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, AnswersHeadWithoutABody) {
  const auto server = serve(echo);
  Client client(server->port());
  client.send("HEAD /abc HTTP/1.1\r\nHost: x\r\n\r\n");
  auto head = client.head();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers["content-length"], "5");
  EXPECT_EQ(client.get("/a").body, "/a ");
}

TEST(Server, KeepsNothingOpenThatTheClientWantsClosed) {
  const auto server = serve(echo);
  Client client(server->port());
  auto answer = client.get("/a", "Connection: close\r\n");
  EXPECT_EQ(answer.headers["connection"], "close");
  EXPECT_TRUE(client.is_closed());
  Client old(server->port());
  old.send("GET /old HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.answer().body, "/old ");
  EXPECT_TRUE(old.is_closed());
}

TEST(Server, AnswersAClientThatSaysNothingMore) {
  const auto server = serve(echo);
  Client client(server->port());
  client.send("GET /last HTTP/1.1\r\nHost: x\r\n\r\n");
  client.finish();
  EXPECT_EQ(client.answer().body, "/last ");
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, SurvivesClientsThatGoAwayMidway) {
  std::promise<std::unique_ptr<Reply>> at_work;
  const auto server = serve([&at_work](const Request& request, std::unique_ptr<Reply> reply) {
    request.path == "/wait" ? at_work.set_value(std::move(reply)) : echo(request, std::move(reply));
  });
  Client half(server->port());
  half.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
  half.hang_up();
  Client gone(server->port());
  gone.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  auto reply = at_work.get_future().get();
  gone.hang_up();
  reply->send({.body = std::string(1'000'000, 'x')});
  EXPECT_EQ(Client(server->port()).get("/a").status, 200);
}

TEST(Server, TagsCompressesAndProtects) {
  const std::string text(5000, 'a');
  const auto server = serve([&text](const Request&, std::unique_ptr<Reply> reply) {
    reply->send({.headers = {{"content-type", "text/plain"}}, .body = std::string_view(text)});
  });
  Client client(server->port());
  auto plain = client.get("/");
  EXPECT_EQ(plain.body, text);
  EXPECT_EQ(plain.headers["x-content-type-options"], "nosniff");
  EXPECT_THAT(plain.headers["date"], EndsWith(" GMT"));
  EXPECT_EQ(plain.headers.count("server"), 0);
  const auto zipped = client.get("/", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(decode("gzip", zipped.body, 10'000).value(), text);
  const auto kept = client.get("/", "If-None-Match: " + plain.headers["etag"] + "\r\n");
  EXPECT_EQ(kept.status, 304);
  EXPECT_EQ(kept.body, "");
}

TEST(Server, SendsLongBodiesWhole) {
  std::string text;
  text.resize(20'000'000, 'b');
  const auto server = serve([&text](const Request&, std::unique_ptr<Reply> reply) {
    reply->send({.body = std::string_view(text)});
  });
  Client client(server->port());
  EXPECT_TRUE(client.get("/").body == text);
  EXPECT_TRUE(client.get("/").body == text);
}

TEST(Server, TellsItsObserverOfEachAnswer) {
  std::promise<Answered> told;
  const auto server =
      serve(echo, {.observer = [&told](const Answered& answered) { told.set_value(answered); }});
  Client client(server->port());
  client.post("/seen", "abc");
  const auto answered = told.get_future().get();
  EXPECT_EQ(answered.method, Method::Post);
  EXPECT_EQ(answered.path, "/seen");
  EXPECT_EQ(answered.address, "127.0.0.1");
  EXPECT_EQ(answered.status, 200);
  EXPECT_GT(answered.bytes, 100);
}

TEST(Server, BelievesProxiesThatAreTrusted) {
  const auto who = [](const Request& request, std::unique_ptr<Reply> reply) {
    reply->send({.body = request.address + (request.secure ? " secure" : "")});
  };
  const auto* headers = "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n";
  const auto trusting = serve(who, {.trusted_proxies = {"127.0.0.0/8"}});
  EXPECT_EQ(Client(trusting->port()).get("/", headers).body, "192.0.2.7 secure");
  const auto plain = serve(who);
  EXPECT_EQ(Client(plain->port()).get("/", headers).body, "127.0.0.1");
}

TEST(Server, RefusesOptionsThatCannotBe) {
  const auto refused = Server::listen({.port = 0, .trusted_proxies = {"my proxy"}}, echo);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace throughline::http
