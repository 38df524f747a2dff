#include "render/report_html.hpp"

#include <gmock/gmock.h>
#include <regex>
#include <sstream>

#include "render/marked.hpp"
#include "render/sentences.hpp"
#include "render/summary.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using testing::HasSubstr;
using testing::Not;

views::Report sample() {
  views::Report report{.workspace = "Lumen <b>",
                       .run = "r1",
                       .as_of = {2026, 6, 30},
                       .from = {2025, 1, 1},
                       .until = {2026, 6, 30},
                       .n_months = 18,
                       .first_month = 2025 * 12,
                       .visits = 600000,
                       .people = 400000,
                       .engaged = 210000,
                       .unknown = 240000,
                       .returning = 90000,
                       .has_paid = true,
                       .site_share = 0.35,
                       .tenth = "tenth.example",
                       .tenth_visits = 16200,
                       .n_sources = 5000,
                       .n_small = 4700,
                       .named_visits = 500000,
                       .named_engaged = 180000,
                       .top_visits = 450000,
                       .top_engaged = 155000};
  const views::FigureId pool = views::pool_figure("landing page", "/refill/travel-pump");
  report.findings = {
      views::SmallSources{.sources = 50,
                          .visits = 100394,
                          .engaged = 71280,
                          .months = 18,
                          .engaged_a_month = {3960, 3800, 4100},
                          .share = {0.71, 0.69, 0.73},
                          .paid = schema::Channel::PaidSocial,
                          .paid_visits = 41000,
                          .paid_engaged = 6560,
                          .paid_bounced = 34440,
                          .ratio = {10.9, 10.1, 11.7},
                          .landing = "/guides/refill"},
      views::PaidBounces{.channel = schema::Channel::PaidSocial,
                         .visits = 41000,
                         .bounced = 34440,
                         .returning = 820,
                         .unpaid_visits = 100000,
                         .unpaid_bounced = 30000,
                         .landing = "/shop"},
      views::PooledTheme{.figure = pool,
                         .shared = "/refill/travel-pump",
                         .by = "landing page",
                         .sources = 60,
                         .visits = 2492,
                         .engaged = 1620,
                         .months_since_seen = 18,
                         .share = {0.65, 0.61, 0.69},
                         .months_better = 18,
                         .months = 18},
      views::BreakoutSeen{
          .figure = views::source_figure(schema::SourceKind::Domain, "tinyglow.example"),
          .source = "tinyglow.example",
          .visits = 3700,
          .engaged = 2900,
          .month = 2026 * 12 + 1,
          .ratio = 6,
          .probability = 0.999},
      views::TopHides{.sources = 4990, .visits = 50000, .engaged = 25000, .named_engaged = 180000},
      views::NothingYet{.sources = 3, .visits = 10, .months = 1}};
  report.signals = {{.figure = views::source_figure(schema::SourceKind::Domain, "x.example"),
                     .name = "<script>alert(1)</script>",
                     .kind = "site",
                     .engaged = {1, 2, 3},
                     .better = {0, 1, 1},
                     .engaged_visits = 240,
                     .months_since_seen = 3,
                     .share = {0.7, 0.6, 0.8},
                     .q = 0.0001,
                     .months_better = 2,
                     .trend = views::Trend::Rising},
                    {.figure = pool,
                     .name = "/refill",
                     .kind = "landing page",
                     .members = {"a", "b"},
                     .engaged = {1},
                     .better = {1},
                     .share = {0.6, 0.5, 0.7}}};
  report.channels = {{.channel = schema::Channel::PaidSocial,
                      .visits = 41000,
                      .engaged = 6560,
                      .bounce_ga4 = 34440},
                     {.channel = schema::Channel::Referral,
                      .visits = 100000,
                      .engaged = 70000,
                      .bounce_ga4 = 30000}};
  report.marks = {{.name = "a&b.example",
                   .visits = 1440,
                   .visits_a_month = 80,
                   .share = 0.7,
                   .signal = true,
                   .label = true},
                  {.name = "paid",
                   .channel = schema::Channel::PaidSocial,
                   .visits = 41000,
                   .visits_a_month = 2277,
                   .share = 0.16,
                   .label = true}};
  report.feeds = {{.source = "logs-de",
                   .format = "combined",
                   .files = 18,
                   .lines = 10,
                   .hits = 8,
                   .rejects = 1,
                   .blank = 1,
                   .newest = 1782820800,
                   .newest_day = {2026, 6, 30}}};
  report.lines = 10;
  report.hits = 8;
  report.rejects = 1;
  report.blank = 1;
  return report;
}

TEST(ReportHtml, TakesNothingFromOutsideAndRunsNothing) {
  for (const Language language : {Language::English, Language::Chinese}) {
    const std::string html = report_html(sample(), language);
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_FALSE(std::regex_search(html, std::regex("(src|href)=\"(https?:|//)")));
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
    std::smatch digits;
    EXPECT_FALSE(std::regex_search(rest, digits, std::regex(".{0,40}[0-9].{0,40}")))
        << digits.str();
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

}  // namespace
}  // namespace throughline::render
