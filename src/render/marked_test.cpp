#include "render/marked.hpp"

#include <gtest/gtest.h>

namespace throughline::render {
namespace {

using Measure = views::FigureId::Measure;

const RowsOf kVisits{{}, 2000};
const RowsOf kEngaged{{.measure = Measure::Engaged}, 500};

TEST(Marked, IsPlainInATerminal) {
  const std::string text = counted(kEngaged) + " of " + counted(kVisits) + " visits, " +
                           shared(kEngaged, kVisits) + ", " + monthly(kEngaged, 4) +
                           " a month in " + timed("May 26") + " from " + named("a\x01.example");
  EXPECT_EQ(plain_text(text),
            "500 of 2,000 visits, 25%, 125 a month in May 26 from a\uFFFD.example");
}

TEST(Marked, InHtmlAFigureSaysItsRowsAndHowItFollowsFromThem) {
  const std::string html =
      html_text("so " + shared(kEngaged, kVisits) + " & " + monthly(kEngaged, 4));
  EXPECT_EQ(
      html,
      "so <span class=\"drill\" tabindex=\"-1\" data-figure=\"visits.engaged\" data-rows=\"500\" "
      "title=\"500 · throughline show &#39;visits.engaged&#39;\" data-of=\"visits\" "
      "data-whole=\"2000\">25%</span> &amp; <span class=\"drill\" tabindex=\"-1\" "
      "data-figure=\"visits.engaged\" data-rows=\"500\" title=\"500 · throughline show "
      "&#39;visits.engaged&#39;\" data-months=\"4\">125</span>");
}

TEST(Marked, NamesFromOutsideAreEscapedAndIdsQuotedForTheShell) {
  EXPECT_EQ(html_text(named("<b>")), "<bdi class=\"name\">&lt;b&gt;</bdi>");
  const RowsOf rows{views::source_figure(schema::SourceKind::Domain, "it's"), 1};
  EXPECT_NE(html_text(counted(rows)).find("show &#39;domain:it&#39;\\&#39;&#39;s&#39;"),
            std::string::npos);
}

}  // namespace
}  // namespace throughline::render
