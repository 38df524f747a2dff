#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/document.hpp"

namespace throughline::document {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Explain, PointsAtThePlaceInItsLine) {
  const Error error{ErrorCode::InvalidArgument,
                    "unknown key \"hots\"",
                    "Did you mean \"host\"?",
                    {"t.yaml", 2, 14}};
  EXPECT_EQ(explain(error, "sites:\n  - {id: de, hots: [a]}\n"),
            "error: unknown key \"hots\"\n"
            "  --> t.yaml:2:14\n"
            "   |\n"
            " 2 |   - {id: de, hots: [a]}\n"
            "   |              ^\n"
            "  help: Did you mean \"host\"?\n");
}

TEST(Explain, CountsWideCharactersAsTheTerminalDoes) {
  const Error error{ErrorCode::InvalidArgument, "wrong", "", {"t.yaml", 1, 4}};
  EXPECT_THAT(explain(error, "界界 x\n"), HasSubstr(" 1 | 界界 x\n   |      ^\n"));
}

TEST(Explain, CutsLongLinesAroundThePlace) {
  const std::string line = std::string(500, 'a') + "HERE" + std::string(500, 'b');
  const std::string shown =
      explain({ErrorCode::InvalidArgument, "wrong", "", {"t.yaml", 1, 501}}, line);
  EXPECT_THAT(shown, HasSubstr("aHEREb"));
  EXPECT_THAT(shown, Not(HasSubstr(std::string(100, 'a'))));
  EXPECT_THAT(shown, Not(HasSubstr(std::string(100, 'b'))));
  // "…" and 60 characters stand before the caret.
  EXPECT_THAT(shown, HasSubstr("\n   | " + std::string(61, ' ') + "^\n"));
}

TEST(Explain, DoesWithoutPlaceTextAndHelp) {
  EXPECT_EQ(explain({ErrorCode::NotFound, "no such file", "", {}}, ""), "error: no such file\n");
  EXPECT_EQ(explain({ErrorCode::NotFound, "gone", "", {"t.yaml", 9, 1}}, "a: 1\n"),
            "error: gone\n  --> t.yaml:9:1\n   |\n 9 | \n   | ^\n");
}

TEST(Explain, DoesNotPassTerminalControlsOn) {
  EXPECT_THAT(explain({ErrorCode::CorruptData, "wrong", "", {"t.yaml", 1, 1}}, "\x1b[2Ja: 1\n"),
              Not(HasSubstr("\x1b")));
}

TEST(Join, OneProblemStaysAsItIs) {
  const Error error = join({{ErrorCode::InvalidArgument, "wrong", "Try", {"t.yaml", 1, 2}}});
  EXPECT_EQ(error.text(), "t.yaml:1:2: wrong. Try");
}

TEST(Join, SeveralProblemsAreAllListed) {
  const Error error = join({{ErrorCode::CorruptData, "wrong", "Try", {"t.yaml", 1, 2}},
                            {ErrorCode::InvalidArgument, "bad", "", {"t.yaml", 3, 4}}});
  EXPECT_EQ(error.text(), "t.yaml: 2 problems:\n  t.yaml:1:2: wrong. Try\n  t.yaml:3:4: bad");
  EXPECT_EQ(error.code, ErrorCode::CorruptData);
}

}  // namespace
}  // namespace throughline::document
