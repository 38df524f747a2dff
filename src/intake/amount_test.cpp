#include "intake/amount.hpp"

#include <gtest/gtest.h>
#include <limits>

namespace throughline::intake {
namespace {

TEST(Amount, IsReadExactlyInMinorUnits) {
  EXPECT_EQ(parse_amount("12.5", 2), 1250);
  EXPECT_EQ(parse_amount("12", 2), 1200);
  EXPECT_EQ(parse_amount("0.005", 2), 1);
  EXPECT_EQ(parse_amount("-3.999", 2), -400);
  EXPECT_EQ(parse_amount("1980.000", 0), 1980);
  EXPECT_EQ(parse_amount("1.2345", 3), 1235);
  EXPECT_EQ(parse_amount("90071992547409.92", 2), 9'007'199'254'740'992);
}

TEST(Amount, IsNothingWhereItIsNoPlainNumber) {
  for (const char* text : {"", "-", ".5", "1,5", "1e3", "12 EUR", "--1", "1.2.3", "nan"}) {
    EXPECT_EQ(parse_amount(text, 2), std::nullopt) << text;
  }
  EXPECT_EQ(parse_amount("99999999999999999999", 2), std::nullopt);
  EXPECT_EQ(parse_amount("9007199254740993", 0), std::nullopt);
}

TEST(Amount, OfADoubleIsRoundedToTheNearestUnit) {
  EXPECT_EQ(minor_units(19.99, 2), 1999);
  EXPECT_EQ(minor_units(-0.29, 2), -29);
  EXPECT_EQ(minor_units(1e300, 2), std::nullopt);
  EXPECT_EQ(minor_units(std::numeric_limits<double>::quiet_NaN(), 2), std::nullopt);
}

}  // namespace
}  // namespace throughline::intake
