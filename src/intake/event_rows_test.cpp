#include "intake/event_rows.hpp"

#include <gmock/gmock.h>

#include "base/random.hpp"
#include "intake/whole_source.hpp"

namespace throughline::intake {
namespace {

using schema::BotReason;
using schema::HitKind;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::uint32_t kNoon = 1'780'315'200;  // 2026-06-01 12:00 UTC
constexpr std::string_view kFirefox =
    "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0";

const EventMoney kMoney{.property_of = {{"purchase", "amount"}}, .currency = "EUR"};

Result<Whole> read(const std::string& text,
                   const ColumnNames& named = {},
                   const ReadOptions& options = {}) {
  TL_TRY(const RowFormat format, event_rows(named, kMoney, text, "events.jsonl"));
  return read_whole(text, format, options);
}

// A line with what every event has, and more.
std::string event(std::string_view more) {
  return fmt::format(R"({{"time":"2026-06-01T12:00:00Z","visitor":"v1",{}}})"
                     "\n",
                     more);
}

TEST(EventRows, APageviewIsAPageOfItsVisitor) {
  const auto whole = read(event(
      R"("name":"pageview","url":"https://www.own.example/refill?utm_source=news&x=1#top","referrer":"https://blog.example/post")"));
  ASSERT_TRUE(whole.has_value()) << whole.error().text();
  const HitColumns& hits = whole->hits;
  EXPECT_THAT(hits.time, ElementsAre(kNoon));
  EXPECT_THAT(hits.kind, ElementsAre(static_cast<std::uint8_t>(HitKind::Page)));
  EXPECT_THAT(hits.event, ElementsAre(0U));
  EXPECT_THAT(hits.visitor, ElementsAre(rules().visitors.of_id("v1", rules().site, kNoon)));
  EXPECT_EQ(whole->words.at(hits.path[0]), "/refill");
  EXPECT_THAT(whole->touches.at(hits.touch[0]), HasSubstr("source=news"));
}

TEST(EventRows, TimesAreReadAsMillisecondsSecondsAndIso) {
  for (const char* time : {"1780315200000", "1780315200", "\"2026-06-01T14:00:00.250+02:00\""}) {
    const auto whole = read(fmt::format(R"({{"ts":{},"visitor":7,"type":"pageview","path":"/"}})"
                                        "\n",
                                        time));
    ASSERT_TRUE(whole.has_value()) << time << whole.error().text();
    EXPECT_THAT(whole->hits.time, ElementsAre(kNoon)) << time;
  }
}

TEST(EventRows, AnEngagementCarriesItsForegroundTimeAndAnyOtherEventItsMoney) {
  const auto whole =
      read(event(R"("name":"engagement","path":"/a","foreground":12500)") +
           event(R"("name":"purchase","path":"/a","amount":19.99,"currency":"EUR")") +
           event(R"("name":"purchase","path":"/a","props":{"amount":"7.5"})") +
           event(R"("name":"signup","path":"/a","props":{"value":3,"plan":{"deep":[1,2]}})") +
           event(R"("name":"rating","path":"/a","value":"five stars")"));
  ASSERT_TRUE(whole.has_value()) << whole.error().text();
  EXPECT_THAT(whole->hits.value, ElementsAre(12500, 1999, 750, 300, 0));
  EXPECT_EQ(whole->words.at(whole->hits.event[0]), "engagement");
  EXPECT_EQ(whole->hits.event[1], hash_bytes("purchase"));
  EXPECT_THAT(whole->hits.kind, testing::Each(static_cast<std::uint8_t>(HitKind::Event)));
}

TEST(EventRows, AReferrerOnThePagesOwnHostIsNone) {
  const auto whole = read(
      event(
          R"("name":"pageview","url":"https://www.shop.example/b","referrer":"https://shop.example/a")") +
      event(
          R"("name":"pageview","url":"https://shop.example/b","referrer":"https://shop.example.evil.example/a")"));
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(whole->hits.touch[0], 0U);
  EXPECT_NE(whole->hits.touch[1], 0U);
}

TEST(EventRows, ProgramsNameThemselvesAndAppsNeedNoAgent) {
  const auto whole =
      read(event(R"("name":"pageview","path":"/","agent":"Googlebot/2.1")") +
           event(R"("name":"pageview","path":"/")") +
           event(fmt::format(R"("name":"pageview","path":"/","agent":"{}")", kFirefox)));
  ASSERT_TRUE(whole.has_value());
  EXPECT_THAT(whole->hits.bot, ElementsAre(static_cast<std::uint8_t>(BotReason::Agent), 0, 0));
}

TEST(EventRows, EachKindOfBrokenLineIsKeptWithItsReasonAndPlace) {
  const std::string good = event(R"("name":"pageview","path":"/")");
  const std::vector<std::pair<std::string, std::string>> broken = {
      {"{\"time\":\n", "not a JSON object"},
      {"[1,2]\n", "not a JSON object"},
      {R"({"visitor":"v","name":"pageview","path":"/"})"
       "\n",
       "no valid time"},
      {R"({"time":"yesterday","visitor":"v","name":"pageview","path":"/"})"
       "\n",
       "no valid time"},
      {R"({"time":1780315200000,"name":"pageview","path":"/"})"
       "\n",
       "no visitor"},
      {event(R"("name":"","path":"/")"), "no name"},
      {event(R"("name":"pageview")"), "no valid address"},
      {event(R"("name":"pageview","url":"nonsense")"), "no valid address"},
      {event(R"("name":"engagement","path":"/")"), "foreground"},
      {event(R"("name":"engagement","path":"/","foreground":-1)"), "foreground"},
      {event(R"("name":"purchase","path":"/","amount":"a lot")"), "amount of money"},
      {event(R"("name":"purchase","path":"/","amount":5,"currency":"USD")"), "another currency"},
      {"{\"time\":1,\x02}\n", "binary"},
      {std::string(70000, '{') + "\n", "longer than"},
  };
  for (const auto& [text, reason] : broken) {
    const auto whole = read(good + good + text + good);
    ASSERT_TRUE(whole.has_value()) << reason;
    ASSERT_EQ(whole->rejects.size(), 1U) << reason;
    EXPECT_THAT(whole->rejects[0].reason, HasSubstr(reason));
    EXPECT_EQ(whole->rejects[0].line, 3U);
    EXPECT_EQ(whole->rejects[0].offset, 2 * good.size());
    EXPECT_EQ(whole->hits.size(), 3U);
  }
}

TEST(EventRows, ColumnsGiveOtherNamesAndAMissingOneIsTold) {
  const std::string line = R"({"when":1780315200000,"who":"v1","what":"pageview","url":"/a"})"
                           "\n";
  const auto told = read(line, {{"time", "when"}, {"visitor", "who"}, {"name", "what"}});
  ASSERT_TRUE(told.has_value()) << told.error().text();
  EXPECT_EQ(told->hits.size(), 1U);
  const auto untold = read(line, {{"time", "when1"}});
  ASSERT_FALSE(untold.has_value());
  EXPECT_THAT(untold.error().message, HasSubstr("no column when1, which columns names for time"));
  EXPECT_THAT(untold.error().hint, HasSubstr("url, what, when, who; did you mean when?"));
}

TEST(EventRows, AFileOfOtherObjectsIsNotSwallowed) {
  const auto whole = read("{\"a\":1}\n{\"a\":2}\n");
  ASSERT_FALSE(whole.has_value());
  EXPECT_THAT(whole.error().message, HasSubstr("events.jsonl has no column for time"));
}

std::string many_events(int n) {
  Rng rng(1, "events");
  std::string text;
  for (int i = 0; i < n; ++i) {
    text += fmt::format(
        R"({{"time":{},"visitor":"v{}","name":"{}","path":"/p{}","referrer":"https://b{}.example/","foreground":{}}})"
        "\n",
        1'780'315'200'000 + static_cast<std::int64_t>(rng.below(86'400'000)),
        rng.below(100),
        rng.below(3) == 0 ? "engagement" : "pageview",
        rng.below(50),
        rng.below(30),
        rng.below(60'000));
    if (rng.below(40) == 0) {
      text += rng.below(2) == 0 ? "{broken\n" : "\n";
    }
  }
  return text;
}

TEST(EventRows, BlocksBatchesAndThreadsNeverChangeTheRows) {
  const std::string text = many_events(2000);
  const auto one = read(text, {}, {.block_bytes = 1U << 24U, .n_threads = 0});
  ASSERT_TRUE(one.has_value());
  for (const std::size_t block : {1000U, 4096U, 50000U}) {
    for (const unsigned n_threads : {0U, 1U, 3U}) {
      const auto other =
          read(text, {}, {.batch_rows = 100, .block_bytes = block, .n_threads = n_threads});
      ASSERT_TRUE(other.has_value());
      EXPECT_EQ(columns_of(other->hits), columns_of(one->hits));
      EXPECT_EQ(other->words, one->words);
      EXPECT_EQ(other->touches, one->touches);
      ASSERT_EQ(other->rejects.size(), one->rejects.size());
      EXPECT_EQ(other->rejects.back().line, one->rejects.back().line);
    }
  }
}

}  // namespace
}  // namespace throughline::intake
