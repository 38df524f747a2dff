#include "plan/parse_quantity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/time.hpp"

namespace throughline::plan {
namespace {

TEST(Quantity, NumbersKeepTheirShortestText) {
  EXPECT_EQ(parse_number("1.10"), (Number{1.1, "1.1"}));
  EXPECT_EQ(parse_number("+007.0"), (Number{7, "7"}));
  EXPECT_EQ(parse_number("-0.0"), (Number{0, "0"}));
  EXPECT_EQ(parse_number("-12.50"), (Number{-12.5, "-12.5"}));
}

TEST(Quantity, WhatIsNoPlainDecimalNumberIsNone) {
  for (const std::string_view text : {"",
                                      "-",
                                      "+",
                                      ".5",
                                      "5.",
                                      "1e3",
                                      "0x10",
                                      "1,5",
                                      "1 000",
                                      "nan",
                                      "inf",
                                      "--1",
                                      "1.2.3",
                                      "1234567890123456789012345678901"}) {
    EXPECT_FALSE(parse_number(text)) << text;
    EXPECT_FALSE(parse_delta(text)) << text;
    EXPECT_EQ(std::get<MoneyFault>(parse_money(text, "EUR")), MoneyFault::NoNumber) << text;
  }
}

TEST(Quantity, AChangeIsAbsoluteOrAShareOfTheBaseline) {
  EXPECT_EQ(parse_delta("+12%"), (Delta{{12, "12"}, true}));
  EXPECT_EQ(parse_delta("30"), (Delta{{30, "30"}, false}));
  EXPECT_FALSE(parse_delta("%"));
  EXPECT_FALSE(parse_delta("6 %"));
  EXPECT_FALSE(parse_delta("6%%"));
}

TEST(Quantity, LengthsHaveAUnit) {
  EXPECT_EQ(parse_length("48h"), (Length{48, 'h'}));
  EXPECT_EQ(parse_length("5y"), (Length{5, 'y'}));
  for (const std::string_view text : {"h", "48", "48s", "-1d", "1.5d", "+1d", "99999999h"}) {
    EXPECT_FALSE(parse_length(text)) << text;
  }
}

TEST(Quantity, MoneyIsExactInMinorUnits) {
  EXPECT_EQ(std::get<Money>(parse_money("8000", "EUR")), (Money{800'000, "EUR"}));
  EXPECT_EQ(std::get<Money>(parse_money("0.1", "EUR")), (Money{10, "EUR"}));
  EXPECT_EQ(std::get<Money>(parse_money("-0.29", "EUR")), (Money{-29, "EUR"}));
  EXPECT_EQ(std::get<Money>(parse_money("500", "JPY")), (Money{500, "JPY"}));
  EXPECT_EQ(std::get<Money>(parse_money("1.125", "KWD")), (Money{1125, "KWD"}));
  EXPECT_EQ(std::get<MoneyFault>(parse_money("1.000", "EUR")), MoneyFault::TooManyDecimals);
  EXPECT_EQ(std::get<MoneyFault>(parse_money("1.0", "JPY")), MoneyFault::TooManyDecimals);
  EXPECT_EQ(std::get<MoneyFault>(parse_money("99999999999999999999", "EUR")), MoneyFault::TooLarge);
}

RC_GTEST_PROP(QuantityProperty, MoneyComesBackAsItWasWritten, (std::int32_t minor)) {
  for (const std::string currency : {"EUR", "JPY", "KWD"}) {
    const Money money{minor, currency};
    const auto again = parse_money(text_of(money), currency);
    RC_ASSERT(std::get<Money>(again) == money);
  }
}

RC_GTEST_PROP(QuantityProperty,
              NumbersReadTheirOwnTextTheSame,
              (std::int32_t whole, std::uint16_t part)) {
  const auto number = parse_number(fmt::format("{}.{:05}", whole, part));
  RC_ASSERT(number.has_value());
  RC_ASSERT(parse_number(number->text) == number);
}

RC_GTEST_PROP(QuantityProperty, DaysComeBackAsTheyWereWritten, ()) {
  const CivilDate day = civil_from_days(*rc::gen::inRange<std::int64_t>(0, 40'000));
  RC_ASSERT(parse_date(format_date(day)).value() == day);
}

}  // namespace
}  // namespace throughline::plan
