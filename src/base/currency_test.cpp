#include "base/currency.hpp"

#include <gtest/gtest.h>

namespace throughline {
namespace {

TEST(Currency, IsThreeCapitalLetters) {
  EXPECT_TRUE(is_currency("EUR"));
  for (const char* const text : {"", "EU", "EURO", "eur", "E1R", "€"}) {
    EXPECT_FALSE(is_currency(text)) << text;
  }
}

// ISO 4217 (2024), table A.1, column "Minor unit".
TEST(Currency, HasTheMinorDigitsOfTheStandard) {
  EXPECT_EQ(minor_digits("EUR"), 2);
  EXPECT_EQ(minor_digits("BRL"), 2);
  EXPECT_EQ(minor_digits("JPY"), 0);
  EXPECT_EQ(minor_digits("KRW"), 0);
  EXPECT_EQ(minor_digits("KWD"), 3);
  EXPECT_EQ(minor_digits("TND"), 3);
}

}  // namespace
}  // namespace throughline
