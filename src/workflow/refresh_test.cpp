#include "workflow/refresh.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <sys/wait.h>

#include "base/random.hpp"
#include "workflow/judging.hpp"
#include "workflow/scope.hpp"
#include "workflow/store_fixture.hpp"

namespace throughline::workflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Refresh : public StoreFixture {
 protected:
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(StoreFixture::SetUp());
    for (const char* table :
         {"hits", "imports", "names", "touches", "quarantine", "sessions", "derivation_steps"}) {
      run(fmt::format("TRUNCATE TABLE {}", table));
    }
    workspace_.folder = folder_.string() + "-workspace";
    std::filesystem::remove_all(workspace_.folder);
    std::filesystem::create_directories(segments());
    workspace_.settings.sites = {{.id = "main", .hosts = {"own.example"}, .market = "de"}};
    workspace_.settings.conversions = {{.id = "order", .event = "purchase", .value = "amount"}};
  }

  void TearDown() override { std::filesystem::remove_all(workspace_.folder); }

  [[nodiscard]] std::filesystem::path segments() const {
    return workspace_.hidden() / "collected" / "main";
  }

  void append(int segment, std::string_view lines) const {
    const std::filesystem::path file = segments() / fmt::format("{:06}.jsonl", segment);
    const bool is_new = !std::filesystem::exists(file);
    std::ofstream out(file, std::ios::app | std::ios::binary);
    if (is_new) {
      out << fmt::format("# throughline.collected/1 main {} 0123abcd{}\n", segment, segment);
    }
    out << lines;
  }

  // One event of somebody, at a second since noon of 1 June 2026.
  static std::string event(std::uint64_t visitor, std::uint64_t at, std::string_view what = {}) {
    return fmt::format(
        R"({{"time":{},"visitor":"{:016x}","name":"{}","url":"https://own.example/p{}"}})"
        "\n",
        1780315200000 + at * 1000,
        visitor * 0x0123456789abcdefULL,
        what.empty() ? "pageview" : what,
        at % 7);
  }

  Refreshed refresh_now(const SwapGate& gate = {}) {
    const auto segments = collected_segments(workspace_);
    EXPECT_TRUE(segments.has_value()) << segments.error().text();
    const auto done = refresh(*engine_, workspace_, {.segments = *segments, .at_swap = gate});
    EXPECT_TRUE(done.has_value()) << done.error().text();
    return done.value_or(Refreshed{});
  }

  // Every column of every session.
  static std::string sessions() {
    const auto rows = engine_->query(
        "SELECT toString(groupArray(row)) AS rows FROM (SELECT toString(tuple(*)) AS row FROM "
        "sessions ORDER BY visitor, start, ordinal)");
    EXPECT_TRUE(rows.has_value()) << rows.error().text();
    return std::string((**rows->get<engine::Strings>("rows"))[0]);
  }

  // What a store makes of the same hits that never made sessions before.
  std::string sessions_from_the_start() const {
    const auto rebuilt = rebuild_sessions(*engine_, session_rules(workspace_.settings));
    EXPECT_TRUE(rebuilt.has_value()) << rebuilt.error().text();
    return sessions();
  }

  static std::uint64_t number(std::string_view sql) {
    const auto answer = one_number(*engine_, sql);
    EXPECT_TRUE(answer.has_value()) << answer.error().text();
    return answer.value_or(0);
  }

  Workspace workspace_;
};

TEST_F(Refresh, NothingCollectedIsNothingToDo) {
  EXPECT_EQ(refresh_now().lines, 0U);
  std::filesystem::remove_all(workspace_.hidden());
  EXPECT_EQ(refresh_now().lines, 0U);
}

TEST_F(Refresh, EventsInWhateverSplitMakeTheSameSessionsAsAllAtOnce) {
  Rng rng(11, "refresh");
  std::vector<std::string> events;
  for (int i = 0; i < 3000; ++i) {
    const std::uint64_t kind = rng.below(10);
    events.push_back(event(rng.below(200),
                           rng.below(400000),
                           kind == 0   ? "purchase"
                           : kind == 1 ? "signup"
                                       : "pageview"));
  }
  std::size_t at = 0;
  int segment = 1;
  for (const std::size_t n : {1200U, 1U, 300U, 40U, 800U, 3U, 656U}) {
    std::string lines;
    for (std::size_t i = 0; i < n; ++i) {
      lines += events[at++];
    }
    append(segment, lines);
    EXPECT_EQ(refresh_now().hits, n);
    segment += rng.bernoulli(0.5) ? 1 : 0;
    if (n == 300) {
      EXPECT_EQ(refresh_now().lines, 0U);
    }
  }
  ASSERT_EQ(at, events.size());
  const std::string refreshed = sessions();
  EXPECT_GT(refreshed.size(), 10000U);
  EXPECT_TRUE(refreshed == sessions_from_the_start());
}

