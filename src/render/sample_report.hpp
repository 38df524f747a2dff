#pragma once

#include "views/report.hpp"

namespace throughline::render {

/// A report with something of everything, names as bad as they come: for tests.
inline views::Report sample() {
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

}  // namespace throughline::render
