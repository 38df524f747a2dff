#include "workflow/sources.hpp"

#include <gmock/gmock.h>
#include <numeric>

#include "workflow/store_fixture.hpp"

namespace throughline::workflow {
namespace {

using schema::BotReason;
using schema::Channel;
using schema::SourceKind;
using schema::SourceTable;
using testing::ElementsAre;

// Three people in January and February 2026: a blog's reader who comes twice and reads on, a
// searcher who leaves, one who types the address; and a program with the blog's referrer.
class Sources : public StoreFixture {
 protected:
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(StoreFixture::SetUp());
    for (const char* table : {"sessions", "touches", "names"}) {
      run(fmt::format("TRUNCATE TABLE {}", table));
    }
    run("INSERT INTO names VALUES (1, 100, '/refill'), (1, 200, '/')");
    run("INSERT INTO touches (id, channel, grain, domain, host, page, source, medium, rule) VALUES "
        "(11, 14, 1, 'blogspot.com', 'knits.blogspot.com', 'knits.blogspot.com', "
        "'knits.blogspot.com', 'referral', 'r'), "
        "(12, 13, 0, 'google.com', 'www.google.com', 'www.google.com', 'google.com', 'organic', "
        "'r')");
    run("INSERT INTO sessions (visitor, start, end, views, pages, landing, touch, ordinal, visits, "
        "feed, bot) VALUES "
        "(1, '2026-01-05 10:00:00', '2026-01-05 10:05:00', 3, 3, 100, 11, 0, 2, 1, 0), "
        "(1, '2026-02-05 10:00:00', '2026-02-05 10:00:00', 1, 1, 100, 11, 1, 2, 1, 0), "
        "(2, '2026-02-01 10:00:00', '2026-02-01 10:00:00', 1, 1, 200, 12, 0, 1, 1, 0), "
        "(3, '2026-01-31 23:30:00', '2026-01-31 23:30:20', 2, 2, 200, 0, 0, 1, 1, 0), "
        "(4, '2026-01-31 10:00:00', '2026-01-31 10:00:00', 1, 1, 200, 11, 0, 1, 1, 3)");
  }

  static SourceTable load(SourceKind kind, const VisitFilter& filter) {
    auto table = load_sources(*engine_, kind, filter);
    EXPECT_TRUE(table.has_value()) << table.error().text();
    return std::move(table).value_or(SourceTable{});
  }

  VisitFilter everything_{.feeds = {1}};
};

std::uint64_t visits_of(const SourceTable& table) {
  return std::accumulate(
      table.months.begin(),
      table.months.end(),
      std::uint64_t{0},
      [](std::uint64_t sum, const schema::MonthCounts& row) { return sum + row.visits; });
}

TEST_F(Sources, EveryDomainStandsWithItsMonthsItsPeopleAndItsLandingPage) {
  const SourceTable table = load(SourceKind::Domain, everything_);
  EXPECT_THAT(table.name, ElementsAre("(direct)", "google.com", "knits.blogspot.com"));
  EXPECT_THAT(table.channel,
              ElementsAre(Channel::Direct, Channel::OrganicSearch, Channel::Referral));
  EXPECT_THAT(table.landing, ElementsAre("/", "/", "/refill"));
  EXPECT_EQ(table.platform[2], "blogspot.com");
  EXPECT_THAT(table.people, ElementsAre(1, 1, 1));
  EXPECT_THAT(table.returning_people, ElementsAre(0, 0, 1));
  EXPECT_THAT(table.first_month, ElementsAre(0, 1, 2, 4));
  EXPECT_EQ(table.n_months, 2U);
  EXPECT_EQ(table.months[2].engaged, 1U);
  EXPECT_EQ(table.months[3].unknown, 1U);
  EXPECT_EQ(table.months[3].returning, 1U);
}

TEST_F(Sources, TheRowsOfEveryKindAddUpToAllVisits) {
  for (int kind = 0; kind < schema::kSourceKinds; ++kind) {
    EXPECT_EQ(visits_of(load(static_cast<SourceKind>(kind), everything_)), 4U) << kind;
  }
}

TEST_F(Sources, ABlogOnAPlatformIsASourceOfItsOwn) {
  const SourceTable table = load(SourceKind::Host, everything_);
  EXPECT_THAT(table.name, ElementsAre("", "knits.blogspot.com"));
  EXPECT_EQ(table.platform[1], "blogspot.com");
}

TEST_F(Sources, MonthsAreThoseOfTheTimeZone) {
  VisitFilter berlin = everything_;
  berlin.zone = "Europe/Berlin";  // 23:30 in UTC is the next month there
  const SourceTable table = load(SourceKind::Domain, berlin);
  EXPECT_EQ(table.months[0].month, 1U);
}

TEST_F(Sources, AFeedThatIsNotAskedForIsLeftOut) {
  VisitFilter other = everything_;
  other.feeds = {2};
  EXPECT_EQ(load(SourceKind::Domain, other).size(), 0U);
}

TEST_F(Sources, AStoreWithoutVisitsGivesAnEmptyTable) {
  run("TRUNCATE TABLE sessions");
  const SourceTable table = load(SourceKind::Domain, everything_);
  EXPECT_EQ(table.size(), 0U);
  EXPECT_THAT(table.first_month, ElementsAre(0));
}

TEST_F(Sources, ChannelsCarryTheBouncesOfFourDefinitions) {
  const auto channels = load_channels(*engine_, everything_);
  ASSERT_TRUE(channels.has_value()) << channels.error().text();
  ASSERT_EQ(channels->size(), 3U);
  const ChannelTotals& referral = (*channels)[2];
  EXPECT_EQ(referral.channel, Channel::Referral);
  EXPECT_EQ(referral.visits, 2U);
  EXPECT_EQ(referral.bounce_ga4, 1U);
  EXPECT_EQ(referral.bounce_matomo, 1U);
  EXPECT_EQ(referral.bounce_posthog, 1U);
  EXPECT_EQ(referral.people, 1U);
}

}  // namespace
}  // namespace throughline::workflow
