#include "text/patterns.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>

namespace throughline::text {
namespace {

std::set<std::size_t> hits(const std::vector<std::string>& literals, std::string_view text) {
  const Patterns patterns(std::vector<std::string_view>(literals.begin(), literals.end()));
  std::set<std::size_t> found;
  patterns.find(text, [&](std::size_t index, std::size_t) {
    found.insert(index);
    return false;
  });
  return found;
}

TEST(Patterns, FindsLiteralsInsideEachOther) {
  EXPECT_EQ(hits({"he", "she", "his", "hers"}, "USHERS"), (std::set<std::size_t>{0, 1, 3}));
}

TEST(Patterns, StopsWhenTheVisitorSaysSo) {
  const Patterns patterns(std::vector<std::string_view>{"a"});
  int calls = 0;
  EXPECT_TRUE(patterns.find("aaaa", [&](std::size_t, std::size_t end) {
    ++calls;
    return end == 2;
  }));
  EXPECT_EQ(calls, 2);
}

RC_GTEST_PROP(Patterns, FindsWhatASearchForEachLiteralFinds, ()) {
  const auto word = rc::gen::container<std::string>(rc::gen::elementOf(std::string("abA")));
  auto literals = *rc::gen::unique<std::vector<std::string>>(rc::gen::map(
      rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab")))),
      [](std::string s) { return s; }));
  const std::string text = *word;
  std::string lowered = text;
  std::transform(
      lowered.begin(), lowered.end(), lowered.begin(), [](char c) { return c == 'A' ? 'a' : c; });
  std::set<std::size_t> expected;
  for (std::size_t i = 0; i < literals.size(); ++i) {
    if (lowered.find(literals[i]) != std::string::npos) {
      expected.insert(i);
    }
  }
  RC_ASSERT(hits(literals, text) == expected);
}

}  // namespace
}  // namespace throughline::text
