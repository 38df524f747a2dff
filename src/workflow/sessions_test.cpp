#include "workflow/sessions.hpp"

#include <algorithm>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <map>
#include <tuple>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "workflow/scope.hpp"
#include "workflow/store_fixture.hpp"

namespace throughline::workflow {
namespace {

using schema::BotReason;

struct TestHit {
  std::uint64_t visitor = 0;
  std::uint32_t time = 0;
  std::uint8_t kind = 1;
  std::uint64_t path = 0;
  std::uint64_t touch = 0;
  std::uint8_t bot = 0;
  std::uint8_t flags = 0;
  std::uint64_t event = 0;
  std::int64_t value = 0;
};

// What a slow count by hand says of one session, in the order of the columns asked for below.
using Whole = std::vector<std::int64_t>;

constexpr std::uint64_t kGoalPath = 3;
constexpr std::uint64_t kGoalEvent = 90;

// The visits of one visitor, view by view. The hits stand in the order of the key.
std::vector<Whole> counted_by_hand(const std::vector<TestHit>& hits, std::uint64_t engagement) {
  std::vector<Whole> sessions;
  for (const TestHit& hit : hits) {
    if (hit.kind > 2) {
      continue;
    }
    const auto at = static_cast<std::int64_t>(hit.time);
    const auto path = static_cast<std::int64_t>(hit.path);
    const bool is_look = hit.event == engagement;
    if (sessions.empty() || (!is_look && at > sessions.back()[2] + 1800)) {
      sessions.push_back({static_cast<std::int64_t>(hit.visitor),
                          at,
                          at,
                          0,
                          0,
                          0,
                          0,
                          0,
                          0,
                          path,
                          path,
                          static_cast<std::int64_t>(hit.touch),
                          static_cast<std::int64_t>(sessions.size())});
    }
    Whole& now = sessions.back();
    now[2] = at;
    now[3] += is_look ? 0 : 1;                                                  // views
    now[4] += hit.kind == 1 ? 1 : 0;                                            // pages
    now[5] += hit.kind == 1 ? hit.path == kGoalPath : hit.event == kGoalEvent;  // goals
    now[6] += hit.event == kGoalEvent ? hit.value : 0;                          // value
    now[7] += is_look ? hit.value : 0;  // milliseconds in front
    now[8] |= is_look ? 1 : 0;
    now[10] = path;  // exit
  }
  return sessions;
}

class Store : public StoreFixture {
 protected:
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(StoreFixture::SetUp());
    run("TRUNCATE TABLE hits");
  }

  static void insert(const std::vector<TestHit>& hits) {
    std::vector<std::uint64_t> visitor;
    std::vector<std::uint32_t> time;
    std::vector<std::uint8_t> kind;
    std::vector<std::uint64_t> path;
    std::vector<std::uint64_t> touch;
    std::vector<std::uint8_t> bot;
    std::vector<std::uint8_t> flags;
    std::vector<std::uint64_t> event;
    std::vector<std::int64_t> value;
    for (const TestHit& hit : hits) {
      event.push_back(hit.event);
      value.push_back(hit.value);
      visitor.push_back(hit.visitor);
      time.push_back(hit.time);
      kind.push_back(hit.kind);
      path.push_back(hit.path);
      touch.push_back(hit.touch);
      bot.push_back(hit.bot);
      flags.push_back(hit.flags);
    }
    const auto done = engine_->insert("hits",
                                      {{{"visitor", visitor},
                                        {"time", time},
                                        {"kind", kind},
                                        {"path", path},
                                        {"touch", touch},
                                        {"bot", bot},
                                        {"flags", flags},
                                        {"event", event},
                                        {"value", value}}});
    ASSERT_TRUE(done.has_value()) << done.error().text();
  }

  // (visitor, start, end, pages) of every session.
  static std::vector<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t, std::uint32_t>>
  sessions() {
    const auto answer =
        engine_->query("SELECT visitor, start, end, pages FROM sessions ORDER BY visitor, start");
    EXPECT_TRUE(answer.has_value()) << answer.error().text();
    std::vector<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t, std::uint32_t>> rows;
    for (std::size_t i = 0; i < answer->n_rows(); ++i) {
      rows.emplace_back((**answer->get<std::vector<std::uint64_t>>("visitor"))[i],
                        (**answer->get<std::vector<std::uint32_t>>("start"))[i],
                        (**answer->get<std::vector<std::uint32_t>>("end"))[i],
                        (**answer->get<std::vector<std::uint32_t>>("pages"))[i]);
    }
    return rows;
  }