TEST_F(Refresh, SessionsOfThoseWhoAreNotTouchedAreNotMadeAgain) {
  append(1, event(1, 10) + event(2, 20) + event(3, 30) + event(4, 40) + event(5, 50));
  refresh_now();
  run("ALTER TABLE sessions DELETE WHERE 1 SETTINGS mutations_sync = 1");  // as if none were there
  append(1, event(2, 60));
  refresh_now();
  EXPECT_EQ(number("SELECT toUInt64(count()) AS n FROM sessions"), 1U);
  EXPECT_EQ(number("SELECT toUInt64(sum(views)) AS n FROM sessions"), 2U);
}

TEST_F(Refresh, OnlyTheSwapIsDoneBehindTheGateAndOldVisitsAreShownUntilThen) {
  append(1, event(1, 10) + event(2, 20) + event(3, 30) + event(4, 40) + event(5, 50));
  refresh_now();
  append(1, event(2, 60));
  int n_swaps = 0;
  const std::string before = sessions();
  const Refreshed done = refresh_now([&](const std::function<Result<void>()>& swap) {
    EXPECT_EQ(sessions(), before);
    EXPECT_TRUE(filter_of(*engine_, workspace_, {.as_of = {2026, 7, 1}}).has_value());
    ++n_swaps;
    auto swapped = swap();
    EXPECT_NE(sessions(), before);
    return swapped;
  });
  EXPECT_TRUE(done.visits_changed);
  EXPECT_EQ(n_swaps, 1);
}

TEST_F(Refresh, AnEndOnEitherSideOfTheSwapIsMadeGoodByTheNextCall) {
  append(1, event(1, 10) + event(2, 20) + event(3, 30) + event(4, 40) + event(5, 50));
  refresh_now();
  for (const bool swaps : {false, true}) {
    append(1, event(2, swaps ? 70 : 60));
    const auto segments = collected_segments(workspace_);
    const auto ended =
        refresh(*engine_,
                workspace_,
                {.segments = *segments,
                 .at_swap = [&](const std::function<Result<void>()>&) -> Result<void> {
                   if (swaps) {
                     TL_CHECK(engine_->execute("EXCHANGE TABLES sessions AND sessions_next"));
                   }
                   return fail(ErrorCode::Unavailable, "killed");
                 }});
    ASSERT_FALSE(ended.has_value());
    EXPECT_TRUE(filter_of(*engine_, workspace_, {.as_of = {2026, 7, 1}}).has_value());
    EXPECT_TRUE(refresh_now().visits_changed);
    const std::string refreshed = sessions();
    EXPECT_TRUE(refreshed == sessions_from_the_start());
  }
}

TEST_F(Refresh, RowsTheSettingsRefuseAreQuarantinedHoweverMany) {
  append(1,
         R"({"time":1780315200000,"visitor":"00000000000000ff","name":"purchase",)"
         R"("url":"https://own.example/x","amount":"nothing"})"
         "\n");
  const Refreshed done = refresh_now();
  EXPECT_EQ(done.rejects, 1U);
  EXPECT_EQ(number("SELECT toUInt64(count()) AS n FROM quarantine"), 1U);
}

TEST_F(Refresh, WhatMayNotBeReadYetIsLeft) {
  append(1, event(1, 10));
  auto segments = *collected_segments(workspace_);
  append(1, event(2, 20) + R"({"time":17803)");
  auto done = refresh(*engine_, workspace_, {.segments = segments});
  ASSERT_TRUE(done.has_value()) << done.error().text();
  EXPECT_EQ(done->hits, 1U);
  EXPECT_EQ(refresh_now().hits, 1U);
  EXPECT_EQ(refresh_now().lines, 0U);
  EXPECT_EQ(number("SELECT toUInt64(count()) AS n FROM quarantine"), 0U);
}

TEST_F(Refresh, ASegmentMayGoOnceItIsClosedAndAllOfItIsInTheStore) {
  append(1, event(1, 10));
  append(2, event(2, 20));
  const auto segments = collected_segments(workspace_);
  ASSERT_TRUE(segments.has_value()) << segments.error().text();
  EXPECT_THAT(*imported_segments(*engine_, *segments), IsEmpty());
  refresh_now();
  EXPECT_THAT(*imported_segments(*engine_, *segments),
              ElementsAre(this->segments() / "000001.jsonl"));
  append(1, event(1, 30));
  EXPECT_THAT(*imported_segments(*engine_, *collected_segments(workspace_)), IsEmpty());
}

TEST_F(Refresh, EventsOfASiteBelongToItsMarket) {
  append(1, event(1, 10));
  refresh_now();
  const Scope scope{.as_of = {2026, 7, 1}, .market = "de"};
  const auto filter = filter_of(*engine_, workspace_, scope);
  ASSERT_TRUE(filter.has_value()) << filter.error().text();
  EXPECT_THAT(filter->feeds, ElementsAre(feed_number("collected-main")));
}

}  // namespace
}  // namespace throughline::workflow
