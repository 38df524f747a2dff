#include "render/numbers.hpp"

#include <gtest/gtest.h>

namespace throughline::render {
namespace {

TEST(Numbers, AreRoundedToWhatMatters) {
  EXPECT_EQ(amount(3960.4), "3,960");
  EXPECT_EQ(amount(0.44), "0.4");
  EXPECT_EQ(amount(7.0), "7");
  EXPECT_EQ(amount(-1.0), "0");
  EXPECT_EQ(percent(0.714), "71%");
  EXPECT_EQ(percent(schema::Interval{0.71, 0.69, 0.73}), "71% [69, 73]");
  EXPECT_EQ(signed_points({-0.02, -0.051, 0.004}), "−2 [−5, +0]");
}

TEST(Numbers, DatesAreThoseOfTheLanguage) {
  EXPECT_EQ(day({2026, 10, 30}, Language::English), "30 Oct 2026");
  EXPECT_EQ(day({2026, 10, 30}, Language::Chinese), "2026年10月30日");
  EXPECT_EQ(month(2026 * 12 + 9, Language::English), "Oct 26");
}

}  // namespace
}  // namespace throughline::render
