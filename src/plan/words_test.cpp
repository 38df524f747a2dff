#include "plan/words.hpp"

#include <gtest/gtest.h>

namespace throughline::plan {
namespace {

TEST(Words, NameEveryValueAsThePlanWritesIt) {
  EXPECT_EQ(name_of(NodeType::Change), "change");
  EXPECT_EQ(name_of(Verdict::Void), "void");
  EXPECT_EQ(name_of(MatchKey::SpendCampaign), "spend_campaign");
  EXPECT_EQ(name_of(MatchKey::Market), "market");
  EXPECT_EQ(words_of<MatchKey>().size(), kMatchKeys);
}

TEST(Words, FindTheValueOfAWord) {
  EXPECT_EQ(named<Ansoff>("diversification"), Ansoff::Diversification);
  EXPECT_EQ(named<Mode>("both"), std::nullopt);
}

}  // namespace
}  // namespace throughline::plan
