#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <tuple>

#include "workflow/formats.hpp"
#include "workflow/import.hpp"
#include "workflow/judging.hpp"
#include "workflow/overlaps.hpp"
#include "workflow/store_fixture.hpp"

namespace throughline::workflow {
namespace {

using settings::Kind;
using testing::HasSubstr;

// Events on their way from a file to visits, with the settings of a small shop.
class Events : public StoreFixture {
 protected:
  void SetUp() override {
    ASSERT_NO_FATAL_FAILURE(StoreFixture::SetUp());
    for (const char* table : {"hits", "imports", "names", "touches", "quarantine", "sessions"}) {
      run(fmt::format("TRUNCATE TABLE {}", table));
    }
    file_ = folder_.string() + ".jsonl";
    settings_.conversions = {{.id = "order", .event = "purchase", .value = "amount"},
                             {.id = "signup", .event = "signup"}};
    settings_.sources = {{.id = "app", .kind = Kind::Events, .path = file_}};
  }

  void TearDown() override { std::filesystem::remove(file_); }

  void write(const std::string& text) { std::ofstream(file_, std::ios::binary) << text; }

  Result<Imported> import(std::size_t batch_rows = 1000) {
    const settings::Source& source = settings_.sources.front();
    TL_TRY(Opened opened, open_rows(file_));
    TL_TRY(const intake::RowFormat format, format_of(settings_, source, opened));
    return import_rows(*engine_,
                       {feed_number(source.id), source.id},
                       std::move(opened),
                       format,
                       {&classifier_, &agents_, intake::VisitorKey({1}, intake::Rotation::None), 1},
                       {.n_threads = 1, .batch_rows = batch_rows});
  }

  void derive() {
    const auto done = rebuild_sessions(*engine_, session_rules(settings_));
    ASSERT_TRUE(done.has_value()) << done.error().text();
  }

  // What a query counts in its column n.
  static std::uint64_t number(std::string_view sql) {
    const auto n = one_number(*engine_, sql);
    EXPECT_TRUE(n.has_value()) << n.error().text();
    return n.value_or(0);
  }

  // The figures of the one visit that begins at a second.
  static std::string visit_at(int second) {
    const auto answer = engine_->query(fmt::format(
        "SELECT concat(toString(views), ' views, ', toString(pages), ' pages, ', toString(events), "
        "' events, ', toString(foreground), ' s, value ', toString(value), ', engaged ', "
        "toString(engaged), ', unknown ', toString(unknown), ', bounces ', "
        "toString(bounce_plausible), toString(bounce_matomo), toString(bounce_posthog)) AS text "
        "FROM counted_visits WHERE toUInt32(start) = {}",
        kStart + second));
    EXPECT_TRUE(answer.has_value()) << answer.error().text();
    const auto* const texts = *answer->get<engine::Strings>("text");
    return texts->size() == 1 ? std::string((*texts)[0]) : fmt::format("{} visits", texts->size());
  }

  static std::string event(int second, std::string_view visitor, std::string_view rest) {
    return fmt::format(R"({{"time":{},"visitor":"{}",{}}})"
                       "\n",
                       (std::int64_t{kStart} + second) * 1000,
                       visitor,
                       rest);
  }

  static constexpr int kStart = 1'780'315'200;
  static constexpr std::string_view kPage = R"("name":"pageview","path":"/a")";

