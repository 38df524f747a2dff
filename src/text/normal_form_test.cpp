#include "text/normal_form.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace throughline::text {
namespace {

// Unicode 15, NormalizationTest.txt: source; NFC.
TEST(NormalForm, AgreesWithUnicodesOwnExamples) {
  EXPECT_EQ(normal_form("\u0044\u0307"), "\u1E0A");              // D + dot above
  EXPECT_EQ(normal_form("\u1E0C\u0307"), "\u1E0C\u0307");        // no single code point for both
  EXPECT_EQ(normal_form("\u0044\u0307\u0323"), "\u1E0C\u0307");  // marks in canonical order
  EXPECT_EQ(normal_form("\u212B"), "\u00C5");                    // the Angstrom sign
  EXPECT_EQ(normal_form("\u1100\u1161\u11A8"), "\uAC01");        // Hangul
}

TEST(NormalForm, KeepsChineseAndPlainText) {
  EXPECT_EQ(normal_form("复购率 in %"), "复购率 in %");
  EXPECT_EQ(normal_form(""), "");
}

TEST(NormalForm, ReplacesBytesThatAreNoText) { EXPECT_EQ(normal_form("a\xFFz"), "a\uFFFDz"); }

RC_GTEST_PROP(NormalForm, IsItsOwnNormalForm, (const std::string& bytes)) {
  const std::string once = normal_form(bytes);
  RC_ASSERT(normal_form(once) == once);
}

TEST(WithoutExtraBlanks, MakesFoldedLinesEqual) {
  EXPECT_EQ(without_extra_blanks("  one\n   two \t three\r\n"), "one two three");
  EXPECT_EQ(without_extra_blanks(" \n "), "");
}

}  // namespace
}  // namespace throughline::text
