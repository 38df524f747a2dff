#include "render/report_html.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <set>

#include "render/ledger_parts.hpp"
#include "render/ledger_words.hpp"
#include "render/marked.hpp"
#include "render/sample_ledger.hpp"
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

void expect_no_bare_number(const std::string& html) {
  const std::string rest = without_figures(html);
  const std::size_t digit = rest.find_first_of("0123456789");
  EXPECT_EQ(digit, std::string::npos)
      << (digit == std::string::npos ? ""
                                     : rest.substr(digit - std::min<std::size_t>(digit, 40), 80));
}

TEST(ReportHtml, HasNoNumberWithoutAnId) {
  for (const Language language : {Language::English, Language::Chinese}) {
    expect_no_bare_number(report_html(sample(), language));
    expect_no_bare_number(report_html(sample(), sample_ledger(), language));
  }
}

// Every element is closed where it should be, whatever names stand in it.
void expect_well_formed(const std::string& html) {
  const std::set<std::string> no_end = {"meta", "link", "br", "!doctype"};
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    ASSERT_NE(end, std::string::npos);
    const bool closes = html[at + 1] == '/';
    const std::size_t start = at + (closes ? 2 : 1);
    const std::string name = html.substr(start, html.find_first_of(" >/", start) - start);
    if (closes) {
      ASSERT_FALSE(open.empty()) << name;
      ASSERT_EQ(open.back(), name) << html.substr(at - std::min<std::size_t>(at, 120), 160);
      open.pop_back();
    } else if (html[end - 1] != '/' && no_end.count(name) == 0) {
      open.push_back(name);
    }
    if (name == "style" && !closes) {
      at = html.find("</style>", end) - 1;
    }
  }
  EXPECT_TRUE(open.empty());
}

TEST(ReportHtml, IsWellFormed) {
  for (const Language language : {Language::English, Language::Chinese}) {
    expect_well_formed(report_html(sample(), language));
    expect_well_formed(report_html(sample(), sample_ledger(), language));
  }
}

std::size_t count_of(const std::string& html, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = html.find(part); at != std::string::npos; at = html.find(part, at + 1)) {
    ++n;
  }
  return n;
}

TEST(LedgerHtml, OpensWithMoneyAndGivesEachTacticAPage) {
  const std::string html = report_html(sample(), sample_ledger(), Language::English);
  EXPECT_LT(html.find("Where the money stops"), html.find("Sources that behave better"));
  EXPECT_EQ(count_of(html, "<section class=\"sheet"), 7U + 11U);
  for (const char* id : {"t1", "t2", "t4", "t5", "t6", "t7", "t8", "t9", "t10", "t11", "t12"}) {
    EXPECT_THAT(html, HasSubstr(fmt::format("id=\"tactic-{}\"", id)));
    EXPECT_THAT(html, HasSubstr(fmt::format("href=\"#tactic-{}\"", id)));
  }
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("billboard &lt;i&gt;"));
}

TEST(LedgerHtml, GivesMoneyNodesAndEstimatesTheirIds) {
  const std::string html = report_html(sample(), sample_ledger(), Language::English);
  for (const char* id : {"money:spent",
                         "money:paying",
                         "money:unmapped",
                         "verdict:not-working",
                         "mode:converged",
                         "ansoff:penetration",
                         "node:t1.cost",
                         "node:t1.estimates",
                         "evidence:e-t1",
                         "metric:repeat_buyers",
                         "findings",
                         "changes"}) {
    EXPECT_THAT(html, HasSubstr(fmt::format("data-figure=\"{}\"", id)));
  }
}

TEST(LedgerHtml, SaysVerdictsInShapesAndWords) {
  const std::string html = report_html(sample(), sample_ledger(), Language::English);
  for (int i = 0; i < kVerdicts; ++i) {
    const auto verdict = static_cast<plan::Verdict>(i);
    EXPECT_THAT(html, HasSubstr(fmt::format("href=\"#v-{}\"", slug_of(verdict))));
    EXPECT_THAT(html, HasSubstr(">" + name_of(verdict, Language::English) + "</span>"));
  }
}

TEST(LedgerHtml, OfALargePlanTheFirstPageShowsWhatFitsAndSaysWhatItLeavesOut) {
  views::Ledger large = sample_ledger();
  const views::TreeNode one = large.tree.back();
  for (int i = 0; i < 40; ++i) {
    large.tree.push_back(one);
    large.tree.back().id = fmt::format("x{}", i);
  }
  const std::string html = report_html(sample(), large, Language::English);
  const std::string first = html.substr(0, html.find("<footer"));
  EXPECT_LE(count_of(first, "<tr style="), kTreeRows);
  EXPECT_NE(first.find("the other tactics cost"), std::string::npos);
  EXPECT_EQ(count_of(html, "<section class=\"sheet"), 7U + 51U);
}

TEST(LedgerHtml, WithoutAPlanTheReportLooksAsBeforeAndSaysHowToAddOne) {
  const views::Ledger none{.missing = {"No plan yet. Add plan.yaml beside throughline.yaml."}};
  const std::string html = report_html(sample(), none, Language::English);
  EXPECT_EQ(count_of(html, "<section class=\"sheet"), 2U);
  EXPECT_THAT(html, HasSubstr("No plan yet."));
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