  std::string file_;
  settings::Settings settings_;
  acquisition::Classifier classifier_ = *acquisition::Classifier::make({});
  acquisition::AgentList agents_;
};

std::string engagement(int milliseconds) {
  return fmt::format(R"("name":"engagement","path":"/a","foreground":{})", milliseconds);
}

TEST_F(Events, ForegroundTimeTellsWhetherAVisitOfOnePageWasEngaged) {
  write(event(0, "reader", kPage) + event(40, "reader", engagement(30'000)) +
        event(100, "glance", kPage) + event(102, "glance", engagement(2'000)) +
        event(200, "background", kPage) + event(800, "background", engagement(4'000)) +
        event(300, "unknown", kPage));
  ASSERT_TRUE(import().has_value());
  derive();
  EXPECT_EQ(visit_at(0),
            "1 views, 1 pages, 0 events, 30 s, value 0, engaged 1, unknown 0, bounces 110");
  EXPECT_EQ(visit_at(100),
            "1 views, 1 pages, 0 events, 2 s, value 0, engaged 0, unknown 0, bounces 111");
  EXPECT_EQ(visit_at(200),
            "1 views, 1 pages, 0 events, 4 s, value 0, engaged 0, unknown 0, bounces 110");
  EXPECT_EQ(visit_at(300),
            "1 views, 1 pages, 0 events, 0 s, value 0, engaged 0, unknown 1, bounces 111");
}

TEST_F(Events, AnEngagementOpensNoVisitHoweverLateItComes) {
  write(event(0, "reader", kPage) + event(2400, "reader", engagement(2'300'000)) +
        event(2500, "reader", kPage));
  ASSERT_TRUE(import().has_value());
  derive();
  EXPECT_EQ(number("SELECT toUInt64(count()) AS n FROM sessions"), 1U);
  EXPECT_EQ(visit_at(0),
            "2 views, 2 pages, 0 events, 2300 s, value 0, engaged 1, unknown 0, bounces 000");
}

TEST_F(Events, AConversionCountsByItsEventAndItsMoneyOnlyWhereTheSettingsNameIt) {
  write(event(0, "buyer", kPage) +
        event(1, "buyer", R"("name":"purchase","path":"/b","props":{"amount":19.99})") +
        event(100, "member", kPage) +
        event(101, "member", R"("name":"signup","path":"/b","props":{"value":7})") +
        event(200, "player", kPage) + event(201, "player", R"("name":"play","path":"/a")"));
  ASSERT_TRUE(import().has_value());
  derive();
  EXPECT_EQ(visit_at(0),
            "2 views, 1 pages, 1 events, 0 s, value 1999, engaged 1, unknown 0, bounces 000");
  EXPECT_EQ(visit_at(100),
            "2 views, 1 pages, 1 events, 0 s, value 0, engaged 1, unknown 0, bounces 000");
  EXPECT_EQ(visit_at(200),
            "2 views, 1 pages, 1 events, 0 s, value 0, engaged 0, unknown 0, bounces 000");
  EXPECT_EQ(number("SELECT toUInt64(sum(goals)) AS n FROM sessions"), 2U);
}

// What the rows say, whatever batch they came in.
constexpr std::string_view kFingerprint =
    "SELECT sum(cityHash64(visitor, time, kind, path, row, touch, agent, bot, event, value)) AS n "
    "FROM hits";

std::string many_events(int n) {
  std::string text;
  for (int i = 0; i < n; ++i) {
    text += fmt::format(
        R"({{"time":{},"visitor":"v{}","name":"pageview","path":"/{}","referrer":"https://b{}.example/"}})"
        "\n",
        1'780'315'200 + i,
        i % 70,
        i % 13,
        i % 9);
    text += i % 50 == 0 ? "{broken\n" : "";
  }
  return text;
}

std::string many_records(int n) {
  std::string text = "timestamp,name,user_id,pathname,referrer,note\r\n";
  for (int i = 0; i < n; ++i) {
    text += fmt::format("2026-06-01 12:{:02}:{:02},pageview,{},/{},b{}.example,{}\r\n",
                        i / 60 % 60,
                        i % 60,
                        i % 70,
                        i % 13,
                        i % 9,
                        i % 3 == 0 ? "\"two\r\nlines, \"\"quoted\"\"\"" : "one");
  }
  return text;
}

TEST_F(Events, AFileThatGrowsGoesOnWhereItStoppedAndTwiceChangesNothing) {
  for (const Kind kind : {Kind::Events, Kind::Plausible}) {
    settings_.sources.front().kind = kind;
    const std::string text = kind == Kind::Events ? many_events(3000) : many_records(3000);
    run("TRUNCATE TABLE hits");
    run("TRUNCATE TABLE imports");
    write(text);
    ASSERT_TRUE(import().has_value());
    const std::uint64_t whole = number(kFingerprint);
    EXPECT_EQ(number("SELECT toUInt64(count()) AS n FROM hits"), 3000U);
    EXPECT_EQ(import()->lines, 0U);
    run("TRUNCATE TABLE hits");
    run("TRUNCATE TABLE imports");
    // Cut anywhere, also inside a line and inside quotes: half a row waits until it is whole.
    for (std::size_t part = 1000; part < text.size(); part += 17'777) {
      write(text.substr(0, part));
      ASSERT_TRUE(import().has_value());
    }
    write(text);
    ASSERT_TRUE(import().has_value());
    EXPECT_EQ(number("SELECT toUInt64(count()) AS n FROM hits"), 3000U);
    EXPECT_EQ(number(kFingerprint), whole);
  }
}

TEST_F(Events, ABatchThatACrashCutOffIsReadAgain) {
  settings_.sources.front().kind = Kind::Plausible;
  write(many_records(20'000));
  ASSERT_TRUE(import(3000).has_value());
  const std::uint64_t whole = number(kFingerprint);
  run("ALTER TABLE hits DELETE WHERE batch = (SELECT max(batch) FROM imports) SETTINGS "
      "mutations_sync = 2");
  run("ALTER TABLE imports DELETE WHERE state = 1 AND batch = (SELECT max(batch) FROM imports) "
      "SETTINGS mutations_sync = 2");
  ASSERT_NE(number(kFingerprint), whole);
  ASSERT_TRUE(settle_batches(*engine_).has_value());
  ASSERT_TRUE(import(3000).has_value());
  EXPECT_EQ(number(kFingerprint), whole);
}

TEST_F(Events, ASourceWithoutVisitsKeepsItsRowsAndMakesNone) {
  write(many_events(100));
  ASSERT_TRUE(import().has_value());
  settings_.sources.front().visits = false;
  derive();
  EXPECT_EQ(number("SELECT toUInt64(count()) AS n FROM hits"), 100U);
  EXPECT_EQ(number("SELECT toUInt64(count()) AS n FROM sessions"), 0U);
  settings_.sources.front().visits = true;
  derive();
  EXPECT_EQ(number("SELECT toUInt64(count()) AS n FROM sessions"), 70U);
}

TEST_F(Events, TwoKindsOfSourcesOfOneSiteAtOneTimeAreTold) {
  settings_.sources.push_back({.id = "logs", .kind = Kind::Log, .path = "access.log"});
  settings_.sources.push_back({.id = "more-logs", .kind = Kind::Log, .path = "more.log"});
  write(many_events(100));
  ASSERT_TRUE(import().has_value());
  EXPECT_EQ(overlapping_sources(*engine_, settings_)->size(), 0U);  // no log was read
  run(fmt::format(
      "INSERT INTO hits (visitor, time, kind, feed) SELECT 1, {}, 1, arrayJoin([{}, {}])",
      kStart + 50,
      feed_number("logs"),
      feed_number("more-logs")));
  const auto told = overlapping_sources(*engine_, settings_);
  ASSERT_TRUE(told.has_value()) << told.error().text();
  ASSERT_EQ(told->size(), 2U);  // the two logs share their visits
  EXPECT_THAT(told->front(), HasSubstr("app and logs tell of the same site from 2026-06-01"));
  settings_.sources.front().visits = false;
  EXPECT_EQ(overlapping_sources(*engine_, settings_)->size(), 0U);
}

TEST_F(Events, AFileOfAnotherKindIsToldWithTheKindToWrite) {
  write(many_events(10));
  settings_.sources.front().kind = Kind::Log;
  const auto as_log = import();
  ASSERT_FALSE(as_log.has_value());
  EXPECT_THAT(as_log.error().message,
              HasSubstr("is of the kind events, and the source app says log"));
  EXPECT_THAT(as_log.error().hint, HasSubstr("kind: events"));
  write(R"(1.1.1.1 - - [17/May/2015:10:00:00 +0000] "GET / HTTP/1.1" 200 5)"
        "\n");
  settings_.sources.front().kind = Kind::Plausible;
  const auto as_plausible = import();
  ASSERT_FALSE(as_plausible.has_value());
  EXPECT_THAT(as_plausible.error().message, HasSubstr("is of the kind log"));
}

}  // namespace
}  // namespace throughline::workflow
