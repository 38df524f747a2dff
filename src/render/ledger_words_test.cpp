#include "render/ledger_words.hpp"

#include <gtest/gtest.h>
#include <set>

#include "text/utf8.hpp"

namespace throughline::render {
namespace {

// Every value of an enumeration has a word of its own in both languages.
template <class Enum>
void expect_words(int n) {
  std::set<std::string> seen;
  for (int i = 0; i < n; ++i) {
    for (const Language l : {Language::English, Language::Chinese}) {
      const std::string word = name_of(static_cast<Enum>(i), l);
      EXPECT_FALSE(word.empty()) << i;
      EXPECT_TRUE(seen.insert(word).second || word == "IT") << word;
    }
  }
}

TEST(LedgerWords, HaveEveryWordInBothLanguages) {
  expect_words<plan::Verdict>(kVerdicts);
  expect_words<plan::LinkStatus>(4);
  expect_words<plan::Untested>(3);
  expect_words<plan::Mode>(4);
  expect_words<plan::NodeType>(15);
  expect_words<plan::Action>(5);
  expect_words<plan::Stage>(3);
  expect_words<plan::Status>(5);
  expect_words<plan::Board>(5);
  expect_words<plan::Ansoff>(4);
  expect_words<plan::LensName>(4);
  expect_words<plan::Consistent>(3);
  expect_words<plan::LearningSource>(6);
  expect_words<schema::Method>(14);
  expect_words<views::MoneyStep>(5);
  expect_words<views::BrandWord>(4);
  expect_words<views::LensState>(4);
  expect_words<views::LockState>(4);
  expect_words<views::HistoryKind>(4);
}

TEST(LedgerWords, AVerdictHasAShapeALetterAndAName) {
  std::set<std::string> shapes;
  std::set<char> letters;
  for (int i = 0; i < kVerdicts; ++i) {
    const auto verdict = static_cast<plan::Verdict>(i);
    EXPECT_TRUE(shapes.insert(std::string(shape_of(verdict))).second);
    EXPECT_TRUE(letters.insert(letter_of(verdict)).second);
    EXPECT_EQ(text::display_width(shape_of(verdict)), 1U);
    EXPECT_FALSE(slug_of(verdict).empty());
  }
}

TEST(LedgerWords, EveryStepOfTheOrderedListHasItsMeaning) {
  std::set<std::string> meanings;
  for (int step = 1; step <= kVerdictSteps; ++step) {
    for (const Language l : {Language::English, Language::Chinese}) {
      EXPECT_TRUE(meanings.insert(meaning_of_step(step, l)).second) << step;
    }
  }
}

}  // namespace
}  // namespace throughline::render
