#include "render/ledger_text.hpp"

#include <gmock/gmock.h>
#include <sstream>

#include "render/golden.hpp"
#include "render/sample_ledger.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using testing::HasSubstr;
using testing::Not;

void expect_fits(const std::string& text, std::size_t width) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(text::display_width(line), width) << line;
  }
}

TEST(TerminalLedger, FitsItsWidthInBothLanguages) {
  for (const Language language : {Language::English, Language::Chinese}) {
    for (const std::size_t width : {80U, 120U}) {
      const TerminalOptions options{.width = width, .language = language};
      expect_fits(terminal_ledger(sample_ledger(), options), width);
      expect_fits(terminal_ledger_summary(sample_ledger(), options), width);
      for (const char* const id : {"t1", "t2", "t9", "s1", "purpose"}) {
        expect_fits(terminal_line(sample_ledger(), id, options), width);
      }
    }
  }
}

TEST(TerminalLedger, LooksAsItDid) {
  for (const Language language : {Language::English, Language::Chinese}) {
    for (const std::size_t width : {80U, 120U}) {
      const TerminalOptions options{.width = width, .language = language};
      const std::string_view code = say(language, "en", "zh");
      expect_golden(fmt::format("ledger-{}-{}.txt", code, width),
                    fmt::format("ledger of src/render/sample_ledger.hpp, {} columns", width),
                    terminal_ledger(sample_ledger(), options));
      expect_golden(fmt::format("line-{}-{}.txt", code, width),
                    fmt::format("line of tactic t1 there, {} columns", width),
                    terminal_line(sample_ledger(), "t1", options));
    }
  }
}

TEST(TerminalLedger, IsPlainWithoutColourAndNeverTellsAVerdictByColourAlone) {
  const std::string plain = terminal_ledger(sample_ledger(), {.width = 100});
  EXPECT_THAT(plain, Not(HasSubstr("\x1b")));
  EXPECT_THAT(plain, HasSubstr("▼ Harmful"));
  EXPECT_THAT(terminal_ledger(sample_ledger(), {.width = 100, .color = true}),
              HasSubstr("\x1b[31m▼ \x1b[0mHarmful"));
}

TEST(TerminalLedger, ATacticWhoseMarketsDifferHasNoPooledWord) {
  const std::string text = terminal_ledger(sample_ledger(), {.width = 120});
  EXPECT_THAT(text, HasSubstr("by market"));
  EXPECT_THAT(text, HasSubstr("▬ Not working"));
}

TEST(TerminalLedger, WithoutAPlanSaysHowToAddOne) {
  const views::Ledger none{.missing = {"No plan yet. Add plan.yaml beside throughline.yaml."}};
  EXPECT_EQ(terminal_ledger(none, {}), "No plan yet. Add plan.yaml beside throughline.yaml.\n");
}

TEST(TerminalLine, OfANodeThatIsNotThereIsNothing) {
  EXPECT_EQ(terminal_line(sample_ledger(), "t99", {}), "");
}

}  // namespace
}  // namespace throughline::render
