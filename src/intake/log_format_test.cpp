#include "intake/log_format.hpp"

#include <gmock/gmock.h>

namespace throughline::intake {
namespace {

using testing::HasSubstr;

LogLine parsed(const LogFormat& format, std::string_view text) {
  static std::vector<std::unique_ptr<LogParser>> parsers;  // the views point into them
  parsers.push_back(std::make_unique<LogParser>(format));
  LogLine line;
  const RejectReason reason = parsers.back()->parse(text, line);
  EXPECT_EQ(reason, RejectReason::None) << name_of(reason) << ": " << text;
  return line;
}

constexpr std::string_view kCombinedLine =
    R"x(2001:db8::7 - frank [10/Oct/2000:13:55:36 -0700] "GET /a.gif?x=1 HTTP/1.0" 200 2326 "http://www.example.com/start.html" "Mozilla/4.08 [en] (Win98; \"I\" ;Nav)")x";

TEST(LogFormat, CombinedIsReadWithEscapedQuotesAndOffsets) {
  const LogLine line = parsed(*parse_log_format("combined"), kCombinedLine);
  EXPECT_EQ(line.address, "2001:db8::7");
  EXPECT_EQ(line.time, 971211336U);
  EXPECT_EQ(line.method, "GET");
  EXPECT_EQ(line.path, "/a.gif");
  EXPECT_EQ(line.query, "x=1");
  EXPECT_EQ(line.status, 200);
  EXPECT_EQ(line.referrer, "http://www.example.com/start.html");
  EXPECT_EQ(line.agent, R"x(Mozilla/4.08 [en] (Win98; \"I\" ;Nav))x");
}

TEST(LogFormat, EachFormatIsKnownFromItsLines) {
  const std::string common =
      std::string(kCombinedLine.substr(0, kCombinedLine.find(" \"http://www")));
  const std::vector<std::pair<std::string, std::string>> samples = {
      {std::string(kCombinedLine), "combined"},
      {std::string(kCombinedLine) + " \"10.0.0.9\" 0.123", "combined"},
      {"shop.example:443 " + std::string(kCombinedLine), "vhost_combined"},
      {common, "common"},
      {R"({"remote_addr":"10.0.0.1","time_iso8601":"2026-06-30T12:00:00+02:00","request":"GET /a HTTP/1.1","status":"200"})",
       "JSON lines"},
      {"#Version: 1.0\n#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status "
       "cs(User-Agent) cs(Referer)\n",
       "W3C"}};
  for (const auto& [text, name] : samples) {
    const auto format = detect_log_format(text + "\n");
    ASSERT_TRUE(format.has_value()) << text;
    EXPECT_EQ(format->name, name);
  }
}

TEST(LogFormat, W3cReadsFieldsInTheirOrderAndPlusAsSpace) {
  const auto format = detect_log_format(
      "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status cs(User-Agent) "
      "cs(Referer)\n");
  const LogLine line = parsed(
      *format, "2026-06-30 12:00:01 10.0.0.1 GET /a - 200 Mozilla/5.0+(X11) https://blog.example/");
  EXPECT_EQ(line.time, 1782820801U);
  EXPECT_EQ(line.agent, "Mozilla/5.0 (X11)");
  EXPECT_EQ(line.query, "");
  EXPECT_EQ(line.referrer, "https://blog.example/");
}

TEST(LogFormat, CaddysNestedJsonIsRead) {
  const LogLine line = parsed(
      *parse_log_format("json"),
      R"({"level":"info","ts":1646861401.5,"request":{"remote_ip":"127.0.0.1","method":"GET","host":"x.example","uri":"/a?b=1","headers":{"User-Agent":["curl/7.82.0"],"Referer":["https://blog.example/"]}},"status":200})");
  EXPECT_EQ(line.time, 1646861401U);
  EXPECT_EQ(line.address, "127.0.0.1");
  EXPECT_EQ(line.path, "/a");
  EXPECT_EQ(line.agent, "curl/7.82.0");
  EXPECT_EQ(line.referrer, "https://blog.example/");
}

TEST(LogFormat, FormatStringsOfServersAreUnderstood) {
  const LogLine nginx = parsed(
      *parse_log_format(
          R"($http_x_forwarded_for|$msec|$remote_addr|$status|"$request"|$http_user_agent|$http_referer)"),
      R"(-|1782820801.123|10.0.0.1|304|"GET /a HTTP/2.0"|Firefox|-)");
  EXPECT_EQ(nginx.time, 1782820801U);
  EXPECT_EQ(nginx.status, 304);
  EXPECT_EQ(nginx.referrer, "");
  const LogLine apache = parsed(
      *parse_log_format(R"(%v %h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %D)"),
      R"(shop.example 10.0.0.1 - - [30/Jun/2026:14:00:01 +0200] "GET /a HTTP/1.1" 200 5 "-" "Firefox" 1234)");
  EXPECT_EQ(apache.host, "shop.example");
  EXPECT_EQ(apache.time, 1782820801U);
  EXPECT_EQ(apache.agent, "Firefox");
}

TEST(LogFormat, SaysWhatAFormatLacksAndWhatAFileLooksLike) {
  EXPECT_THAT(parse_log_format("$remote_addr $time_local").error().message,
              HasSubstr("lacks the request"));
  EXPECT_THAT(parse_log_format("nonsense").error().hint, HasSubstr("combined"));
  EXPECT_THAT(detect_log_format("a,b,c,d,e\n1,2,3,4,5\n").error().message,
              HasSubstr("a table with commas"));
  EXPECT_THAT(detect_log_format("{\"x\":1}\n").error().message, HasSubstr("JSON whose fields"));
}

TEST(ClfTime, RefusesWhatNoCalendarHas) {
  ClfTime time;
  std::uint32_t seconds = 0;
  EXPECT_TRUE(time.parse("29/Feb/2024:23:59:60 +0000", seconds));
  EXPECT_EQ(seconds, 1709251199U);
  for (const char* text : {"29/Feb/2023:10:00:00 +0000",
                           "17/Mai/2015:10:00:00 +0000",
                           "17/May/2015:24:00:00 +0000",
                           "17/May/2015:10:00:00 +9900",
                           "17/May/1915:10:00:00 +0000",
                           "17/May/2015 10:00:00",
                           ""}) {
    EXPECT_FALSE(time.parse(text, seconds)) << text;
  }
}

TEST(DetectLogFormat, WhatMayBeEventsIsTold) {
  for (const char* text : {"{\"a\":1}\n", "a,b,c,d,e\n1,2,3,4,5\n"}) {
    const auto format = detect_log_format(text);
    ASSERT_FALSE(format.has_value());
    EXPECT_THAT(format.error().hint, testing::HasSubstr("kind: events"));
  }
  const auto plain = detect_log_format("plain text\n");
  ASSERT_FALSE(plain.has_value());
  EXPECT_THAT(plain.error().hint, testing::HasSubstr("format string"));
}

}  // namespace
}  // namespace throughline::intake
