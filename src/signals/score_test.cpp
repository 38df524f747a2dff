#include "signals/score.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <numeric>
#include <rapidcheck/gtest.h>

#include "signals/simulated.hpp"

namespace throughline::signals {
namespace {

using schema::Channel;
using schema::MonthCounts;
using schema::SourceTable;
using simulated::TableBuilder;

std::vector<MonthCounts> steady(std::uint32_t n_months,
                                std::uint32_t visits,
                                std::uint32_t engaged) {
  std::vector<MonthCounts> months;
  for (std::uint32_t m = 0; m < n_months; ++m) {
    months.push_back({.month = m, .visits = visits, .engaged = engaged});
  }
  return months;
}

// Thirty weak referrers, so that there are peers to be unlike.
TableBuilder among_weak(std::uint32_t n_months) {
  Rng rng(1, "weak");
  TableBuilder builder(n_months);
  for (int i = 0; i < 30; ++i) {
    builder.add_steady(fmt::format("weak{}.example", i), 5, 0.2 + 0.01 * (i % 10), rng);
  }
  return builder;
}

void expect_share(const Share& share) {
  EXPECT_TRUE(std::isfinite(share.value) && std::isfinite(share.low) && std::isfinite(share.high));
  EXPECT_LE(share.low, share.value);
  EXPECT_LE(share.value, share.high);
}

void expect_sane(const SourceScore& score) {
  for (const Share& share :
       {score.engaged, score.engaged_known, score.returning, score.conversion}) {
    expect_share(share);
    EXPECT_GE(share.low, 0.0F);
    EXPECT_LE(share.high, 1.0F);
  }
  expect_share(score.versus_paid.difference);
  expect_share(score.versus_site.difference);
  expect_share(score.growth.a_month);
  for (const double probability : {double{score.versus_paid.probability},
                                   double{score.versus_site.probability},
                                   score.p_value,
                                   double{score.q_value},
                                   double{score.breakout.probability}}) {
    EXPECT_GE(probability, 0.0);
    EXPECT_LE(probability, 1.0);
  }
  EXPECT_TRUE(std::isfinite(score.breakout.ratio) && std::isfinite(score.engaged_a_month));
}

TEST(Score, AnEmptyTableHasAnEmptyResult) {
  const ScoredTable scored = score(SourceTable{});
  EXPECT_EQ(scored.size(), 0U);
  EXPECT_TRUE(scored.pools.empty() && scored.ranking.empty());
  EXPECT_EQ(score(TableBuilder(12).table()).n_tested, 0U);
}

TEST(Score, EdgesAreNumbersAndNeverSignals) {
  const std::vector<std::vector<MonthCounts>> edges = {
      {},                                         // no month at all
      {{.month = 3, .visits = 0}},                // a month of nothing
      {{.month = 0, .visits = 1, .engaged = 1}},  // one visit, engaged
      {{.month = 2,
        .visits = 5,
        .engaged = 9,
        .unknown = 7,
        .returning = 6,
        .conversions = 8}},  // more than visits
      {{.month = 0, .visits = 4000000000U, .engaged = 4000000000U}},
  };
  for (const auto& months : edges) {
    const ScoredTable alone = score(TableBuilder(12).add("one.example", months).table());
    expect_sane(alone.sources.at(0));
    EXPECT_EQ(alone.n_signals, 0U);
  }
  TableBuilder all(12);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    all.add(fmt::format("s{}", i), edges[i]);
  }
  for (const SourceScore& source :
       score(all.table(), {.paid = Reference{}, .site = Reference{}}).sources) {
    expect_sane(source);
  }
}

TEST(Score, WhereEverybodyIsEngagedNobodyIsASignal) {
  TableBuilder builder(12);
  for (int i = 0; i < 40; ++i) {
    builder.add(fmt::format("s{}", i), steady(12, 20, 20));
  }
  const ScoredTable scored = score(builder.table());
  EXPECT_EQ(scored.n_signals, 0U);
  std::for_each(scored.sources.begin(), scored.sources.end(), expect_sane);
}

TEST(Score, ASteadyEngagedSourceAmongWeakOnesIsTheSignal) {
  TableBuilder builder = among_weak(12);
  builder.add("knits.example", steady(12, 100, 70));
  const ScoredTable scored = score(builder.table());
  EXPECT_EQ(scored.n_signals, 1U);
  const SourceScore& blog = scored.sources.back();
  EXPECT_EQ(blog.standing, Standing::Signal);
  EXPECT_NEAR(blog.engaged.value, 0.7, 0.02);
  EXPECT_GT(blog.versus_site.probability, 0.99F);
  EXPECT_GT(blog.versus_site.difference.low, 0.3F);
  EXPECT_EQ(blog.months_seen, 12);
  EXPECT_EQ(blog.months_better, 12);
  EXPECT_EQ(blog.longest_run, 12);
  EXPECT_FLOAT_EQ(blog.engaged_a_month, 70.0F);
  EXPECT_EQ(scored.ranking.front(), 30U);
}

TEST(Score, TenThousandBouncesDoNotOutrankSeventyFiveEngaged) {
  TableBuilder builder = among_weak(12);
  builder.add("viral.example", steady(12, 10000, 500));
  builder.add("knits.example", steady(12, 107, 75));
  EXPECT_EQ(score(builder.table()).ranking.front(), 31U);
}

TEST(Score, WhatComesAndGoesIsPassingAndWhatIsBoughtIsPaid) {
  TableBuilder builder = among_weak(12);
  builder.add(
      "burst.example",
      {{.month = 2, .visits = 900, .engaged = 700}, {.month = 3, .visits = 300, .engaged = 200}});
  builder.add("ads.example", steady(12, 300, 250), Channel::PaidSocial);
  builder.add("(direct)", steady(12, 300, 250), Channel::Direct);
  builder.add("", steady(12, 300, 250));
  const ScoredTable scored = score(builder.table());
  EXPECT_EQ(scored.sources[30].standing, Standing::Passing);
  EXPECT_EQ(scored.sources[31].standing, Standing::Paid);
  EXPECT_EQ(scored.sources[32].standing, Standing::Unnamed);
  EXPECT_EQ(scored.sources[33].standing, Standing::Unnamed);
  EXPECT_EQ(scored.n_signals, 0U);
}

TEST(Score, PaidRowsOfTheTableAreTheReferenceUnlessOneIsGiven) {
  TableBuilder builder = among_weak(12);
  builder.add("ads.example", steady(12, 1000, 180), Channel::PaidSearch);
  const ScoredTable own = score(builder.table());
  EXPECT_EQ(own.paid->visits, 12000U);
  EXPECT_EQ(score(builder.table(), {.paid = Reference{.visits = 7, .engaged = 1}}).paid->visits,
            7U);
  EXPECT_FALSE(score(among_weak(12).table()).paid.has_value());
}

TEST(Score, AHighReferenceIsTheBar) {
  TableBuilder builder = among_weak(12);
  builder.add("knits.example", steady(12, 100, 70));
  EXPECT_EQ(
      score(builder.table(), {.paid = Reference{.visits = 50000, .engaged = 45000}}).n_signals, 0U);
}

TEST(Score, MonthsAreCountedFromTheFirstVisitOn) {
  TableBuilder builder = among_weak(12);
  std::vector<MonthCounts> months = steady(12, 100, 70);
  months.erase(months.begin(), months.begin() + 6);  // months 6 to 11
  months.erase(months.begin() + 1);                  // and not in month 7
  builder.add("new.example", months);
  const SourceScore fresh = score(builder.table()).sources.back();
  EXPECT_EQ(fresh.first_month, 6);
  EXPECT_EQ(fresh.months_seen, 5);
  EXPECT_EQ(fresh.longest_run, 4);
  EXPECT_TRUE(fresh.persistent);  // 5 of 6
  EXPECT_EQ(fresh.standing, Standing::Signal);
}

TEST(Score, UnknownVisitsAreLeftOutOfTheSecondShare) {
  TableBuilder builder = among_weak(12);
  std::vector<MonthCounts> months = steady(12, 1000, 300);
  for (MonthCounts& month : months) {
    month.unknown = 500;
  }
  const SourceScore source = score(builder.add("log.example", months).table()).sources.back();
  EXPECT_NEAR(source.engaged.value, 0.3, 0.01);
  EXPECT_NEAR(source.engaged_known.value, 0.6, 0.01);
}

TEST(Score, ABreakoutIsFoundInItsMonth) {
  TableBuilder builder = among_weak(18);
  Rng rng(2, "breakout");
  std::vector<MonthCounts> months;
  for (std::uint32_t m = 0; m < 18; ++m) {
    const auto engaged = static_cast<std::uint32_t>(rng.poisson(m < 14 ? 60 : 220));
    months.push_back({.month = m, .visits = engaged * 10 / 7, .engaged = engaged});
  }
  const SourceScore blog = score(builder.add("knits.example", months).table()).sources.back();
  EXPECT_GT(blog.breakout.probability, 0.95F);
  EXPECT_EQ(blog.breakout.month, 14U);
  EXPECT_NEAR(blog.breakout.ratio, 220.0 / 60, 0.5);
  EXPECT_TRUE(blog.growth.known);
}

TEST(Score, EverySourceIsScoredHoweverMany) {
  const ScoredTable scored = score(among_weak(12).table());
  EXPECT_EQ(scored.sources.size(), 30U);
  for (const SourceScore& source : scored.sources) {
    EXPECT_GT(source.engaged.high, source.engaged.low);
  }
  std::vector<std::uint32_t> rows = scored.ranking;
  std::sort(rows.begin(), rows.end());
  std::vector<std::uint32_t> all(30);
  std::iota(all.begin(), all.end(), 0U);
  EXPECT_EQ(rows, all);
}

// The same sources in another order.
SourceTable shuffled(const SourceTable& table, const std::vector<std::size_t>& order) {
  TableBuilder builder(table.n_months, table.kind);
  for (const std::size_t i : order) {
    const auto from = table.months.begin() + static_cast<std::ptrdiff_t>(table.first_month[i]);
    const auto to = table.months.begin() + static_cast<std::ptrdiff_t>(table.first_month[i + 1]);
    builder.add(table.name[i], {from, to}, table.channel[i], table.landing[i], table.platform[i]);
  }
  return builder.table();
}

bool same(const Share& a, const Share& b) {
  return a.value == b.value && a.low == b.low && a.high == b.high;
}

RC_GTEST_PROP(Score, DoesNotHangOnTheOrderOfSources, ()) {
  Rng rng(*rc::gen::arbitrary<std::uint64_t>(), "order");
  TableBuilder builder(6, schema::SourceKind::Page);
  const std::size_t n = 2 + rng.below(150);
  for (std::size_t i = 0; i < n; ++i) {
    builder.add_steady(fmt::format("h{}.example/t/{}", i % 9, i),
                       simulated::pareto_size(rng),
                       rng.uniform(),
                       rng,
                       static_cast<Channel>(rng.below(schema::kChannels)),
                       fmt::format("/word{}", i % 7),
                       fmt::format("h{}.example", i % 9));
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) {
    std::swap(order[i - 1], order[rng.below(i)]);
  }
  const ScoredTable a = score(builder.table());
  const ScoredTable b = score(shuffled(builder.table(), order));
  for (std::size_t i = 0; i < n; ++i) {
    const SourceScore& in_a = a.sources[order[i]];
    const SourceScore& in_b = b.sources[i];
    RC_ASSERT(same(in_a.engaged, in_b.engaged) &&
              same(in_a.versus_site.difference, in_b.versus_site.difference));
    RC_ASSERT(in_a.p_value == in_b.p_value && in_a.q_value == in_b.q_value &&
              in_a.standing == in_b.standing);
    RC_ASSERT(a.ranking[i] == order[b.ranking[i]]);
  }
  RC_ASSERT(a.pools.size() == b.pools.size());
  for (std::size_t i = 0; i < a.pools.size(); ++i) {
    RC_ASSERT(a.pools[i].name == b.pools[i].name && a.pools[i].also == b.pools[i].also);
    RC_ASSERT(a.pools[i].score.p_value == b.pools[i].score.p_value);
  }
}

// Twice as many engaged of as many visits is never less likely to be better.
TEST(Score, EvidenceGrowsWithEngagement) {
  double last = 1.1;
  for (std::uint32_t engaged = 0; engaged <= 100; engaged += 10) {
    TableBuilder builder = among_weak(12);
    const double p =
        score(builder.add("x.example", steady(12, 100, engaged)).table()).sources.back().p_value;
    EXPECT_LE(p, last);
    last = p;
  }
}

}  // namespace
}  // namespace throughline::signals
