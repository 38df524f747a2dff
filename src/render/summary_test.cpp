#include "render/summary.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sstream>

#include "render/golden.hpp"
#include "render/sample_report.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(TerminalSummary, FitsItsWidthInBothLanguages) {
  for (const Language language : {Language::English, Language::Chinese}) {
    for (const std::size_t width : {80U, 120U}) {
      const std::string text = terminal_summary(sample(), {.width = width, .language = language});
      EXPECT_THAT(text, HasSubstr("2 × /refill"));
      std::istringstream lines(text);
      for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(text::display_width(line), width) << line;
      }
    }
  }
}

TEST(TerminalSummary, IsPlainTextWithoutColorAndSaysWhatTheReportSays) {
  const std::string text = terminal_summary(sample(), {.width = 80});
  EXPECT_THAT(text, HasSubstr("50 small sources send 3,960 engaged visits a month."));
  EXPECT_THAT(text, HasSubstr("What this page leaves out"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  for (char c = 1; c < 9; ++c) {
    EXPECT_EQ(text.find(c), std::string::npos);
  }
}

TEST(TerminalSummary, LooksAsItDid) {
  for (const Language language : {Language::English, Language::Chinese}) {
    for (const std::size_t width : {80U, 120U}) {
      expect_golden(fmt::format("summary-{}-{}.txt", say(language, "en", "zh"), width),
                    fmt::format("terminal summary of src/render/sample_report.hpp, {} columns, {}",
                                width,
                                say(language, "English", "Chinese")),
                    terminal_summary(sample(), {.width = width, .language = language}));
    }
  }
}

}  // namespace
}  // namespace throughline::render
