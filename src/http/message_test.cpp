#include "http/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "http/date.hpp"
#include "http/event_text.hpp"
#include "http/response_head.hpp"

namespace throughline::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::Optional;
using testing::StartsWith;

TEST(Request, FindsHeadersParametersAndCookies) {
  const Request request{
      .parameters = {{"a", "1"}, {"a", "2"}},
      .headers = {{"accept", "x"}, {"cookie", "one=1; two=\"2\""}, {"cookie", " three = 3"}}};
  EXPECT_EQ(request.header("accept"), "x");
  EXPECT_EQ(request.header("missing"), "");
  EXPECT_THAT(request.parameter("a"), Optional(std::string_view("1")));
  EXPECT_EQ(request.parameter("b"), std::nullopt);
  EXPECT_THAT(request.cookie("one"), Optional(std::string_view("1")));
  EXPECT_THAT(request.cookie("two"), Optional(std::string_view("2")));
  EXPECT_THAT(request.cookie("three"), Optional(std::string_view("3")));
  EXPECT_EQ(request.cookie("o"), std::nullopt);
}

TEST(ErrorResponse, SaysWhatIsWrongEvenOfBytesThatAreNoText) {
  const auto response = error_response(400, "no such thing: \xff\"", "look");
  const auto json = nlohmann::json::parse(response.text());
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(json["error"]["message"].get<std::string>(), HasSubstr("no such thing"));
  EXPECT_EQ(json["error"]["hint"], "look");
}

TEST(ResponseHead, CannotBeForgedByAValue) {
  std::string head;
  append_head(head,
              {.headers = {{"location", "/a\r\nset-cookie: b=c"},
                           {"content-length", "9"},
                           {"x-fine", "yes"}},
               .body = std::string("abc")},
              "now",
              Transport::Plain,
              AfterAnswer::KeepAlive);
  EXPECT_THAT(head, Not(HasSubstr("set-cookie")));
  EXPECT_THAT(head, StartsWith("HTTP/1.1 200 OK\r\ndate: now\r\nx-fine: yes\r\n"));
  EXPECT_THAT(head, EndsWith("\r\ncontent-length: 3\r\n\r\n"));
}

TEST(ResponseHead, HasNoLengthWhereThereIsNoBody) {
  std::string head;
  append_head(head, {.status = 204}, "now", Transport::Plain, AfterAnswer::Close);
  EXPECT_EQ(head, "HTTP/1.1 204 No Content\r\ndate: now\r\nconnection: close\r\n\r\n");
}

// The example of RFC 9110, 5.6.7.
TEST(HttpDate, IsAsTheStandardWritesIt) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(EventText, WritesALineOfDataForEachLine) {
  EXPECT_EQ(event_text("hit", "{}"), "event: hit\ndata: {}\n\n");
  EXPECT_EQ(event_text("", "a\nb\r\nc\rd"), "data: a\ndata: b\ndata: c\ndata: d\n\n");
  EXPECT_EQ(event_text("a\nb", ""), "event: a\ndata: \n\n");
}

}  // namespace
}  // namespace throughline::http
