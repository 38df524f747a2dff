#include "document/fields.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace throughline::document {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Reads a text as one map with `ask` and returns what was wrong.
template <class Ask>
std::vector<std::string> problems_of(std::string_view text, Ask ask) {
  const Reading reading = read(text, "f.yaml");
  EXPECT_TRUE(reading.document.has_value());
  Problems problems("f.yaml");
  {
    Fields fields(reading.document->root, "", problems);
    ask(fields);
  }
  std::vector<std::string> out;
  for (const Error& problem : std::move(problems).sorted()) {
    out.push_back(problem.text());
  }
  return out;
}

TEST(Fields, ReadsEachTypeAsItIsWritten) {
  const auto problems = problems_of(
      "{name: x, id: a-1, on: true, share: 0.5, n: 3, gap: 30m, day: 2026-06-30, hosts: [a, b]}",
      [](Fields& fields) {
        EXPECT_EQ(fields.text("name"), "x");
        EXPECT_EQ(fields.id("id"), "a-1");
        EXPECT_EQ(fields.flag("on"), true);
        EXPECT_EQ(fields.number("share", {0, 1}), 0.5);
        EXPECT_EQ(fields.count("n"), 3U);
        EXPECT_EQ(fields.duration("gap"), 1800);
        EXPECT_EQ(fields.date("day"), (CivilDate{2026, 6, 30}));
        EXPECT_THAT(fields.texts("hosts"), ElementsAre("a", "b"));
      });
  EXPECT_THAT(problems, ElementsAre());
}

TEST(Fields, WhatIsAbsentOrEmptyIsNothing) {
  const auto problems = problems_of("{a: , b: ~}", [](Fields& fields) {
    EXPECT_EQ(fields.text("a"), std::nullopt);
    EXPECT_EQ(fields.flag("b"), std::nullopt);
    EXPECT_EQ(fields.count("c"), std::nullopt);
    EXPECT_TRUE(fields.list("d").empty());
  });
  EXPECT_THAT(problems, ElementsAre());
}

TEST(Fields, ReportsAllUnknownKeysWithTheNearestKnownOne) {
  const auto problems = problems_of("nmae: x\nshare: 1\ncolour: red\n", [](Fields& fields) {
    static_cast<void>(fields.text("name"));
    static_cast<void>(fields.number("share", {}));
  });
  EXPECT_THAT(problems,
              ElementsAre("f.yaml:1:1: unknown key \"nmae\". Did you mean \"name\"?",
                          "f.yaml:3:1: unknown key \"colour\". Known: name, share"));
}

TEST(Fields, ReportsWhatIsRequiredAndMissing) {
  const auto problems = problems_of("a: 1\n", [](Fields& fields) {
    static_cast<void>(fields.required("a", ""));
    EXPECT_EQ(fields.required("b", "Add b: 2"), nullptr);
  });
  EXPECT_THAT(problems, ElementsAre("f.yaml:1:1: the file lacks the key \"b\". Add b: 2"));
}

TEST(Fields, SaysWhatAValueShouldBe) {
  const auto problems = problems_of(
      "name: [a]\nid: Big\non: yes\nquoted: \"true\"\nshare: 2\nn: -1\ngap: 30\nday: 30.06.2026\n"
      "hosts: {a: 1}\nblank: \" \"\n",
      [](Fields& fields) {
        EXPECT_EQ(fields.text("name"), std::nullopt);
        EXPECT_EQ(fields.id("id"), std::nullopt);
        EXPECT_EQ(fields.flag("on"), std::nullopt);
        EXPECT_EQ(fields.flag("quoted"), std::nullopt);
        EXPECT_EQ(fields.number("share", {0, 1}), std::nullopt);
        EXPECT_EQ(fields.count("n"), std::nullopt);
        EXPECT_EQ(fields.duration("gap"), std::nullopt);
        EXPECT_EQ(fields.date("day"), std::nullopt);
        EXPECT_TRUE(fields.texts("hosts").empty());
        EXPECT_EQ(fields.text("blank"), std::nullopt);
      });
  EXPECT_THAT(problems,
              ElementsAre("f.yaml:1:7: name must be text: a list",
                          HasSubstr("f.yaml:2:5: id must be an id: Big. An id begins with"),
                          "f.yaml:3:5: on must be true or false: yes",
                          "f.yaml:4:9: quoted must be true or false: true",
                          "f.yaml:5:8: share must be a number from 0 to 1: 2",
                          "f.yaml:6:4: n must be a whole number from 0: -1",
                          HasSubstr("f.yaml:7:6: gap must be a span of time: 30. Write a whole"),
                          HasSubstr("f.yaml:8:6: day must be a day: 30.06.2026. Write it like"),
                          HasSubstr("f.yaml:9:8: hosts must be a list: a map"),
                          HasSubstr("f.yaml:10:8: blank must be text")));
}

TEST(Fields, NumbersThatAreNoneFail) {
  for (const std::string_view text : {"nan", "inf", "-inf", "1e999", "0x10", "1,5", "5 ", ""}) {
    Problems problems("f.yaml");
    Node node;
    node.kind = NodeKind::Scalar;
    node.text = text;
    EXPECT_EQ(to_number(node, "x", {}, problems), std::nullopt) << text;
    EXPECT_FALSE(problems.empty()) << text;
  }
}

TEST(Fields, DurationsKnowTheirUnitsAndALongestSpan) {
  const auto seconds = [](std::string_view text) {
    Problems problems("f.yaml");
    Node node;
    node.kind = NodeKind::Scalar;
    node.text = text;
    return to_duration(node, "gap", problems);
  };
  EXPECT_EQ(seconds("90s"), 90);
  EXPECT_EQ(seconds("48h"), 172'800);
  EXPECT_EQ(seconds("2d"), 172'800);
  EXPECT_EQ(seconds("1w"), 604'800);
  EXPECT_EQ(seconds("0m"), 0);
  EXPECT_EQ(seconds("4294967295w"), std::nullopt);
  EXPECT_EQ(seconds("1.5h"), std::nullopt);
  EXPECT_EQ(seconds("h"), std::nullopt);
  EXPECT_EQ(seconds("-5m"), std::nullopt);
  EXPECT_EQ(seconds("5M"), std::nullopt);
}

TEST(Fields, AFileThatIsNoMapIsOneProblem) {
  EXPECT_THAT(problems_of("- a\n- b\n",
                          [](Fields& fields) { EXPECT_EQ(fields.required("x", ""), nullptr); }),
              ElementsAre("f.yaml:1:1: the file must be a map: a list. Write key: value"));
}

}  // namespace
}  // namespace throughline::document