  // Makes the sessions in both ways, which must not differ in any column.
  static void rebuild(std::uint32_t n_ranges = 4, const SessionRules& rules = {}) {
    std::vector<std::string> made;
    for (const OneViewVisitors way : {OneViewVisitors::Apart, OneViewVisitors::Together}) {
      const auto done = rebuild_sessions(*engine_, rules, {.n_ranges = n_ranges, .one_view = way});
      ASSERT_TRUE(done.has_value()) << done.error().text();
      const auto rows = engine_->query(
          "SELECT toString(groupArray(row)) AS rows FROM (SELECT toString(tuple(*)) AS row FROM "
          "sessions ORDER BY visitor, start)");
      ASSERT_TRUE(rows.has_value()) << rows.error().text();
      made.emplace_back((**rows->get<engine::Strings>("rows"))[0]);
    }
    EXPECT_EQ(made[0], made[1]);
  }

  // The reason kept with the visits of one visitor.
  static BotReason reason_of(std::uint64_t visitor) {
    const auto answer =
        engine_->query("SELECT max(bot) AS bot FROM sessions WHERE visitor = {v:UInt64}",
                       {{"v", std::to_string(visitor)}});
    EXPECT_TRUE(answer.has_value()) << answer.error().text();
    return static_cast<BotReason>((**answer->get<std::vector<std::uint8_t>>("bot"))[0]);
  }
};

// Every count of a session, for visitors of whom some have more views than the engine takes in one
// block.
TEST_F(Store, EveryCountOfASessionIsThatOfASlowCount) {
  const std::uint64_t engagement = hash_bytes("engagement");
  Rng rng(5, "whole sessions");
  std::vector<TestHit> hits;
  const auto add = [&](std::uint64_t visitor, std::uint32_t time) {
    TestHit hit{
        .visitor = visitor, .time = time, .kind = 1, .path = rng.below(9), .touch = rng.below(4)};
    if (rng.bernoulli(0.2)) {
      hit.kind = 2;
      hit.event = rng.bernoulli(0.5) ? kGoalEvent : rng.bernoulli(0.5) ? engagement : 7;
      hit.value = static_cast<std::int64_t>(rng.below(5000)) -
                  1000 * static_cast<std::int64_t>(hit.event == kGoalEvent);
    } else if (rng.bernoulli(0.3)) {
      hit.kind = 5;
    }
    hits.push_back(hit);
  };
  for (std::uint32_t i = 0; i < 150000; ++i) {  // one who never leaves
    add(77, 1000 + i * 700);
  }
  for (std::uint64_t visitor = 100; visitor < 400; ++visitor) {
    for (std::uint32_t i = 0; i < rng.below(12); ++i) {
      add(visitor * 0x0123456789abcdefULL, 1000 + 97 * static_cast<std::uint32_t>(rng.below(1000)));
    }
  }
  const auto key = [](const TestHit& hit) {
    return std::tuple(hit.visitor, hit.time, hit.kind, hit.path);
  };
  std::sort(
      hits.begin(), hits.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  hits.erase(
      std::unique(
          hits.begin(), hits.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
      hits.end());
  std::map<std::uint64_t, std::vector<TestHit>> of;
  for (const TestHit& hit : hits) {
    of[hit.visitor].push_back(hit);
  }
  std::vector<Whole> expected;
  for (const auto& [visitor, views] : of) {
    const auto sessions = counted_by_hand(views, engagement);
    expected.insert(expected.end(), sessions.begin(), sessions.end());
  }
  for (std::size_t part = 0; part < 5; ++part) {  // each part has some of everybody's hits
    std::vector<TestHit> some;
    for (std::size_t i = part; i < hits.size(); i += 5) {
      some.push_back(hits[i]);
    }
    insert(some);
  }
  rebuild(1,
          {.goal_paths = {kGoalPath}, .goal_events = {kGoalEvent}, .money_events = {kGoalEvent}});
  const auto answer = engine_->query(
      "SELECT toString([reinterpretAsInt64(visitor), toInt64(start), toInt64(end), toInt64(views), "
      "toInt64(pages), toInt64(goals), value, toInt64(foreground), toInt64(has_foreground), "
      "toInt64(landing), toInt64(exit), toInt64(touch), toInt64(ordinal)]) AS row "
      "FROM sessions ORDER BY visitor, start");
  ASSERT_TRUE(answer.has_value()) << answer.error().text();
  ASSERT_EQ(answer->n_rows(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    expected[i][7] /= 1000;
    ASSERT_EQ((**answer->get<engine::Strings>("row"))[i],
              fmt::format("[{}]", fmt::join(expected[i], ",")));
  }
}

TEST_F(Store, MigratingTwiceChangesNothing) { EXPECT_TRUE(migrate(*engine_).has_value()); }

TEST_F(Store, AGapOfExactlyThirtyMinutesStaysOneSecondMoreOpens) {
  insert({{7, 1000, 1, 1}, {7, 2800, 1, 2}, {8, 1000, 1, 1}, {8, 2801, 1, 2}});
  rebuild();
  EXPECT_EQ(sessions(),
            (decltype(sessions()){{7, 1000, 2800, 2}, {8, 1000, 1000, 1}, {8, 2801, 2801, 1}}));
}

TEST_F(Store, AssetsNeitherOpenNorProlongAVisit) {
  insert({{7, 1000, 1, 1}, {7, 2000, 5, 2}, {7, 4000, 5, 3}});
  rebuild();
  EXPECT_EQ(sessions(), (decltype(sessions()){{7, 1000, 1000, 1}}));
}

TEST_F(Store, MidnightCutsOnlyWhereAskedAndInTheZoneAskedFor) {
  constexpr std::uint32_t kMidnightInBerlin = 1780351200;  // 2026-06-02 00:00 CEST
  insert({{7, kMidnightInBerlin - 60, 1, 1}, {7, kMidnightInBerlin + 60, 1, 2}});
  rebuild();
  EXPECT_EQ(sessions().size(), 1U);
  rebuild(4, {.cut_at_midnight = true, .zone = "Europe/Berlin"});
  EXPECT_EQ(sessions().size(), 2U);
  rebuild(4, {.cut_at_midnight = true, .zone = "UTC"});
  EXPECT_EQ(sessions().size(), 1U);
}

TEST_F(Store, AnotherCampaignCutsOnlyWhereAsked) {
  run("INSERT INTO touches (id, campaign) VALUES (11, 'spring'), (12, 'summer'), (13, '')");
  insert({{7, 1000, 1, 1, 11},  // spring
          {7, 1010, 1, 2, 13},  // a referral is no campaign
          {7, 1020, 1, 1, 11},  // the same campaign again
          {7, 1030, 1, 1, 12},  // another one
          {8, 1000, 1, 1, 0},
          {8, 1010, 1, 1, 12}});
  rebuild();
  EXPECT_EQ(sessions().size(), 2U);
  rebuild(4, {.cut_on_campaign = true});
  EXPECT_EQ(sessions(),
            (decltype(sessions()){
                {7, 1000, 1020, 3}, {7, 1030, 1030, 1}, {8, 1000, 1000, 1}, {8, 1010, 1010, 1}}));
}

TEST_F(Store, EveryReasonIsFoundKeptAndCanBeSwitchedOff) {
  std::vector<TestHit> hits;
  hits.push_back({.visitor = 1, .time = 1000, .bot = 1});
  for (std::uint32_t i = 0; i < 5; ++i) {  // people here fetch what their pages need
    hits.push_back({.visitor = 100 + i, .time = 1000, .kind = 1});
    hits.push_back({.visitor = 100 + i, .time = 1001, .kind = 5});
  }
  hits.push_back({.visitor = 3, .time = 1000, .path = 1});
  hits.push_back({.visitor = 3, .time = 1200, .path = 2});
  for (std::uint32_t i = 0; i < 30; ++i) {
    hits.push_back({.visitor = 4, .time = 1000 + i, .path = i});
    hits.push_back({.visitor = 4, .time = 1000 + i, .kind = 5});
  }
  for (std::uint32_t i = 0; i < 20; ++i) {
    hits.push_back({.visitor = 5, .time = 1000 + 3000 * i, .path = i});
  }
  hits.push_back({.visitor = 6, .time = 1000, .flags = 1});
  hits.push_back({.visitor = 7, .time = 1000, .flags = 2});
  insert(hits);
  rebuild(4, {.bots_off = {BotReason::NoAssets}});
  EXPECT_EQ(reason_of(3), BotReason::None);
  EXPECT_EQ(reason_of(5), BotReason::Sweep);
  rebuild();
  EXPECT_EQ(reason_of(1), BotReason::Agent);
  EXPECT_EQ(reason_of(3), BotReason::NoAssets);
  EXPECT_EQ(reason_of(4), BotReason::Rate);
  EXPECT_EQ(reason_of(6), BotReason::PostOnly);
  EXPECT_EQ(reason_of(7), BotReason::SelfReferral);
  EXPECT_EQ(reason_of(100), BotReason::None);
  rebuild(4,
          {.bots_off = {BotReason::Agent,
                        BotReason::NoAssets,
                        BotReason::Rate,
                        BotReason::Sweep,
                        BotReason::PostOnly,
                        BotReason::SelfReferral}});
  for (const std::uint64_t visitor : {1U, 3U, 4U, 5U, 6U, 7U}) {
    EXPECT_EQ(reason_of(visitor), BotReason::None) << visitor;
  }
}

// A loyal reader who comes for one new article a day is a person.
TEST_F(Store, OnePageADayIsNoSweep) {
  std::vector<TestHit> hits;
  for (std::uint32_t i = 0; i < 60; ++i) {
    hits.push_back({.visitor = 5, .time = 1000 + 86400 * i, .path = i});
  }
  insert(hits);
  rebuild();
  EXPECT_EQ(reason_of(5), BotReason::None);
}

TEST_F(Store, HalfMadeVisitsAreNotShownAsIfTheyWereAll) {
  insert({{7, 1000, 1, 1}});
  run("TRUNCATE TABLE derivation_steps");
  rebuild();  // as a kill before the note leaves it
  const auto refused = filter_of(*engine_, {}, {.as_of = {2026, 1, 1}});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::Unavailable);
  ASSERT_TRUE(derive_sessions(*engine_, {}).has_value());
  EXPECT_TRUE(filter_of(*engine_, {}, {.as_of = {2026, 1, 1}}).has_value());
}

TEST_F(Store, TheEndsOfTheKeySpaceBelongToExactlyOneRange) {
  insert({{0, 5, 1, 1}, {~0ULL, 5, 1, 1}, {~0ULL / 4, 5, 1, 1}, {~0ULL / 4 + 1, 5, 1, 1}});
  rebuild(4);
  EXPECT_EQ(sessions().size(), 4U);
}

TEST_F(Store, SessionsAreThoseOfASlowCountWhateverTheOrderAndTheNumberOfParts) {
  Rng rng(3, "sessions");
  std::vector<TestHit> hits;
  for (int i = 0; i < 20000; ++i) {
    hits.push_back({rng() % 500 * 0x0123456789abcdefULL,
                    static_cast<std::uint32_t>(rng.below(400000)),
                    1,
                    rng.below(20)});
  }
  std::map<std::uint64_t, std::vector<std::uint32_t>> times;
  for (const TestHit& hit : hits) {
    times[hit.visitor].push_back(hit.time);
  }
  decltype(sessions()) expected;
  for (auto& [visitor, at] : times) {
    std::sort(at.begin(), at.end());
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (i == 0 || at[i] - at[i - 1] > 1800) {
        expected.emplace_back(visitor, at[i], at[i], 0);
      }
      std::get<2>(expected.back()) = at[i];
      ++std::get<3>(expected.back());
    }
  }
  for (std::size_t begin = 0; begin < hits.size();
       begin += 7001) {  // several parts, in the order of chance
    insert({hits.begin() + static_cast<std::ptrdiff_t>(begin),
            hits.begin() + static_cast<std::ptrdiff_t>(std::min(begin + 7001, hits.size()))});
  }
  for (const std::uint32_t n_ranges : {1U, 3U, 16U}) {
    rebuild(n_ranges);
    EXPECT_EQ(sessions(), expected);
  }
}

}  // namespace
}  // namespace throughline::workflow
