#include <gtest/gtest.h>

#include "schema/estimate.hpp"
#include "schema/source.hpp"

namespace throughline::schema {
namespace {

TEST(Names, EveryStoredNumberHasItsName) {
  EXPECT_EQ(name_of(Channel::MobilePush), "Mobile Push");
  EXPECT_EQ(name_of(Channel::AiAssistant), "AI Assistant");
  EXPECT_EQ(name_of(Channel::Own), "Own");
  EXPECT_EQ(name_of(BotReason::NoAgent), "no agent");
  EXPECT_EQ(name_of(SourceKind::Channel), "channel");
  EXPECT_EQ(name_of(HitKind::Error), "error");
  EXPECT_EQ(name_of(static_cast<Channel>(99)), "unknown");
}

TEST(Names, PaidIsWhatMoneyBought) {
  EXPECT_TRUE(is_paid(Channel::Display));
  EXPECT_FALSE(is_paid(Channel::Email));
  EXPECT_FALSE(is_paid(Channel::AiAssistant));
}

TEST(Names, GradesHaveLetterAndMeaning) {
  EXPECT_EQ(letter_of(Grade::A), 'A');
  EXPECT_EQ(letter_of(Grade::None), '-');
  EXPECT_EQ(meaning_of(Grade::E), "anecdote");
}

}  // namespace
}  // namespace throughline::schema
