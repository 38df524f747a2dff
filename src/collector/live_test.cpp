#include "collector/live.hpp"

#include <atomic>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "collector/reply_fixture.hpp"

namespace throughline::collector {
namespace {

using nlohmann::json;

constexpr std::int64_t kNow = 1'780'315'200'000;
constexpr std::int64_t kMinute = 60'000;

LiveEvent view(std::int64_t at, std::uint64_t visitor, std::string_view referrer = {}) {
  return {.at = at,
          .visitor = visitor,
          .site = "main",
          .name = "pageview",
          .url = "https://own.example/orders/4711?q=ann",
          .referrer = referrer};
}

json changes(LiveState& state, std::int64_t now) { return json::parse(state.changes(now)); }

TEST(LiveState, PeopleAreShownMaskedWithTheirSource) {
  LiveState state({}, 1);
  state.note(view(kNow, 7, "https://www.blog.example/post"));
  const json told = changes(state, kNow + 10);
  EXPECT_EQ(told["people"], 1);
  EXPECT_EQ(told["events"], 1);
  ASSERT_EQ(told["visits"].size(), 1U);
  EXPECT_EQ(told["visits"][0]["path"], "/orders/{number}?q=*");
  EXPECT_EQ(told["visits"][0]["source"], "blog.example");
  EXPECT_EQ(told["visits"][0]["pages"], 1);
  EXPECT_EQ(told["visits"][0]["site"], "main");
}

TEST(LiveState, OnlyWhatChangedIsToldAgain) {
  LiveState state({}, 1);
  state.note(view(kNow, 7));
  state.note(view(kNow, 8));
  EXPECT_EQ(changes(state, kNow)["visits"].size(), 2U);
  EXPECT_FALSE(state.has_news());
  state.note(view(kNow + 1, 7));
  const json told = changes(state, kNow + 1);
  EXPECT_EQ(told["visits"].size(), 1U);
  EXPECT_EQ(told["visits"][0]["pages"], 2);
  EXPECT_EQ(json::parse(state.whole(kNow + 1))["visits"].size(), 2U);
}

TEST(LiveState, WhoIsQuietForFiveMinutesIsGone) {
  LiveState state({}, 1);
  state.note(view(kNow, 7));
  EXPECT_EQ(changes(state, kNow + 5 * kMinute)["people"], 1);
  EXPECT_EQ(changes(state, kNow + 5 * kMinute + 1)["people"], 0);
}

TEST(LiveState, MarksOfFrictionAreToldWithTheirPage) {
  LiveState state({}, 1);
  LiveEvent rage = view(kNow, 7);
  rage.name = "rage-click";
  state.note(rage);
  const json told = changes(state, kNow);
  ASSERT_EQ(told["friction"].size(), 1U);
  EXPECT_EQ(told["friction"][0]["mark"], "rage-click");
  EXPECT_EQ(told["friction"][0]["path"], "/orders/{number}?q=*");
  EXPECT_EQ(told["friction"][0]["id"], told["visits"][0]["id"]);
  EXPECT_EQ(told["visits"][0]["friction"], 1);
  EXPECT_EQ(told["visits"][0]["pages"], 0);
}

TEST(LiveState, ASourceIsNewOnce) {
  LiveState state({}, 1);
  const std::vector<KnownSource> known = {{.name = "old.example"}};
  state.know(known);
  state.note(view(kNow, 1, "https://old.example/"));
  state.note(view(kNow, 2, "https://new.example/a"));
  state.note(view(kNow, 3, "https://new.example/b"));
  state.note(view(kNow, 4, "https://www.own.example/"));
  const json told = changes(state, kNow);
  ASSERT_EQ(told["new_sources"].size(), 1U);
  EXPECT_EQ(told["new_sources"][0]["source"], "new.example");
}

// Sends `n` people of a source within a minute.
void send(LiveState& state, std::int64_t at, std::uint64_t first, int n) {
  for (int i = 0; i < n; ++i) {
    state.note(view(at, first + static_cast<std::uint64_t>(i), "https://blog.example/"));
  }
}

TEST(LiveState, ASourceThatSuddenlySendsManyIsASpikeWithAClock) {
  LiveState state({}, 1);
  state.know({});
  send(state, kNow, 100, 19);
  EXPECT_TRUE(changes(state, kNow)["spikes"].empty());
  send(state, kNow + kMinute, 200, 10);
  const json told = changes(state, kNow + kMinute);
  ASSERT_EQ(told["spikes"].size(), 1U);
  EXPECT_EQ(told["spikes"][0]["source"], "blog.example");
  EXPECT_EQ(told["spikes"][0]["people"], 29);
  EXPECT_EQ(told["spikes"][0]["began"], kNow);
  EXPECT_EQ(told["spikes"][0]["answer_by"], kNow + 60 * kMinute);
  EXPECT_TRUE(changes(state, kNow + 20 * kMinute)["spikes"].empty()) << "it ends by itself";
}

TEST(LiveState, ASourceThatAlwaysSendsManyIsNone) {
  LiveState state({}, 1);
  const std::vector<KnownSource> known = {{.name = "blog.example", .people_a_minute = 30.0}};
  state.know(known);
  for (int minute = 0; minute < 30; ++minute) {
    send(state, kNow + minute * kMinute, 1000U * static_cast<unsigned>(minute), 30);
    EXPECT_TRUE(changes(state, kNow + minute * kMinute)["spikes"].empty());
  }
}

TEST(LiveState, WithoutKnowledgeNoSpikeIsToldInTheFirstHour) {
  LiveState state({}, 1);
  send(state, kNow, 1, 100);
  EXPECT_TRUE(changes(state, kNow)["spikes"].empty());
  send(state, kNow + 90 * kMinute, 1000, 200);
  EXPECT_EQ(changes(state, kNow + 90 * kMinute)["spikes"].size(), 1U);
}

TEST(LiveState, MemoryAndMessagesAreBounded) {
  LiveState state({.most_people = 50, .most_sources = 10, .most_known = 20, .most_shown = 5}, 1);
  for (std::uint64_t i = 0; i < 1'000; ++i) {
    const std::string referrer = "https://h" + std::to_string(i) + ".example/";
    state.note(view(kNow, i, referrer));
  }
  EXPECT_LE(state.n_people(), 51U);
  const json told = changes(state, kNow);
  EXPECT_EQ(told["visits"].size(), 5U);
  EXPECT_EQ(told["visits_left_out"], 45);
  EXPECT_EQ(told["people_not_kept"], 950);
  EXPECT_EQ(told["new_sources"].size(), 5U);
  EXPECT_EQ(told["new_sources_left_out"], 15);
}

RC_GTEST_PROP(LiveState, AnythingMakesJson, ()) {
  LiveState state({}, 1);
  const auto url = "https://own.example/" + *rc::gen::arbitrary<std::string>();
  const auto referrer = "https://" + *rc::gen::arbitrary<std::string>();
  LiveEvent event = view(kNow, 1);
  event.url = url;
  event.referrer = referrer;
  state.note(event);
  event.name = "error";
  state.note(event);
  const std::string told = state.changes(kNow);
  RC_ASSERT(!json::parse(told, nullptr, false).is_discarded());
}

TEST(SourcePulse, AUsualWindowHidesNoSpikeOfTenTimesItself) {
  SourcePulse pulse(0.5);
  for (int i = 0; i < 50; ++i) {
    pulse.add(1'000'000);
  }
  EXPECT_DOUBLE_EQ(pulse.expected({}), 5.0);
  EXPECT_TRUE(pulse.is_spike({}));
  EXPECT_EQ(pulse.began(), 1'000'000);
}

TEST(Live, WhoSubscribesIsToldEverythingAndThenWhatChanges) {
  std::atomic<std::int64_t> now = kNow;
  Live live([&] { return now.load(); }, {.pace = 1});
  const std::vector<LiveEvent> first = {view(kNow, 1)};
  live.note(first);
  const auto stream = std::make_shared<KeptStream>();
  live.subscribe(stream);
  EXPECT_TRUE(json::parse(stream->sent().at(0).second)["whole"].get<bool>());
  const std::vector<LiveEvent> second = {view(kNow, 2)};
  live.note(second);
  const auto has_second = [&] {
    for (const auto& [name, data] : stream->sent()) {
      if (json::parse(data)["people"] == 2) {
        return true;
      }
    }
    return false;
  };
  while (!has_second()) {
    std::this_thread::yield();
  }
  stream->hang_up();
  while (live.n_streams() > 0) {
    std::this_thread::yield();
  }
}

TEST(Live, TheOldestOfTooManyStreamsIsLetGo) {
  Live live([] { return kNow; }, {.most_streams = 2});
  for (int i = 0; i < 3; ++i) {
    live.subscribe(std::make_shared<KeptStream>());
  }
  EXPECT_EQ(live.n_streams(), 2U);
}

}  // namespace
}  // namespace throughline::collector
