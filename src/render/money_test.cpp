#include "render/money.hpp"

#include <gtest/gtest.h>

namespace throughline::render {
namespace {

TEST(Money, IsWrittenInMajorUnitsWithItsSign) {
  EXPECT_EQ(money(19100000, "EUR"), "€191,000");
  EXPECT_EQ(money(1250, "EUR"), "€12.50");
  EXPECT_EQ(money(-490000, "USD"), "−$4,900");
  EXPECT_EQ(money(5000, "JPY"), "¥5,000");
  EXPECT_EQ(money(1234, "KWD"), "KWD\u202f1.234");
  EXPECT_EQ(money(0, "EUR"), "€0");
}

TEST(Money, AnIntervalKeepsItsEnds) {
  EXPECT_EQ(money(schema::Interval{763200, 342000, 1184400, 0.9}, "EUR"),
            "€7,632 [€3,420, €11,844]");
}

TEST(MoneyScale, UsesThousandsWhereAmountsAreLong) {
  const MoneyScale large = scale_for(83980000, "EUR");
  EXPECT_EQ(large.text(5880000), "58.8");
  EXPECT_EQ(large.unit(Language::English), "€ thousand");
  const MoneyScale small = scale_for(480000, "CHF");
  EXPECT_EQ(small.text(480000), "4,800");
  EXPECT_EQ(small.unit(Language::Chinese), "CHF");
}

TEST(Effect, ShowsAsManyDigitsAsTheIntervalSupports) {
  EXPECT_EQ(effect({212, 118, 309, 0.9}), "+212 [+118, +309]");
  EXPECT_EQ(effect({-143.4, -228.2, -61.1, 0.9}), "−143 [−228, −61]");
  EXPECT_EQ(effect({0.0213, 0.0101, 0.0325, 0.9}), "+0.021 [+0.010, +0.033]");
  EXPECT_EQ(effect({0, -3, 3, 0.9}), "0.0 [−3.0, +3.0]");
  EXPECT_EQ(effect({5, 5, 5, 0.9}), "+5 [+5, +5]");
  EXPECT_EQ(rounded({424, 190, 658, 0.9}), 420);
  EXPECT_EQ(rounded({4, 1, 7, 0.9}), 4);
}

TEST(PlainNumber, IsShort) {
  EXPECT_EQ(plain_number(4870), "4,870");
  EXPECT_EQ(plain_number(-0.4), "−0.40");
  EXPECT_EQ(plain_number(12.34), "12.3");
}

}  // namespace
}  // namespace throughline::render
