#include "document/common_yaml.hpp"

#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <rapidcheck/gtest.h>

#include "document/library_yaml.hpp"

namespace throughline::document {
namespace {

void write(const Position& at, std::string& out) {
  out += fmt::format("{}:{}:{} ", at.line, at.column, at.byte);
}

// Everything that a tree says, as text that can be compared and read.
void write(const Node& node, std::string& out) {
  write(node.at, out);
  write(node.end, out);
  out +=
      fmt::format("{}{}{} '{}'\n", static_cast<int>(node.kind), node.quoted, node.flow, node.text);
  for (const Node& item : node.items) {
    out += "- ";
    write(item, out);
  }
  for (const auto* const entries : {&node.entries, &node.repeated}) {
    for (const Entry& entry : *entries) {
      out += entry.key + ": ";
      write(entry.at, out);
      write(entry.end, out);
      write(entry.value, out);
    }
  }
}

std::string text_of(const Node& node) {
  std::string out;
  write(node, out);
  return out;
}

std::optional<Node> common(std::string_view text) {
  return read_common(Lines(text), 0, {}, Duplicates::Keep);
}

std::string by_library(std::string_view text) {
  const Reading reading = read_by_library(text, "f.yaml", {}, Duplicates::Keep);
  return reading.document ? text_of(reading.document->root) : "no document";
}

class CommonYaml : public ::testing::TestWithParam<std::string_view> {};

TEST_P(CommonYaml, IsReadAsTheLibraryReadsIt) {
  const auto root = common(GetParam());
  ASSERT_TRUE(root);
  EXPECT_EQ(text_of(*root), by_library(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(
    Cases,
    CommonYaml,
    ::testing::Values("a: 1\n",
                      "a: b c # note\n\n# more\nd:   e#f\n",
                      "a:\nb:\n  c:\n",
                      "a:\n- b\n- c: 1\n  d: 2\ne: 3\n",
                      "a:\n  - b\n  -   - c\n      - d\n",
                      "- a: 1\n  b:\n    c: 2\n- x\n",
                      "a: {b: 1, c: [2, \"3, 4\", 'it''s'], d: , e: ~, f: {}, g: []}\n",
                      "a: [1,\n  2,\n    # note\n  {b: c}]\n",
                      "a: \"say \\\"x\\\" \\\\\" # y\n\"b c\": 'd'\n",
                      "a: -5\nb: +12%\nc: 2026-01-02\nd: null\ne: Null\nf: http://x.example/#y\n",
                      "a: \xC3\xA9 b\nx: [\xE7\x95\x8C, b]\ny: 1",
                      "{a: 1, b: [2]}\n",
                      "a: 1\na: 2\nb: {c: 1, c: 2}\n"));

class NotCommonYaml : public ::testing::TestWithParam<std::string_view> {};

TEST_P(NotCommonYaml, IsLeftToTheLibrary) { EXPECT_FALSE(common(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Cases,
                         NotCommonYaml,
                         ::testing::Values("",
                                           "# nothing\n",
                                           "plain text\n",
                                           "a: b: c\n",
                                           "a: |\n  text\n",
                                           "a: b\n  c\n",
                                           "a: \"b\n  c\"\n",
                                           "a: \"\\n\"\n",
                                           "a: &x 1\n",
                                           "a: *x\n",
                                           "a: !!str 1\n",
                                           "---\na: 1\n",
                                           "a: 1\n---\nb: 2\n",
                                           "a: [1, 2\n",
                                           "a: [1, ]\n",
                                           "a: [b: c]\n",
                                           "a: {b}\n",
                                           "a: {\"b\":1}\n",
                                           "a: [x?y]\n",
                                           "a:\n  b: 1\n c: 2\n",
                                           "  a: 1\nb: 2\n",
                                           "- \n- a\n",
                                           "? a\n: b\n",
                                           "~: 1\n",
                                           "a: @x\n",
                                           "a:\t1\n",
                                           "a: 1]\nb: ]\n"));

TEST(CommonYaml, LimitsAreTheLibrarysToTell) {
  const Lines lines("a: [[1]]\n");
  EXPECT_FALSE(read_common(lines, 0, {.max_depth = 2}, Duplicates::Keep));
  EXPECT_FALSE(read_common(lines, 0, {.max_nodes = 4}, Duplicates::Keep));
  EXPECT_TRUE(read_common(lines, 0, {.max_depth = 3, .max_nodes = 5}, Duplicates::Keep));
  EXPECT_FALSE(read_common(Lines("a: 1\na: 2\n"), 0, {}, Duplicates::Refuse));
}

TEST(CommonYaml, ThePlanOfTheDemoIsCommon) {
  std::ifstream file(fmt::format("{}/src/demo/files/plan.yaml", TL_SOURCE_DIR), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto root = common(text);
  ASSERT_TRUE(root);
  EXPECT_EQ(text_of(*root), by_library(text));
}

// Any short text of the characters that mean something in YAML.
RC_GTEST_PROP(CommonYamlProperty, WhatIsReadIsWhatTheLibraryReads, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::elementOf(std::string("abc:#-,[]{}?'\" \n\n  0~&*|>!%")));
  if (const auto root = common(text)) {
    RC_ASSERT(text_of(*root) == by_library(text));
  }
}

}  // namespace
}  // namespace throughline::document
