#include "signals/hidden.hpp"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "signals/simulated.hpp"

namespace throughline::signals {
namespace {

using schema::Channel;
using schema::SourceKind;
using simulated::TableBuilder;

constexpr std::array<ChannelVisits, 4> kChannels = {{
    {.channel = Channel::Direct, .visits = 90000, .engaged = 40000, .bounces = 50000},
    {.channel = Channel::PaidSocial, .visits = 100000, .engaged = 18000, .bounces = 82000},
    {.channel = Channel::Display, .visits = 900000, .engaged = 90000, .bounces = 810000},
    {.channel = Channel::Referral, .visits = 50000, .engaged = 20000, .bounces = 30000},
}};

// Twelve big weak sources and twenty good blogs of 50 engaged visits a month.
schema::SourceTable domains() {
  Rng rng(6, "hidden");
  TableBuilder builder(18);
  for (int i = 0; i < 12; ++i) {
    builder.add_steady(fmt::format("big{}.example", i), 2000 + 100 * i, 0.25, rng);
  }
  for (int i = 0; i < 200; ++i) {
    builder.add_steady(fmt::format("weak{}.example", i), 6, 0.2 + 0.1 * rng.uniform(), rng);
  }
  for (int i = 0; i < 20; ++i) {
    builder.add_steady(fmt::format("blog{}.example", i), 70, 0.72, rng);
  }
  builder.add("(direct)", {{.visits = 50000, .engaged = 20000}}, Channel::Direct);
  return builder.table();
}

TEST(WhatTopHides, CountsTheSmallSignalsAndTheirEngagedVisits) {
  const schema::SourceTable table = domains();
  const ScoredTable scored = score(table, {.paid = paid_reference(kChannels)});
  const ScoredKind kind{.table = &table, .scored = &scored};
  const HiddenByTop hidden = what_top_hides(std::array{kind}, kChannels);
  EXPECT_EQ(hidden.sources, 232U);
  EXPECT_EQ(hidden.top.size(), 10U);
  EXPECT_EQ(hidden.top.front(), "big11.example");
  EXPECT_EQ(hidden.signals, 20U);
  std::uint64_t engaged = 0;
  for (std::size_t i = 212; i < 232; ++i) {
    engaged += scored.sources[i].totals.engaged;
  }
  EXPECT_EQ(hidden.engaged, engaged);
  EXPECT_EQ(hidden.media_cost_minor, 0);
  EXPECT_NEAR(hidden.engaged_a_month.value, static_cast<double>(engaged) / 18, 1e-9);
}

TEST(WhatTopHides, LeavesOutWhatTheCompanySendsItself) {
  Rng rng(6, "hidden");
  TableBuilder builder(18);
  for (int i = 0; i < 12; ++i) {
    builder.add_steady(fmt::format("big{}.example", i), 2000 + 100 * i, 0.25, rng);
  }
  builder.add_steady("blog.example", 70, 0.72, rng);
  builder.add_steady("newsletter / email", 900, 0.8, rng, Channel::Email);
  const schema::SourceTable table = builder.table();
  const ScoredTable scored = score(table, {.paid = paid_reference(kChannels)});
  const HiddenByTop hidden =
      what_top_hides(std::array{ScoredKind{.table = &table, .scored = &scored}}, kChannels);
  EXPECT_EQ(scored.sources.back().standing, Standing::Signal);
  EXPECT_EQ(hidden.signals, 1U);
}

TEST(WhatTopHides, NamesThePaidChannelThatComesNearest) {
  const schema::SourceTable table = domains();
  const ScoredTable scored = score(table, {.paid = paid_reference(kChannels)});
  const ScoredKind kind{.table = &table, .scored = &scored};
  const HiddenByTop hidden = what_top_hides(std::array{kind}, kChannels);
  ASSERT_TRUE(hidden.comparable.has_value());
  EXPECT_EQ(hidden.comparable->channel,
            Channel::PaidSocial);  // 18,144 engaged expected, it has 18,000
  EXPECT_NEAR(hidden.comparable_bounce_share, 0.82, 1e-12);
  EXPECT_LT(hidden.ratio.low, 1.0);
  EXPECT_GT(hidden.ratio.high, 1.0);
}

// Months that are Poisson around 1,000 in all: 90% of the intervals hold 1,000.
TEST(WhatTopHides, TheMonthlyIntervalCoversAsItClaims) {
  constexpr int kRuns = 300;
  int covered = 0;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    Rng rng(7, "pooled", run);
    TableBuilder builder(12);
    for (int i = 0; i < 40; ++i) {
      builder.add_steady(fmt::format("weak{}.example", i), 5, 0.25, rng);
    }
    for (int i = 0; i < 10; ++i) {
      builder.add_steady(fmt::format("blog{}.example", i), 125, 0.8, rng);
    }
    const ScoredTable scored = score(builder.table(), {.paid = paid_reference(kChannels)});
    const ScoredKind kind{.table = &builder.table(), .scored = &scored};
    const HiddenByTop hidden = what_top_hides(std::array{kind}, {}, 0);
    ASSERT_EQ(hidden.signals, 10U);
    covered += hidden.engaged_a_month.low <= 1000 && 1000 <= hidden.engaged_a_month.high;
  }
  EXPECT_NEAR(covered,
              0.9 * kRuns,
              3 * std::sqrt(0.09 * kRuns) + 0.03 * kRuns);  // dispersion is never under 1
}

TEST(WhatTopHides, AVisitCountsOnceHoweverManyKindsNameIt) {
  const schema::SourceTable table = domains();
  Rng rng(8, "pages");
  TableBuilder builder(18, SourceKind::Page);
  for (int i = 0; i < 100; ++i) {
    builder.add_steady(fmt::format("weak.example/{}", i), 5, 0.25, rng);
  }
  builder.add_steady("blog0.example/about", 70, 0.72, rng, Channel::Referral, "", "blog0.example");
  builder.add_steady("other.example/about", 70, 0.72, rng, Channel::Referral, "", "other.example");
  const ScoredTable domain_scores = score(table);
  const ScoredTable page_scores = score(builder.table());
  ASSERT_EQ(page_scores.n_signals, 2U);
  const std::array kinds = {ScoredKind{.table = &table, .scored = &domain_scores},
                            ScoredKind{.table = &builder.table(), .scored = &page_scores}};
  EXPECT_EQ(what_top_hides(kinds, kChannels).signals, 21U);
}

TEST(WhatTopHides, APlatformInTheTopHidesWhoWritesOnIt) {
  const schema::SourceTable table = domains();
  Rng rng(9, "hosts");
  TableBuilder hosts(18, SourceKind::Host);
  for (int i = 0; i < 100; ++i) {
    hosts.add_steady(fmt::format("weak{}.big11.example", i), 5, 0.25, rng);
  }
  hosts.add_steady("knits.big11.example", 70, 0.72, rng, Channel::Referral, "", "big11.example");
  const ScoredTable domain_scores = score(table);
  const ScoredTable host_scores = score(hosts.table());
  const std::array kinds = {ScoredKind{.table = &table, .scored = &domain_scores},
                            ScoredKind{.table = &hosts.table(), .scored = &host_scores}};
  EXPECT_EQ(what_top_hides(kinds, kChannels).signals, 21U);
}

TEST(WhatTopHides, NothingIsHiddenInNothing) {
  EXPECT_EQ(what_top_hides({}, {}).signals, 0U);
  const schema::SourceTable table = TableBuilder(3).table();
  const ScoredTable scored = score(table);
  const ScoredKind kind{.table = &table, .scored = &scored};
  const HiddenByTop hidden = what_top_hides(std::array{kind}, {});
  EXPECT_EQ(hidden.engaged_a_month.value, 0.0);
  EXPECT_FALSE(hidden.comparable.has_value());
  EXPECT_FALSE(paid_reference({}).has_value());
  EXPECT_EQ(site_reference(kChannels).visits, 1140000U);
}

}  // namespace
}  // namespace throughline::signals
