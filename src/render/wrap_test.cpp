#include "render/wrap.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

namespace throughline::render {
namespace {

TEST(Wrap, BreaksAtSpacesAndIndentsWhatFollows) {
  EXPECT_EQ(wrapped("one two three", 7, 2), "one two\n  three");
  EXPECT_EQ(wrapped("extraordinary", 4, 2), "extraordinary");
  EXPECT_EQ(wrapped("", 4, 2), "");
}

TEST(Wrap, BreaksBetweenHanButNotBeforeTheirPunctuation) {
  EXPECT_EQ(wrapped("前十名列表会隐藏", 8, 0), "前十名列\n表会隐藏");
  EXPECT_EQ(wrapped("前十名列，表会", 8, 0), "前十名\n列，表会");
  EXPECT_EQ(wrapped("共 12 个来源", 6, 0), "共 12\n个来源");
  EXPECT_EQ(wrapped("来自blog.example的访问", 8, 0), "来自\nblog.example\n的访问");
}

RC_GTEST_PROP(Wrap, LosesNothingButSpaces, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('a', 'z'))));
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : " ") + word;
  }
  std::string back = wrapped(text, *rc::gen::inRange<std::size_t>(1, 40), 0);
  std::replace(back.begin(), back.end(), '\n', ' ');
  RC_ASSERT(back == text);
}

}  // namespace
}  // namespace throughline::render
