#include "plan/rules/echo.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace throughline::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ContentWords, LeaveOutPunctuationCaseAndStopWords) {
  EXPECT_THAT(content_words("The Refill, of the refill-kit!"), ElementsAre("kit", "refill"));
  EXPECT_THAT(content_words("it is what it is"), ElementsAre("what"));
  EXPECT_THAT(content_words("  ...  "), IsEmpty());
  EXPECT_THAT(content_words("Köln über Zürich"), ElementsAre("köln", "zürich", "über"));
}

TEST(ContentWords, AChineseCharacterIsAWord) {
  EXPECT_THAT(content_words("茶馆的客人"), ElementsAre("人", "客", "茶", "馆"));
}

TEST(Echo, IsTheSameWordsInAnyOrder) {
  EXPECT_TRUE(echoes("the series of guests", "Guests' series"));
  EXPECT_TRUE(echoes("spring-letter", "Spring letter"));
  EXPECT_FALSE(echoes("a spring letter brings answers", "Spring letter"));
  EXPECT_FALSE(echoes("letter", "Spring letter"));
}

}  // namespace
}  // namespace throughline::plan
