#include "document/nearest.hpp"

#include <array>
#include <gtest/gtest.h>
#include <string>

namespace throughline::document {
namespace {

constexpr std::array<std::string_view, 5> kKeys = {
    "timezone", "currency", "sources", "sites", "fresh_within"};

TEST(Nearest, FindsSlipsOfThePen) {
  EXPECT_EQ(nearest("timezon", kKeys), "timezone");    // a letter is missing
  EXPECT_EQ(nearest("currrency", kKeys), "currency");  // one too many
  EXPECT_EQ(nearest("sourses", kKeys), "sources");     // another letter
  EXPECT_EQ(nearest("istes", kKeys), "sites");         // two swapped
  EXPECT_EQ(nearest("Fresh-Within", kKeys), "fresh_within");
}

TEST(Nearest, DoesNotGuessWildly) {
  EXPECT_EQ(nearest("colour", kKeys), "");
  EXPECT_EQ(nearest("x", kKeys), "");
  EXPECT_EQ(nearest("", kKeys), "");
  EXPECT_EQ(nearest(std::string(1000, 's'), kKeys), "");
  EXPECT_EQ(nearest("sites", {}), "");
}

TEST(Nearest, ASwapIsOneStepAndTheFirstOfEqualsWins) {
  constexpr std::array<std::string_view, 3> kNear = {"abx", "abd", "acb"};
  EXPECT_EQ(nearest("abc", kNear), "abx");
}

}  // namespace
}  // namespace throughline::document
