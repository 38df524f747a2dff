#include "http/request_reader.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "http/coding.hpp"

namespace throughline::http {
namespace {

// The status that bytes are refused with, or 200 for a request that is whole.
unsigned status_of(std::string_view bytes, const ReadLimits& limits = {}) {
  RequestReader reader(limits);
  reader.feed(bytes);
  switch (reader.state()) {
    case ReadState::Ready:
      return 200;
    case ReadState::Refused:
      return reader.refusal().status;
    default:
      return 100;
  }
}

TEST(RequestReader, ReadsARequest) {
  RequestReader reader({});
  EXPECT_EQ(reader.state(), ReadState::Nothing);
  const std::string_view text =
      "POST /collect?site=a%20b HTTP/1.1\r\nHost: x\r\nX-Thing:  y \r\nContent-Length: "
      "3\r\n\r\nabc";
  EXPECT_EQ(reader.feed(text), text.size());
  ASSERT_EQ(reader.state(), ReadState::Ready);
  const auto [request, keep_alive] = reader.take();
  EXPECT_EQ(request.method, Method::Post);
  EXPECT_EQ(request.target, "/collect?site=a%20b");
  EXPECT_EQ(request.path, "/collect");
  EXPECT_EQ(request.parameter("site"), "a b");
  EXPECT_EQ(request.header("x-thing"), "y");
  EXPECT_EQ(request.body, "abc");
  EXPECT_TRUE(keep_alive);
  EXPECT_EQ(reader.state(), ReadState::Nothing);
}

TEST(RequestReader, LeavesTheNextRequestAlone) {
  RequestReader reader({});
  const std::string_view two = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\n";
  EXPECT_EQ(reader.feed(two), two.find("GET /2"));
  EXPECT_EQ(reader.take().request.path, "/1");
  EXPECT_EQ(reader.feed(two.substr(two.find("GET /2"))), 17);
  EXPECT_EQ(reader.state(), ReadState::Partial);
}

RC_GTEST_PROP(RequestReader, ReadsTheSameHoweverTheBytesArrive, ()) {
  const std::string one =
      "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
      "chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nTrailer: t\r\n\r\n";
  const std::string all = one + "PUT /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi" + one;
  RequestReader reader({});
  std::vector<std::string> seen;
  for (std::string_view rest = all; !rest.empty();) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 40);
    auto piece = rest.substr(0, size);
    rest.remove_prefix(piece.size());
    while (!piece.empty()) {
      piece.remove_prefix(reader.feed(piece));
      RC_ASSERT(reader.state() != ReadState::Refused);
      if (reader.state() == ReadState::Ready) {
        const auto request = reader.take().request;
        RC_ASSERT(request.header("trailer").empty());
        seen.push_back(request.path + " " + request.body);
      }
    }
  }
  RC_ASSERT(seen == (std::vector<std::string>{"/a abcdefg", "/b hi", "/a abcdefg"}));
}

