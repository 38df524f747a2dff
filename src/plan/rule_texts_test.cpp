#include "plan/rule_texts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

namespace throughline::plan {
namespace {

bool updates_golden() {
  const auto arguments = testing::internal::GetArgvs();
  return std::ranges::find(arguments, "--update-golden") != arguments.end();
}

// throughline_plan_tests --update-golden writes the page anew.
TEST(RuleTexts, ArePrintedInTheDocs) {
  const std::string path = fmt::format("{}/docs/rules.md", TL_SOURCE_DIR);
  if (updates_golden()) {
    std::ofstream(path, std::ios::binary) << rules_page();
  }
  std::ifstream file(path, std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(rules_page(), page);
}

TEST(RuleTexts, EachSaysWhatToDo) {
  int number = 0;
  for (const RuleText& rule : rule_texts()) {
    EXPECT_EQ(rule.code, fmt::format("TL{:03}", number++));
    EXPECT_EQ(rule_text(rule.code), &rule);
    for (const std::string_view text : {rule.catches, rule.why, rule.mend}) {
      EXPECT_TRUE(text.ends_with('.')) << rule.code << ": " << text;
    }
    EXPECT_NE(rule.example.find("\nhelp: "), std::string_view::npos) << rule.code;
    EXPECT_FALSE(rule.title.empty() || rule.title.ends_with('.')) << rule.code;
  }
  EXPECT_EQ(rule_text("TL999"), nullptr);
}

}  // namespace
}  // namespace throughline::plan
