#include "collector/collector.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "collector/folder_fixture.hpp"
#include "collector/reply_fixture.hpp"

namespace throughline::collector {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

constexpr std::int64_t kNow = 1'780'315'240'000;
const intake::VisitorKey kKey({1, 2, 3}, intake::Rotation::None);

std::unique_ptr<Collector> collector_in(const std::filesystem::path& folder,
                                        const SegmentOptions& segments = {}) {
  return *Collector::open({.folder = folder,
                           .sites = {{.id = "main", .hosts = {"own.example"}},
                                     {.id = "shop", .hosts = {"shop.example", "shop.own.example"}}},
                           .visitors = kKey,
                           .now = [] { return kNow; },
                           .segments = segments});
}

http::Request post(std::string body, std::string_view origin = "https://own.example") {
  http::Request request{.method = http::Method::Post, .path = "/collect", .body = std::move(body)};
  request.address = "203.0.113.7";
  request.headers = {{"user-agent", "Browser"}};
  if (!origin.empty()) {
    request.headers.push_back({"origin", std::string(origin)});
  }
  return request;
}

http::Response answer(Collector& collector, const http::Request& request) {
  const auto inbox = std::make_shared<Inbox>();
  collector.collect(request, std::make_unique<KeptReply>(inbox));
  return inbox->wait();
}

std::string header_of(const http::Response& response, std::string_view name) {
  for (const http::Header& header : response.headers) {
    if (header.name == name) {
      return header.value;
    }
  }
  return {};
}

std::string collected(const Collector& collector) {
  std::string text;
  for (const Segment& segment : collector.segments()) {
    const std::string whole = text_of(segment.path);
    text += whole.substr(whole.find('\n') + 1);
  }
  return text;
}

constexpr const char* kView = R"({"name":"pageview","url":"https://own.example/refill"})";

TEST(Collector, AnAcceptedEventIsOnTheDiskUnderTheVisitorThatALogWouldHave) {
  const Folder folder;
  const auto collector = collector_in(folder.path());
  const http::Response response = answer(*collector, post(kView));
  EXPECT_EQ(response.status, 202U);
  EXPECT_EQ(response.text(), R"({"accepted":1,"refused":0})");
  EXPECT_EQ(header_of(response, "access-control-allow-origin"), "https://own.example");
  const std::uint64_t visitor =
      kKey.of_log("203.0.113.7", hash_bytes("Browser"), hash_bytes("own.example"), kNow / 1000);
  EXPECT_EQ(collected(*collector),
            fmt::format("{{\"time\":{},\"visitor\":\"{:016x}\",\"name\":\"pageview\","
                        "\"url\":\"https://own.example/refill\",\"agent\":\"Browser\"}}\n",
                        kNow,
                        visitor));
}

TEST(Collector, TheAddressIsWrittenNowhere) {
  const Folder folder;
  const auto collector = collector_in(folder.path());
  answer(*collector, post(kView));
  for (const Segment& segment : collector->segments()) {
    EXPECT_THAT(text_of(segment.path), Not(HasSubstr("203.0.113.7")));
  }
}

TEST(Collector, WhoAsksNotToBeFollowedGetsANumberThatPasses) {
  const Folder folder;
  const auto collector = collector_in(folder.path());
  http::Request request = post(kView);
  request.headers.push_back({"sec-gpc", "1"});
  answer(*collector, request);
  answer(*collector,
         post(R"({"name":"pageview","url":"https://own.example/refill","consent":"denied"})"));
  const std::uint64_t known =
      kKey.of_log("203.0.113.7", hash_bytes("Browser"), hash_bytes("own.example"), kNow / 1000);
  const std::string lines = collected(*collector);
  EXPECT_THAT(lines, Not(HasSubstr(fmt::format("{:016x}", known))));
  EXPECT_EQ(lines.substr(0, lines.find('\n')), lines.substr(lines.find('\n') + 1, lines.find('\n')))
      << "one visit has one number";
  EXPECT_EQ(collector->counts().passing, 2U);
}

TEST(Collector, ABatchTellsWhichWereRefusedAndWhy) {
  const Folder folder;
  const auto collector = collector_in(folder.path());
  const http::Response response =
      answer(*collector, post(fmt::format(R"([{0},{{"name":"x"}},{0}])", kView)));
  EXPECT_EQ(response.status, 202U);
  EXPECT_EQ(response.text(),
            R"({"accepted":2,"refused":1,"reasons":[{"event":1,"reason":"no address of a page )"
            R"((url), or one longer than 2,048 bytes"}]})");
  const CollectorCounts counts = collector->counts();
  EXPECT_EQ(counts.accepted, 2U);
  EXPECT_EQ(counts.refused[static_cast<std::size_t>(Refusal::Url)], 1U);
}