TEST(RequestReader, ReadsALastChunkByteByByte) {
  RequestReader reader({});
  for (const char byte : std::string_view(
           "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) {
    EXPECT_NE(reader.state(), ReadState::Ready);
    EXPECT_EQ(reader.feed({&byte, 1}), 1);
  }
  EXPECT_EQ(reader.state(), ReadState::Ready);
}

TEST(RequestReader, RefusesWhatIsNoRequest) {
  EXPECT_EQ(status_of("hello\r\n\r\n"), 400);
  EXPECT_EQ(status_of("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.0\r\n\r\n"), 200);
  EXPECT_EQ(status_of("GET /../x HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost : x\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: x\r\nA: b\x01\r\n\r\n"), 400);
  EXPECT_EQ(status_of("PRI * HTTP/2.0\r\n\r\n"), 505);
}

TEST(RequestReader, RefusesMethodsThatAreNotServed) {
  EXPECT_EQ(status_of("PATCH / HTTP/1.1\r\nHost: x\r\n\r\n"), 405);
  EXPECT_EQ(status_of("TRACE / HTTP/1.1\r\nHost: x\r\n\r\n"), 405);
  EXPECT_EQ(status_of("DANCE / HTTP/1.1\r\nHost: x\r\n\r\n"), 501);
}

// What two servers in a row may cut into requests differently.
TEST(RequestReader, RefusesLengthsThatCanBeReadInTwoWays) {
  const auto with = [](std::string_view headers) {
    return status_of(
        std::string("POST / HTTP/1.1\r\nHost: x\r\n").append(headers).append("\r\n0\r\n\r\n"));
  };
  EXPECT_EQ(with("Transfer-Encoding: chunked\r\n"), 200);
  EXPECT_EQ(with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400);
  EXPECT_EQ(with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(with("Transfer-Encoding: gzip, chunked\r\n"), 501);
  EXPECT_EQ(with("Transfer-Encoding: chunked, identity\r\n"), 501);
  EXPECT_EQ(with("Transfer-Encoding: xchunked\r\n"), 501);
  EXPECT_EQ(with("Content-Length: 5\r\nContent-Length: 6\r\n"), 400);
  EXPECT_EQ(with("Content-Length: +5\r\n"), 400);
  EXPECT_EQ(with("Content-Length: -1\r\n"), 400);
  EXPECT_EQ(with("Content-Length: 99999999999999999999999\r\n"), 400);
}

TEST(RequestReader, HasLimits) {
  const ReadLimits limits{.max_header = 100, .max_body = 10};
  const std::string start = "POST / HTTP/1.1\r\nHost: x\r\n";
  EXPECT_EQ(status_of("GET /" + std::string(200, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", limits),
            431);
  EXPECT_EQ(status_of("GET /" + std::string(200, 'a'), limits), 431);
  EXPECT_EQ(status_of(start + "A: " + std::string(200, 'a'), limits), 431);
  EXPECT_EQ(status_of(start + "Content-Length: 10\r\n\r\n0123456789", limits), 200);
  EXPECT_EQ(status_of(start + "Content-Length: 11\r\n\r\n", limits), 413);
  EXPECT_EQ(status_of(start + "Transfer-Encoding: chunked\r\n\r\nb\r\n", limits), 413);
  EXPECT_EQ(status_of(start + "Transfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n6\r\n", limits),
            413);
  EXPECT_EQ(
      status_of(start + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(200, 'a'), limits),
      431);
}

TEST(RequestReader, DecompressesABody) {
  const auto post = [](std::string_view coding, std::string_view body) {
    return fmt::format(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: {}\r\nContent-Length: {}\r\n\r\n{}",
        coding,
        body.size(),
        body);
  };
  RequestReader reader({});
  reader.feed(post("gzip", encode(Coding::Gzip, "some text")));
  ASSERT_EQ(reader.state(), ReadState::Ready);
  EXPECT_EQ(reader.take().request.body, "some text");
  EXPECT_EQ(status_of(post("br", "x")), 415);
  EXPECT_EQ(status_of(post("gzip", "x")), 400);
  EXPECT_EQ(
      status_of(post("zstd", encode(Coding::Zstd, std::string(100'000, 'a'))), {.max_body = 1000}),
      413);
}

TEST(RequestReader, TellsOnceThatTheClientWaitsToBeAsked) {
  RequestReader reader({});
  reader.feed("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n");
  EXPECT_FALSE(reader.take_expectation());
  reader.feed("\r\n");
  EXPECT_TRUE(reader.take_expectation());
  EXPECT_FALSE(reader.take_expectation());
  reader.feed("ab");
  EXPECT_EQ(reader.take().request.body, "ab");
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\n\r\n"), 417);
}

TEST(RequestReader, KnowsWhetherTheConnectionGoesOn) {
  const auto goes_on = [](std::string_view text) {
    RequestReader reader({});
    reader.feed(text);
    return reader.take().keep_alive;
  };
  EXPECT_TRUE(goes_on("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  EXPECT_FALSE(goes_on("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
  EXPECT_FALSE(goes_on("GET / HTTP/1.0\r\n\r\n"));
}

}  // namespace
}  // namespace throughline::http
