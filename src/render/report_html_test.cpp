#include "render/report_html.hpp"

#include <gmock/gmock.h>
#include <regex>
#include <sstream>

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
                       .site_share = 0.35,
                       .tenth_visits_a_month = 900,
                       .n_sources = 5000,
                       .n_tested = 300,
                       .top_visit_share = 0.9,
                       .top_engaged_share = 0.86};
  report.findings = {
      views::SmallSources{.sources = 50,
                          .engaged_a_month = {3960, 3800, 4100},
                          .share = {0.71, 0.69, 0.73},
                          .paid = schema::Channel::PaidSocial,
                          .paid_visits = 41000,
                          .paid_bounce = 0.84,
                          .ratio = {1.1, 0.9, 1.3}},
      views::PaidBounces{.channel = schema::Channel::PaidSocial,
                         .visits = 41000,
                         .bounce = 0.84,
                         .returning = 0.02,
                         .site_bounce = 0.52},
      views::PooledTheme{.shared = "/refill/travel-pump",
                         .by = "landing page",
                         .sources = 60,
                         .engaged_a_month = 90,
                         .share = {0.65, 0.61, 0.69},
                         .months_better = 18,
                         .months = 18},
      views::BreakoutSeen{
          .source = "tinyglow.example", .month = 2026 * 12 + 1, .ratio = 6, .probability = 0.999},
      views::NothingYet{.sources = 3, .visits = 10, .months = 1}};
  report.signals = {{.figure = "domain:x.example",
                     .name = "<script>alert(1)</script>",
                     .kind = "domain",
                     .engaged = {1, 2, 3},
                     .better = {0, 1, 1},
                     .engaged_a_month = 80,
                     .share = {0.7, 0.6, 0.8},
                     .probability_versus_paid = 0.999,
                     .q = 0.0001,
                     .months_better = 2,
                     .trend = views::Trend::Rising},
                    {.name = "/refill",
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
  report.marks = {{"a&b.example", schema::Channel::Referral, 80, 0.7, true, true},
                  {"paid", schema::Channel::PaidSocial, 2277, 0.16, false, true}};
  report.feeds = {{.source = "logs-de",
                   .format = "combined",
                   .files = 18,
                   .lines = 10,
                   .hits = 8,
                   .rejects = 1,
                   .blank = 1,
                   .newest = 1782820800}};
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
  for (const char* id :
       {"visits", "visits.engaged", "channel.paid-social.bounced", "domain:x.example.engaged"}) {
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

TEST(Sentences, AtGradeDNoWordClaimsACause) {
  for (const views::Finding& finding : sample().findings) {
    const FindingText text = words_of(finding, Language::English);
    const std::string all = text.claim + text.rest + text.how_sure + text.so_what;
    for (const char* causal : {"drive", "cause", "bring", "brought", "lift", "because of"}) {
      EXPECT_THAT(all, Not(HasSubstr(causal)));
    }
    EXPECT_FALSE(words_of(finding, Language::Chinese).claim.empty());
  }
}

TEST(TerminalSummary, FitsItsWidth) {
  const std::string text = terminal_summary(sample(), {.width = 80});
  EXPECT_THAT(text, HasSubstr("50 small sources send 3,960 engaged visits a month."));
  EXPECT_THAT(text, HasSubstr("2 × /refill"));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(text::display_width(line), 80U) << line;
  }
}

}  // namespace
}  // namespace throughline::render
