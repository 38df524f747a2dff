#include "document/document.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::document {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> problems_of(std::string_view text, const Limits& limits = {}) {
  std::vector<std::string> out;
  for (const Error& problem : read(text, "f.yaml", limits).problems) {
    out.push_back(problem.text());
  }
  return out;
}

Node root_of(std::string_view text) {
  const Reading reading = read(text, "f.yaml");
  EXPECT_THAT(problems_of(text), ElementsAre());
  return reading.document.value_or(Document{}).root;
}

TEST(Document, KeepsTextAsItIsWritten) {
  const Node root = root_of("version: 1.10\nday: 2026-01-02\nname: \"x: y\"\n");
  ASSERT_EQ(root.entries.size(), 3U);
  EXPECT_EQ(root.find("version")->value.text, "1.10");
  EXPECT_EQ(root.find("day")->value.text, "2026-01-02");
  EXPECT_EQ(root.find("name")->value.text, "x: y");
  EXPECT_EQ(root.find("other"), nullptr);
}

TEST(Document, TellsQuotedFromPlain) {
  const Node root = root_of("[1, \"1\", '1', null, \"null\", ~]");
  std::vector<bool> quoted;
  std::vector<NodeKind> kinds;
  for (const Node& item : root.items) {
    quoted.push_back(item.quoted);
    kinds.push_back(item.kind);
  }
  EXPECT_THAT(quoted, ElementsAre(false, true, true, false, true, false));
  EXPECT_THAT(kinds,
              ElementsAre(NodeKind::Scalar,
                          NodeKind::Scalar,
                          NodeKind::Scalar,
                          NodeKind::Null,
                          NodeKind::Scalar,
                          NodeKind::Null));
}

TEST(Document, RemembersWhereEverythingStands) {
  const Node root = root_of("# a comment\nsites:\n  - id: de\n    host: [a, b]\n");
  const Entry& sites = *root.find("sites");
  EXPECT_EQ(sites.at, (Position{2, 1, 12}));
  const Node& first = sites.value.items.at(0);
  EXPECT_EQ(first.at, (Position{3, 5, 23}));
  EXPECT_EQ(first.find("host")->at, (Position{4, 5, 34}));
  EXPECT_EQ(first.find("host")->value.items.at(1).at, (Position{4, 15, 44}));
}

TEST(Document, CountsColumnsInCharacters) {
  const Node root = root_of("{é: 1, 界: 2, x: 3}");
  EXPECT_EQ(root.find("x")->at, (Position{1, 14, 16}));
}

TEST(Document, TellsBlockFromFlow) {
  const Node root = root_of("a: [1]\nb:\n  - 1\n");
  EXPECT_TRUE(root.find("a")->value.flow);
  EXPECT_FALSE(root.find("b")->value.flow);
  EXPECT_FALSE(root.flow);
}

TEST(Document, ReadsWindowsLineEndsAndAByteOrderMark) {
  const Node root = root_of("\xEF\xBB\xBFplan: p\r\nseed: 2\r\n");
  EXPECT_EQ(root.find("plan")->value.text, "p");
  EXPECT_EQ(root.find("plan")->at, (Position{1, 1, 3}));
  EXPECT_EQ(root.find("seed")->at, (Position{2, 1, 12}));
}

TEST(Document, AFileWithoutContentIsNull) {
  EXPECT_EQ(root_of("").kind, NodeKind::Null);
  EXPECT_EQ(root_of("# only a comment\n").kind, NodeKind::Null);
  EXPECT_EQ(root_of("---\n").kind, NodeKind::Null);
}

TEST(Document, ReportsEveryDuplicateKey) {
  EXPECT_THAT(
      problems_of("a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n"),
      ElementsAre("f.yaml:2:11: key \"c\" stands here a second time. The first is in line 2; "
                  "keep one of them",
                  "f.yaml:3:1: key \"a\" stands here a second time. The first is in line 1; "
                  "keep one of them",
                  "f.yaml:4:1: key \"a\" stands here a second time. The first is in line 1; "
                  "keep one of them"));
}

TEST(Document, TheSameKeyMayStandInDifferentMaps) {
  EXPECT_THAT(problems_of("- {a: 1}\n- {a: 2}\n"), ElementsAre());
}

TEST(Document, RefusesAnchorsAliasesAndTags) {
  EXPECT_THAT(problems_of("a: &x [1]\nb: *x\nc: !!str 1\nd: !own {e: 1}\n"),
              ElementsAre(HasSubstr("f.yaml:1:4: an anchor (&) cannot be used"),
                          HasSubstr("f.yaml:2:4: an alias (*) cannot be used"),
                          HasSubstr("f.yaml:3:4: a tag cannot be used"),
                          HasSubstr("f.yaml:4:4: a tag cannot be used")));
}

