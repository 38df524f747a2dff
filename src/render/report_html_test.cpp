#include "render/report_html.hpp"

#include <algorithm>
#include <gmock/gmock.h>

#include "render/marked.hpp"
#include "render/sample_report.hpp"
#include "render/sentences.hpp"
#include "render/summary.hpp"

namespace throughline::render {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ReportHtml, TakesNothingFromOutsideAndRunsNothing) {
  for (const Language language : {Language::English, Language::Chinese}) {
    const std::string html = report_html(sample(), language);
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    for (const std::string attribute : {"src=\"", "href=\""}) {
      for (const char* const outside : {"http:", "https:", "//"}) {
        EXPECT_THAT(html, Not(HasSubstr(attribute + outside)));
      }
    }
    EXPECT_THAT(html, Not(HasSubstr("@import")));
    EXPECT_THAT(html, Not(HasSubstr("url(http")));
    EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
    EXPECT_THAT(html, HasSubstr("Lumen &lt;b&gt;"));
  }
}

TEST(ReportHtml, HasTwoSheetsAndEveryFigureItsId) {
  const std::string html = report_html(sample(), Language::English);
  std::size_t sheets = 0;
  for (std::size_t at = html.find("class=\"sheet\""); at != std::string::npos;
       at = html.find("class=\"sheet\"", at + 1)) {
    ++sheets;
  }
  EXPECT_EQ(sheets, 2U);
  for (const char* id : {"visits",
                         "visits.engaged",
                         "channel.paid-social.bounced",
                         "domain:x.example.engaged",
                         "domain:x.example@2025-03.engaged",
                         "pool:landing page:/refill/travel-pump.sources",
                         "below-top.sources",
                         "feed:logs-de"}) {
    EXPECT_THAT(html, HasSubstr(fmt::format("data-figure=\"{}\"", id)));
  }
}

TEST(ReportHtml, AnEmptyWorkspaceSaysWhatIsMissing) {
  const views::Report empty{
      .workspace = "new",
      .missing = {"No source yet. Add one under sources: in throughline.yaml."}};
  EXPECT_THAT(report_html(empty, Language::English), HasSubstr("No source yet."));
  EXPECT_THAT(terminal_summary(empty, {}), HasSubstr("No source yet."));
}

void cut(std::string& html, std::string_view open, std::string_view close) {
  for (std::size_t at = html.find(open); at != std::string::npos; at = html.find(open, at)) {
    html.erase(at, html.find(close, at) + close.size() - at);
  }
}

// Takes out of a page what has an id, what is a place in time, a name, a scale, a definition, or
// the program's own; what is left is prose.
std::string without_figures(std::string html) {
  cut(html, "<style>", "</style>");
  cut(html, "<p class=\"defs", "</p>");
  cut(html, "<footer", "</footer>");
  cut(html, "<title>", "</title>");
  cut(html, "<time", "</time>");
  cut(html, "<bdi", "</bdi>");
  cut(html, "<span class=\"drill\"", "</span>");
  cut(html, "<span class=\"tick\"", "</span>");
  cut(html, "<tspan class=", "</tspan>");
  cut(html, "<text class=\"tick\"", "</text>");
  cut(html, "<", ">");
  cut(html, "&#", ";");
  cut(html, "GA", "4");
  return html;
}

TEST(ReportHtml, HasNoNumberWithoutAnId) {
  for (const Language language : {Language::English, Language::Chinese}) {
    const std::string rest = without_figures(report_html(sample(), language));
    const std::size_t digit = rest.find_first_of("0123456789");
    EXPECT_EQ(digit, std::string::npos)
        << (digit == std::string::npos ? ""
                                       : rest.substr(digit - std::min<std::size_t>(digit, 40), 80));
  }
}

TEST(Headline, IsTheFindingWithItsNumbers) {
  EXPECT_EQ(plain_text(headline(sample(), Language::English)),
            "50 small sources you do not see sent 71,280 engaged visits at no media cost, 11 times "
            "as many as paid social, whose 41,000 visits bounced at 84%.");
}

TEST(Headline, SaysAsManyWhereTheIntervalHoldsOne) {
  views::Report report = sample();
  std::get<views::SmallSources>(report.findings.front()).ratio = {1.02, 0.95, 1.1};
  EXPECT_THAT(plain_text(headline(report, Language::English)),
              HasSubstr("at no media cost, about as many as paid social, whose"));
}

TEST(Sentences, AtGradeDNoWordClaimsACause) {
  for (const views::Finding& finding : sample().findings) {
    const FindingText text = words_of(finding, Language::English);
    const std::string all =
        plain_text(text.claim + text.rest + text.how_sure + text.likely_why + text.so_what);
    for (const char* causal : {"drive", "cause", "bring", "brought", "lift", "because of"}) {
      EXPECT_THAT(all, Not(HasSubstr(causal)));
    }
    EXPECT_FALSE(words_of(finding, Language::Chinese).claim.empty());
  }
}

}  // namespace
}  // namespace throughline::render
