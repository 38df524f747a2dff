#include "render/summary.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <iterator>
#include <sstream>

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

bool updates_golden() {
  const auto arguments = testing::internal::GetArgvs();
  return std::find(arguments.begin(), arguments.end(), "--update-golden") != arguments.end();
}

// Screens as they were looked at and found good; throughline_render_tests --update-golden writes
// them anew. The first line of each says what it shows.
TEST(TerminalSummary, LooksAsItDid) {
  for (const Language language : {Language::English, Language::Chinese}) {
    for (const std::size_t width : {80U, 120U}) {
      const std::string name = fmt::format("summary-{}-{}.txt", say(language, "en", "zh"), width);
      const std::string path = fmt::format("{}/tests/golden/{}", TL_SOURCE_DIR, name);
      const std::string screen =
          fmt::format("# terminal summary of src/render/sample_report.hpp, {} columns, {}\n",
                      width,
                      say(language, "English", "Chinese")) +
          terminal_summary(sample(), {.width = width, .language = language});
      if (updates_golden()) {
        std::ofstream(path, std::ios::binary) << screen;
      }
      std::ifstream file(path, std::ios::binary);
      const std::string golden{std::istreambuf_iterator<char>(file), {}};
      EXPECT_EQ(screen, golden) << name;
    }
  }
}

}  // namespace
}  // namespace throughline::render