TEST(Document, RefusesKeysThatAreNoText) {
  EXPECT_THAT(problems_of("? [a, b]\n: 1\n? {c: 1}\n: 2\n~: 3\nd: 4\n"),
              ElementsAre(HasSubstr("1:3: a key must be text"),
                          HasSubstr("3:3: a key must be text"),
                          HasSubstr("5:1: a key must be text")));
}

struct Broken {
  std::string_view text;
  std::string_view problem;
};

class DocumentSyntax : public ::testing::TestWithParam<Broken> {};

TEST_P(DocumentSyntax, IsReportedWithItsPlace) {
  EXPECT_THAT(problems_of(GetParam().text), ElementsAre(HasSubstr(GetParam().problem)));
}

INSTANTIATE_TEST_SUITE_P(
    Cases,
    DocumentSyntax,
    ::testing::Values(
        Broken{"a: b: c\n", "f.yaml:1:5: a second \": \" cannot stand here. Put text"},
        Broken{"a:\n  b: 1\n c: 2\n", "f.yaml:3:2: this line does not belong to the keys above"},
        Broken{"a: [1, 2\nb: 3\n", "a [ is not closed"},
        Broken{"a: {b: 1\nc: [\n", "a { is not closed"},
        Broken{"a: 1]\nb: ]\n", "f.yaml:2:4: a closing bracket has no opening one"},
        Broken{"a: \"open\nb: 1\n", "a quote is not closed"},
        Broken{"a: 'it''s\n", "f.yaml:1:4: a quote is not closed"},
        Broken{"a: \"x\\\"\n", "f.yaml:1:4: a quote is not closed"},
        Broken{"a: [1, 2\n", "a [ is not closed"},
        Broken{"a: {b: 1\n", "a { is not closed"},
        Broken{"a: @x\n", "f.yaml:1:4: plain text cannot begin with this character"},
        Broken{"a: *nowhere\n", "f.yaml:1:4: an alias cannot be used here"},
        Broken{"a: 1\n- b\n", "f.yaml:2:1:"},
        Broken{"a: 1\n--- \nb: 2\n", "f.yaml:2:1: the file goes on after its end"},
        Broken{"a:\n\tb: 1\n", "f.yaml:2:1: a tab stands in the indentation. Indent with spaces"},
        Broken{"a: \"\xFF\"\n", "f.yaml:1:5: byte 0xff is no UTF-8. Save the file as UTF-8"},
        Broken{"a: \x04 b\n", "f.yaml:1:4: control character U+0004"},
        Broken{"a: b\rc: d\n", "f.yaml:1:5: control character U+000D"},
        Broken{std::string_view("a: \0b\n", 6), "f.yaml:1:4: control character U+0000"}));

TEST(Document, ATabAfterTheIndentationIsBlank) {
  EXPECT_THAT(problems_of("a:\t1 \t# note\nb: [1,\t2]\n"), ElementsAre());
}

TEST(Document, ReportsEveryLineWithATabAtOnce) {
  EXPECT_THAT(problems_of("a:\n\tb: 1\n  \tc: 2\n"),
              ElementsAre(HasSubstr("f.yaml:2:1"), HasSubstr("f.yaml:3:3")));
}

TEST(Document, RefusesFilesBeyondTheLimits) {
  EXPECT_THAT(problems_of("a: 123456\n", {.max_bytes = 5}),
              ElementsAre(HasSubstr("the file is larger than 5 bytes: 10")));
  EXPECT_THAT(problems_of("[[[1]]]", {.max_depth = 2}),
              ElementsAre(HasSubstr("f.yaml:1:3: more than 2 levels")));
  EXPECT_THAT(problems_of("[1, 2, 3]", {.max_nodes = 3}),
              ElementsAre(HasSubstr("f.yaml:1:8: more than 3 values")));
  EXPECT_THAT(problems_of("[[1]]", {.max_depth = 2}), ElementsAre());
}

TEST(Document, ASmallFileOfBracketsEndsInOneProblem) {
  EXPECT_THAT(problems_of(std::string(100'000, '[')),
              ElementsAre(HasSubstr("more than 32 levels")));
  std::string maps;
  for (int i = 0; i < 10'000; ++i) {
    maps += "{a: ";
  }
  EXPECT_THAT(problems_of(maps), ElementsAre(HasSubstr("more than 32 levels")));
}

RC_GTEST_PROP(DocumentProperty,
              QuotedTextComesBackByteForByte,
              (const std::vector<char32_t>& letters)) {
  std::string written;
  for (const char32_t letter : letters) {
    written += fmt::format("\\U{:08X}", static_cast<unsigned>(letter) % 0xD800U);
  }
  std::string plain;
  for (const char c : written) {
    plain += c == '\\' ? '/' : c;
  }
  const Reading reading = read(fmt::format("a: \"{}\"\nb: \"{}\"\n", written, plain), "f.yaml");
  RC_ASSERT(reading.document.has_value());
  RC_ASSERT(reading.document->root.find("b")->value.text == plain);
}

}  // namespace
}  // namespace throughline::document
