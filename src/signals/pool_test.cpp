#include "signals/pool.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "signals/simulated.hpp"

namespace throughline::signals {
namespace {

using schema::Channel;
using schema::SourceKind;
using simulated::TableBuilder;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(ThemeWords, AreTheWordsOfThePathsWithoutMachinery) {
  EXPECT_THAT(theme_words("forum.example/t/12-travel-pump-refill", "", 3),
              ElementsAre("pump", "refill", "travel"));
  EXPECT_THAT(theme_words("blog.example", "/Refill/index.html", 3), ElementsAre("refill"));
  EXPECT_THAT(theme_words("refill.example", "/", 3), IsEmpty());
  EXPECT_THAT(theme_words("a.example/2024/05/refill", "/refill", 3), ElementsAre("refill"));
}

TEST(ThemeWords, ReadOtherScripts) {
  EXPECT_THAT(theme_words("x.example/%E6%97%85%E8%A1%8C%E8%A3%85", "", 3),
              ElementsAre("旅行", "行装"));
  EXPECT_THAT(theme_words("x.example/%C3%BCbung-pumpe", "", 3), ElementsAre("pumpe", "übung"));
  EXPECT_THAT(theme_words("x.example/100%", "/%zz%4", 3), IsEmpty());
}

// Sixty forum threads with one to three visits a month each, among 3,000 weak referrers.
schema::SourceTable with_threads(std::uint64_t seed, double thread_rate) {
  Rng rng(seed, "threads");
  TableBuilder builder(18, SourceKind::Page);
  for (int i = 0; i < 60; ++i) {
    builder.add_steady(fmt::format("forum{}.example/t/{}-travel-pump-refill", i % 7, i),
                       1 + 2 * rng.uniform(),
                       thread_rate,
                       rng,
                       Channel::Referral,
                       "/refill/travel-pump",
                       fmt::format("forum{}.example", i % 7));
  }
  for (int i = 0; i < 3000; ++i) {
    builder.add_steady(fmt::format("site{}.example/p/{}-topic{}", i % 400, i, i % 50),
                       1 + 3 * rng.uniform(),
                       0.2 + 0.15 * rng.uniform(),
                       rng,
                       Channel::Referral,
                       fmt::format("/shop/item{}", i % 90),
                       fmt::format("site{}.example", i % 400));
  }
  builder.add_steady("ads.example", 4000, 0.18, rng, Channel::PaidSocial);
  return builder.table();
}

TEST(Pools, SixtyTinyThreadsOnOneThemeAreOneSignal) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const ScoredTable scored = score(with_threads(seed, 0.7));
    EXPECT_EQ(scored.n_signals, 0U);  // none can be seen alone
    ASSERT_EQ(scored.pools.size(), 1U) << seed;
    const Pool& pool = scored.pools.front();
    EXPECT_EQ(pool.key, PoolKey::Landing);
    EXPECT_EQ(pool.name, "/refill/travel-pump");
    ASSERT_EQ(pool.members.size(), 60U);
    EXPECT_EQ(pool.members.back(), 59U);
    EXPECT_NEAR(pool.score.engaged.value, 0.7, 0.03);
    EXPECT_NEAR(pool.score.engaged_a_month, 60 * 2 * 0.7, 12);
    EXPECT_THAT(pool.also, testing::IsSupersetOf({"theme refill", "theme pump", "theme travel"}));
    EXPECT_EQ(pool.score.standing, Standing::Signal);
    EXPECT_LE(pool.score.q_value, 0.1F);
  }
}

TEST(Pools, ThreadsLikeEverybodyElseAreNone) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    EXPECT_THAT(score(with_threads(seed, 0.28)).pools, IsEmpty());
  }
}

// Threads that are a fifth of all pages with more than a handful of visits could as well mean that
// pages are unlike each other; that all of them lead to one landing page says they are not.
TEST(Pools, DoNotWidenTheSpreadAgainstWhichTheyAreHeld) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Rng rng(seed, "wide");
    TableBuilder builder(18, SourceKind::Page);
    for (int i = 0; i < 300; ++i) {
      const bool is_thread = i < 60;
      builder.add_steady(fmt::format("forum{}.example/t/{}", i % 12, i),
                         1 + rng.uniform(),
                         is_thread ? 0.65 : 1.0 / (1.0 + std::exp(0.9 - 0.3 * rng.normal())),
                         rng,
                         Channel::Referral,
                         is_thread ? "/refill/travel-pump" : fmt::format("/item{}", i % 25));
    }
    const ScoredTable scored = score(builder.table(), {.paid = Reference{50000, 8000}});
    ASSERT_EQ(scored.pools.size(), 1U) << seed << " " << scored.bar.precision;
    EXPECT_EQ(scored.pools.front().name, "/refill/travel-pump");
    EXPECT_EQ(scored.pools.front().members.size(), 60U);
  }
}

TEST(Pools, WhatIsASignalAloneIsNoMember) {
  Rng rng(4, "alone");
  TableBuilder builder(12, SourceKind::Page);
  for (int i = 0; i < 40; ++i) {
    builder.add_steady(fmt::format("weak{}.example/x", i), 4, 0.25, rng);
  }
  for (int i = 0; i < 10; ++i) {
    builder.add_steady(fmt::format("f.example/t/{}-refill", i), i == 0 ? 100 : 3, 0.8, rng);
  }
  const ScoredTable scored = score(builder.table());
  EXPECT_EQ(scored.n_signals, 1U);
  ASSERT_EQ(scored.pools.size(), 1U);
  EXPECT_EQ(scored.pools.front().members.size(), 9U);
}

TEST(Pools, TwoThemesOfDifferentMembersStayTwo) {
  Rng rng(5, "two");
  TableBuilder builder(12, SourceKind::Page);
  for (int i = 0; i < 200; ++i) {
    builder.add_steady(fmt::format("weak{}.example/x", i), 4, 0.25, rng);
  }
  for (int i = 0; i < 60; ++i) {
    builder.add_steady(
        fmt::format("f{}.example/t/{}", i, i % 2 == 0 ? "refill" : "vegan"), 3, 0.75, rng);
  }
  const ScoredTable scored = score(builder.table());
  std::vector<std::string> names;
  for (const Pool& pool : scored.pools) {
    names.push_back(pool.name);
  }
  EXPECT_THAT(names, testing::UnorderedElementsAre("refill", "vegan"));
}

TEST(Pools, ChannelsAreNotPooledAndLandingPagesNotByThemselves) {
  EXPECT_EQ(score(TableBuilder(12, SourceKind::Channel).add("Referral", {{.visits = 30}}).table())
                .n_pools_tested,
            0U);
  TableBuilder landings(12, SourceKind::Landing);
  for (int i = 0; i < 8; ++i) {
    landings.add("/same", {{.visits = 30, .engaged = 5}}, Channel::Referral, "/same");
  }
  EXPECT_EQ(score(landings.table()).n_pools_tested, 1U);  // the theme "same" only
}

}  // namespace
}  // namespace throughline::signals
