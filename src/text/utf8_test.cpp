#include "text/utf8.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace throughline::text {
namespace {

TEST(DisplayWidth, CountsColumnsAndNotBytes) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("手机"), 4U);
  EXPECT_EQ(display_width("e\xcc\x81"), 1U);  // e and a combining acute
  EXPECT_EQ(display_width("\xff"), 1U);
  EXPECT_EQ(display_width("ｶﾅ"), 2U);  // half-width kana
  EXPECT_EQ(display_width("한국"), 4U);
  EXPECT_EQ(display_width("สวัสดี"), 4U);  // Thai vowels stand over the consonants
  EXPECT_EQ(display_width("😀"), 2U);
  EXPECT_EQ(display_width("\n\x7f"), 0U);
}

TEST(Truncate, FitsAndShowsThatSomethingIsMissing) {
  EXPECT_EQ(truncate("abcdef", 6), "abcdef");
  EXPECT_EQ(truncate("abcdef", 4), "abc…");
  EXPECT_EQ(truncate("手机壳", 4), "手…");
  EXPECT_EQ(truncate("abc", 0), "");
}

TEST(Printable, LeavesNothingThatMovesTheTextAround) {
  EXPECT_EQ(printable("ok é 手"), "ok é 手");
  EXPECT_EQ(printable("a\x1b[2Jb"), "a\xef\xbf\xbd[2Jb");
  EXPECT_EQ(printable("a\xe2\x80\xae"
                      "b"),
            "a\xef\xbf\xbd"
            "b");                                                // right-to-left override
  EXPECT_EQ(printable("\xc0\x80"), "\xef\xbf\xbd\xef\xbf\xbd");  // over-long
}

RC_GTEST_PROP(Truncate, NeverIsWiderThanAskedWhateverTheBytes, (const std::string& bytes)) {
  const auto width = *rc::gen::inRange<std::size_t>(0, 20);
  RC_ASSERT(display_width(truncate(bytes, width)) <= width);
}

RC_GTEST_PROP(Printable, IsDoneAfterOnce, (const std::string& bytes)) {
  const std::string clean = printable(bytes);
  RC_ASSERT(printable(clean) == clean);
}

}  // namespace
}  // namespace throughline::text
