#include "collector/event.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "collector/event_line.hpp"
#include "intake/event_row.hpp"
#include "intake/event_rows.hpp"
#include "intake/whole_source.hpp"

namespace throughline::collector {
namespace {

constexpr std::string_view kPage = R"("url":"https://own.example/refill")";

std::string view_with(std::string_view fields) {
  return fmt::format(R"({{"name":"pageview",{}{}}})", kPage, fields);
}

Refusal refusal_of(std::string_view body) {
  EventReader reader;
  const auto events = reader.read(body);
  return events && events->size() == 1 ? events->front().refusal : Refusal::Object;
}

ErrorCode error_of(std::string_view body) {
  EventReader reader;
  const auto events = reader.read(body);
  return events ? ErrorCode::Internal : events.error().code;
}

std::string lines_of(std::string_view body, const Sender& sender) {
  EventReader reader;
  std::string lines;
  const auto events = reader.read(body);
  for (const ReadEvent& read : *events) {
    if (read.refusal == Refusal::None) {
      append_lines(lines, read.event, sender);
    }
  }
  return lines;
}

TEST(Events, AViewIsReadWithAllItTells) {
  EventReader reader;
  const auto events = reader.read(
      R"({"name":"purchase","url":"https://own.example/thanks","referrer":"https://blog.example/",
          "value":19.99,"currency":"EUR","props":{"size":"L","gift":true,"n":2},"age":250,
          "consent":"granted","unknown":[1]})");
  ASSERT_EQ(events->size(), 1U);
  const auto& [event, refusal] = events->front();
  EXPECT_EQ(refusal, Refusal::None);
  EXPECT_EQ(event.name, "purchase");
  EXPECT_EQ(event.referrer, "https://blog.example/");
  EXPECT_EQ(event.currency, "EUR");
  EXPECT_EQ(double(*event.value), 19.99);
  EXPECT_EQ(event.props->size(), 3U);
  EXPECT_EQ(event.age, 250U);
  EXPECT_EQ(event.consent, Consent::Granted);
}

TEST(Events, EachOfABatchIsJudgedByItself) {
  EventReader reader;
  const auto events = reader.read(fmt::format(
      R"([{{"name":"pageview",{0}}},7,{{"name":"",{0}}},{{"name":"engagement",{0},"foreground":9}}])",
      kPage));
  ASSERT_EQ(events->size(), 4U);
  EXPECT_EQ((*events)[0].refusal, Refusal::None);
  EXPECT_EQ((*events)[1].refusal, Refusal::Object);
  EXPECT_EQ((*events)[2].refusal, Refusal::Name);
  EXPECT_EQ(*(*events)[3].event.foreground, 9U);
}

TEST(Events, WhatIsWrongIsNamed) {
  EXPECT_EQ(refusal_of(R"({"name":"pageview"})"), Refusal::Url);
  for (const char* url : {"/a",
                          "ftp://a/b",
                          "https://",
                          "https:///a",
                          "javascript:x",
                          "http://a b",
                          "https://own.example'x?y"}) {
    EXPECT_EQ(refusal_of(fmt::format(R"({{"name":"pageview","url":"{}"}})", url)), Refusal::Url);
  }
  EXPECT_EQ(refusal_of(fmt::format(R"({{"name":7,{}}})", kPage)), Refusal::Name);
  EXPECT_EQ(refusal_of(fmt::format(R"({{"name":"{}",{}}})", std::string(257, 'n'), kPage)),
            Refusal::Name);
  EXPECT_EQ(refusal_of(fmt::format(R"({{"name":"engagement",{}}})", kPage)), Refusal::Foreground);
  EXPECT_EQ(refusal_of(view_with(R"(,"foreground":-1)")), Refusal::Foreground);
  EXPECT_EQ(refusal_of(view_with(R"(,"foreground":86400001)")), Refusal::Foreground);
  EXPECT_EQ(refusal_of(view_with(R"(,"scroll":101)")), Refusal::Scroll);
  EXPECT_EQ(refusal_of(view_with(R"(,"referrer":{})")), Refusal::Referrer);
  EXPECT_EQ(refusal_of(view_with(R"(,"target":1)")), Refusal::Target);
  EXPECT_EQ(refusal_of(view_with(R"(,"value":[1])")), Refusal::Value);
  EXPECT_EQ(refusal_of(view_with(R"(,"currency":"EURO")")), Refusal::Currency);
  EXPECT_EQ(refusal_of(view_with(R"(,"props":{"a":{"b":1}})")), Refusal::Properties);
  EXPECT_EQ(refusal_of(view_with(R"(,"props":[])")), Refusal::Properties);
  EXPECT_EQ(refusal_of(view_with(R"(,"age":"x")")), Refusal::Age);
  EXPECT_EQ(refusal_of(view_with(R"(,"consent":"maybe")")), Refusal::Consent);
}

TEST(Events, ControlCharactersAreRefusedWhereverTheyStand) {
  for (const char* field : {R"(,"referrer":"https://a/\u0000")",
                            R"(,"referrer":"https://a/\n{}")",
                            R"(,"target":"\u001b[31m")",
                            R"(,"currency":"\u007f")",
                            R"(,"value":"1\t2")",
                            R"(,"props":{"a":"\u0000"})",
                            R"(,"props":{"\u0001":1})"}) {
    EXPECT_EQ(refusal_of(view_with(field)), Refusal::Characters) << field;
  }
  EXPECT_EQ(refusal_of(R"({"name":"page\u0000view","url":"https://own.example/"})"),
            Refusal::Characters);
}

TEST(Events, ABodyThatIsNoneIsAnError) {
  for (const std::string_view body : {std::string_view(""),
                                      std::string_view("{"),
                                      std::string_view("hello"),
                                      std::string_view("[{}"),
                                      std::string_view("{\"a\":\"\xff\"}"),
                                      std::string_view("\0", 1)}) {
    EXPECT_EQ(error_of(body), ErrorCode::InvalidArgument) << body;
  }
  EXPECT_EQ(error_of(std::string(kMostBytes + 1, ' ')), ErrorCode::TooLarge);
  std::string many = "[0";
  for (std::size_t i = 0; i < kMostEvents; ++i) {
    many += ",0";
  }
  EXPECT_EQ(error_of(many + "]"), ErrorCode::TooLarge);
  EXPECT_EQ(refusal_of("7"), Refusal::Object);
  EXPECT_EQ(refusal_of("null"), Refusal::Object);
}

TEST(Events, DeepNestingIsNoProblem) {
  EXPECT_EQ(error_of(std::string(100'000, '[')), ErrorCode::InvalidArgument);
}

TEST(EventLines, ALineIsWhatTheImporterReads) {
  const std::string lines = lines_of(
      R"([{"name":"pageview","url":"https://own.example/a?utm_source=x","referrer":"https://b.example/"},
          {"name":"engagement","url":"https://own.example/a","foreground":1500,"scroll":80},
          {"name":"outbound","url":"https://own.example/a","target":"https://c.example/\"q\""},
          {"name":"rage-click","url":"https://own.example/a"}])",
      {.visitor = 0xab, .agent = "Browser", .now = 1'780'315'240'000});
  EXPECT_EQ(
      lines,
      R"({"time":1780315240000,"visitor":"00000000000000ab","name":"pageview","url":"https://own.example/a?utm_source=x","referrer":"https://b.example/","agent":"Browser"}
{"time":1780315240000,"visitor":"00000000000000ab","name":"engagement","url":"https://own.example/a","agent":"Browser","foreground":1500}
{"time":1780315240000,"visitor":"00000000000000ab","name":"scroll","url":"https://own.example/a","agent":"Browser","value":80}
{"time":1780315240000,"visitor":"00000000000000ab","name":"outbound","url":"https://own.example/a","agent":"Browser","props":{"target":"https://c.example/\"q\""}}
{"time":1780315240000,"visitor":"00000000000000ab","name":"rage-click","url":"https://own.example/a","agent":"Browser"}
)");
  const std::string file = std::string(intake::kCollectedMark) + "main 1 abc\n" + lines;
  const auto format = intake::event_rows({}, {}, file, "000001.jsonl");
  const auto whole = intake::read_whole(file, *format);
  ASSERT_TRUE(whole);
  EXPECT_TRUE(whole->rejects.empty());
  EXPECT_THAT(whole->hits.visitor, testing::Each(0xabU));
  EXPECT_THAT(whole->hits.kind, testing::ElementsAre(1, 2, 3, 2, 3));
  EXPECT_THAT(whole->hits.value, testing::ElementsAre(0, 1500, 80, 0, 0));
}

// Whatever a page sends and is answered as accepted must be a row, and one row alone.
RC_GTEST_PROP(EventLines, WhatIsAcceptedIsRead, ()) {
  const auto text = [] {
    return rc::gen::container<std::string>(rc::gen::oneOf(
        rc::gen::inRange<char>(0x20, 0x7f), rc::gen::element('"', '\\', '/', '{', '\x01', 'u')));
  };
  const auto quoted = [](const std::string& raw) {
    std::string out;
    for (const char c : raw) {
      out += c == '"' || c == '\\' ? std::string("\\") + c
             : c == '\x01'         ? std::string("\\u0001")
                                   : std::string(1, c);
    }
    return out;
  };
  const std::string body =
      fmt::format(R"({{"name":"{}","url":"https://own.example/{}","referrer":"{}","value":"{}",)"
                  R"("props":{{"{}":"{}","n":{}}}}})",
                  quoted(*text()),
                  quoted(*text()),
                  quoted(*text()),
                  quoted(*text()),
                  quoted(*text()),
                  quoted(*text()),
                  *rc::gen::arbitrary<int>());
  const std::string agent = agent_text(*rc::gen::arbitrary<std::string>());
  const std::string lines =
      lines_of(body, {.visitor = 1, .agent = agent, .now = 1'780'315'240'000});
  const std::string file = std::string(intake::kCollectedMark) + "main 1 abc\n" + lines;
  const auto format = intake::event_rows({}, {}, file, "000001.jsonl");
  RC_ASSERT(format.has_value());
  const auto whole = intake::read_whole(file, *format);
  RC_ASSERT(whole->rejects.empty());
  RC_ASSERT(whole->hits.size() ==
            static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n')));
}

}  // namespace
}  // namespace throughline::collector