TEST(Collector, WhereNothingIsAcceptedTheAnswerSaysSo) {
  const Folder folder;
  const auto collector = collector_in(folder.path());
  EXPECT_EQ(answer(*collector, post("[1,2]")).status, 422U);
  EXPECT_EQ(answer(*collector, post("[]")).status, 202U);
  EXPECT_TRUE(collector->segments().empty());
}

TEST(Collector, BodiesThatAreNoneAreRefused) {
  const Folder folder;
  const auto collector = collector_in(folder.path());
  EXPECT_EQ(answer(*collector, post("{")).status, 400U);
  EXPECT_EQ(answer(*collector, post(std::string(kMostBytes + 1, ' '))).status, 413U);
  EXPECT_EQ(collector->counts().malformed, 2U);
}

TEST(Collector, OnlyPagesOfTheSitesMaySend) {
  const Folder folder;
  const auto collector = collector_in(folder.path());
  EXPECT_EQ(answer(*collector, post(kView, "https://evil.example")).status, 403U);
  EXPECT_EQ(answer(*collector, post(kView, "https://notown.example")).status, 403U);
  EXPECT_EQ(answer(*collector, post(kView, "https://own.example.evil.example")).status, 403U);
  EXPECT_EQ(answer(*collector, post(kView, "")).status, 403U);
  EXPECT_EQ(answer(*collector, post(kView, "https://www.own.example:8443")).status, 202U);
  http::Request by_referer = post(kView, "");
  by_referer.headers.push_back({"referer", "https://own.example/refill"});
  EXPECT_EQ(answer(*collector, by_referer).status, 202U);
  EXPECT_THAT(collector->counts().refused_origins,
              ElementsAre(Pair("(none)", 1),
                          Pair("evil.example", 1),
                          Pair("notown.example", 1),
                          Pair("own.example.evil.example", 1)));
}

TEST(Collector, APageOfAnotherSiteThanItsOriginIsRefused) {
  const Folder folder;
  const auto collector = collector_in(folder.path());
  EXPECT_EQ(answer(*collector, post(kView, "https://shop.own.example")).status, 422U);
  EXPECT_EQ(answer(*collector, post(R"({"name":"pageview","url":"https://evil.example/"})")).status,
            422U);
  EXPECT_EQ(collector->counts().refused[static_cast<std::size_t>(Refusal::Elsewhere)], 2U);
}

TEST(Collector, EachSiteHasSegmentsOfItsOwn) {
  const Folder folder;
  const auto collector = collector_in(folder.path());
  answer(*collector, post(kView));
  answer(*collector,
         post(R"({"name":"pageview","url":"https://shop.example/"})", "https://shop.example"));
  const std::vector<Segment> segments = collector->segments();
  ASSERT_EQ(segments.size(), 2U);
  EXPECT_EQ(segments[0].site, "main");
  EXPECT_EQ(segments[1].site, "shop");
}

TEST(Collector, MadeUpOriginsDoNotFillTheMemory) {
  RefusedOrigins origins;
  for (std::size_t i = 0; i < RefusedOrigins::kMost + 10; ++i) {
    origins.add(fmt::format("https://h{}.example", i));
  }
  const auto counts = origins.counts();
  EXPECT_EQ(counts.size(), RefusedOrigins::kMost + 1);
  EXPECT_EQ(counts.at(""), 10U);
}

TEST(Collector, APreflightIsAnswered) {
  const Folder folder;
  const auto collector = collector_in(folder.path());
  http::Request request = post("");
  request.method = http::Method::Options;
  const http::Response response = answer(*collector, request);
  EXPECT_EQ(response.status, 204U);
  EXPECT_EQ(header_of(response, "access-control-allow-origin"), "https://own.example");
  EXPECT_EQ(header_of(response, "access-control-allow-methods"), "POST");
  request.method = http::Method::Get;
  EXPECT_EQ(answer(*collector, request).status, 405U);
}

TEST(Collector, WhatCannotWaitIsToldToComeAgain) {
  const Folder folder;
  const auto collector = collector_in(folder.path(), {.most_bytes = 1});
  const http::Response response = answer(*collector, post(kView));
  EXPECT_EQ(response.status, 503U);
  EXPECT_EQ(header_of(response, "retry-after"), "1");
  EXPECT_EQ(collector->counts().not_stored, 1U);
}

TEST(Collector, WhatAnEarlierProcessLeftIsFoundAndCanGo) {
  const Folder folder;
  answer(*collector_in(folder.path()), post(kView));
  const auto collector = collector_in(folder.path());
  ASSERT_EQ(collector->segments().size(), 1U);
  const Segment earlier = collector->segments().front();
  EXPECT_TRUE(earlier.closed);
  EXPECT_TRUE(collector->remove(earlier));
  EXPECT_TRUE(collector->segments().empty());
}

}  // namespace
}  // namespace throughline::collector
