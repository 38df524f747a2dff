#include "intake/plausible_rows.hpp"

#include <gmock/gmock.h>

#include "base/random.hpp"
#include "intake/whole_source.hpp"

namespace throughline::intake {
namespace {

using schema::HitKind;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::uint32_t kNoon = 1'780'315'200;  // 2026-06-01 12:00 UTC

const EventMoney kMoney{.property_of = {{"Purchase", "amount"}}, .currency = "EUR"};

Result<Whole> read(const std::string& text,
                   const ReadOptions& options = {},
                   std::string_view head = {}) {
  TL_TRY(const RowFormat format,
         plausible_rows({}, kMoney, head.empty() ? text : head, "events.csv"));
  return read_whole(text, format, options);
}

constexpr std::string_view kHead = "timestamp,name,user_id,hostname,pathname,referrer,utm_source\n";

TEST(PlausibleRows, AnExportOfClickHouseIsReadWhateverTheOrderOfItsColumns) {
  const auto whole = read(
      "\"name\",\"site_id\",\"pathname\",\"hostname\",\"user_id\",\"timestamp\",\"referrer\","
      "\"meta.key\",\"meta.value\",\"engagement_time\",\"browser\",\"operating_system\"\r\n"
      "\"pageview\",1,\"/a\",\"own.example\",1234567890123456789,\"2026-06-01 12:00:00\","
      "\"blog.example/post\",\"[]\",\"[]\",0,\"Firefox\",\"Mac\"\r\n"
      "\"engagement\",1,\"/a\",\"own.example\",1234567890123456789,\"2026-06-01 12:00:00\","
      "\"blog.example/post\",\"[]\",\"[]\",42000,\"Firefox\",\"Mac\"\r\n"
      "\"Purchase\",1,\"/a\",\"own.example\",1234567890123456789,\"2026-06-01 12:00:00\","
      "\"blog.example/post\",\"['plan','amount']\",\"['it\\'s, "
      "\"\"big\"\"','19.99']\",0,\"Firefox\","
      "\"Mac\"\r\n");
  ASSERT_TRUE(whole.has_value()) << whole.error().text();
  const HitColumns& hits = whole->hits;
  EXPECT_THAT(hits.time, ElementsAre(kNoon, kNoon, kNoon));
  EXPECT_THAT(hits.kind, ElementsAre(1, 2, 2));
  EXPECT_THAT(hits.value, ElementsAre(0, 42000, 1999));
  EXPECT_THAT(hits.bot, ElementsAre(0, 0, 0));
  EXPECT_EQ(hits.visitor[0], rules().visitors.of_id("1234567890123456789", rules().site, kNoon));
  EXPECT_THAT(whole->touches.at(hits.touch[0]), HasSubstr("source=blog.example"));
  EXPECT_EQ(whole->words.at(hits.agent[0]), "Firefox on Mac");
  EXPECT_EQ(whole->blank, 1U);
}

TEST(PlausibleRows, TagsStandInColumnsOfTheirOwn) {
  const auto whole = read(
      "timestamp;name;user_id;pathname;referrer;referrer_source;utm_source;utm_medium;utm_campaign;"
      "click_id_param\n"
      "2026-06-01 12:00:00;pageview;1;/;;news;;;;\n"
      "2026-06-01 12:00:00;pageview;2;/;google.com;Google;google;cpc;spring & more;\n"
      "2026-06-01 12:00:00;pageview;3;/;google.com;Google;;;;gclid\n"
      "2026-06-01 12:00:00;pageview;4;/;\\N;\\N;\\N;\\N;\\N;\\N\n");
  ASSERT_TRUE(whole.has_value()) << whole.error().text();
  const auto touch = [&](std::size_t i) { return whole->touches.at(whole->hits.touch[i]); };
  EXPECT_THAT(touch(0), HasSubstr("source=news"));
  EXPECT_THAT(touch(1), HasSubstr("paid-search source=google medium=cpc"));
  EXPECT_THAT(touch(2), HasSubstr("paid-search"));
  EXPECT_EQ(whole->hits.touch[3], 0U);
}

// Plausible's older versions told that a page was left, and not for how long it was looked at.
TEST(PlausibleRows, LeavingAPageTellsNothingOfAttention) {
  const auto whole = read(
      "timestamp,name,user_id,pathname,engagement_time\n"
      "2026-06-01 12:00:00,pageleave,1,/,\n"
      "2026-06-01 12:00:00,engagement,1,/,0\n");
  ASSERT_TRUE(whole.has_value()) << whole.error().text();
  EXPECT_THAT(whole->hits.kind, testing::Each(static_cast<std::uint8_t>(HitKind::Api)));
}

TEST(PlausibleRows, MoneyIsThatOfTheWorkspacesCurrencyOrRefused) {
  const std::string head =
      "timestamp,name,user_id,pathname,revenue_source_amount,revenue_source_currency,"
      "revenue_reporting_amount,revenue_reporting_currency\n";
  const std::string row = "2026-06-01 12:00:00,Purchase,1,/,";
  const auto whole = read(head + row + "10.500,EUR,12.000,USD\n" + row + "12.000,USD,10.500,EUR\n" +
                          row + "12.000,USD,9.000,GBP\n" + row + ",,,\n");
  ASSERT_TRUE(whole.has_value()) << whole.error().text();
  EXPECT_THAT(whole->hits.value, ElementsAre(1050, 1050, 0));
  ASSERT_EQ(whole->rejects.size(), 1U);
  EXPECT_THAT(whole->rejects[0].reason, HasSubstr("another currency"));
}

TEST(PlausibleRows, ARecordMaySpanLinesAndItsPlaceIsThatOfItsFirst) {
  const std::string head = "timestamp,name,user_id,pathname,note\n";
  const std::string two = "2026-06-01 12:00:00,pageview,1,/,\"first\nsecond\"\n";
  const auto whole = read(head + two + two + "2026-06-01 12:00:00,pageview,1,/\n" + two);
  ASSERT_TRUE(whole.has_value()) << whole.error().text();
  EXPECT_EQ(whole->hits.size(), 3U);
  ASSERT_EQ(whole->rejects.size(), 1U);
  EXPECT_THAT(whole->rejects[0].reason, HasSubstr("number of columns"));
  EXPECT_EQ(whole->rejects[0].line, 6U);
  EXPECT_EQ(whole->rejects[0].offset, head.size() + 2 * two.size());
  EXPECT_EQ(whole->end_line, 8U);
  EXPECT_EQ(whole->lines, 5U);
}

TEST(PlausibleRows, EachKindOfBrokenRecordIsKept) {
  const std::string good = "2026-06-01 12:00:00,pageview,1,h,/,,\n";
  for (const auto& [text, reason] : std::vector<std::pair<std::string, std::string>>{
           {"0000-00-00 00:00:00,pageview,1,h,/,,\n", "no valid time"},
           {"2026-06-01 12:00:00,pageview,,h,/,,\n", "no visitor"},
           {"2026-06-01 12:00:00,,1,h,/,,\n", "no name"},
           {"2026-06-01 12:00:00,pageview,1,h,,,\n", "no valid address"},
           {"2026-06-01 12:00:00,pageview,1,h,/,\x01,\n", "binary"},
           {"2026-06-01 12:00:00,pageview,1,h,/,\"open,\n", "quotes that do not end"}}) {
    const auto whole = read(std::string(kHead) + good + text + good + good);
    ASSERT_TRUE(whole.has_value()) << reason;
    ASSERT_EQ(whole->rejects.size(), 1U) << reason;
    EXPECT_THAT(whole->rejects[0].reason, HasSubstr(reason));
    EXPECT_EQ(whole->hits.size(), 3U) << reason;
  }
}

TEST(PlausibleRows, AMarkBeforeTheHeadAndFilesBehindOneAnotherAreFine) {
  const std::string file =
      "\xEF\xBB\xBF" + std::string(kHead) + "2026-06-01 12:00:00,pageview,1,h,/,,\r\n\r\n";
  const auto whole = read(file + file);
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(whole->hits.size(), 2U);
  EXPECT_EQ(whole->blank, 4U);
}

TEST(PlausibleRows, AMissingColumnIsToldWithTheFilesOnes) {
  const auto none = read("timestamp,name,userid,pathname\n");
  ASSERT_FALSE(none.has_value());
  EXPECT_THAT(none.error().message, HasSubstr("events.csv has no column for visitor"));
  EXPECT_THAT(none.error().hint, HasSubstr("timestamp, name, userid, pathname"));
}

std::string many_records(int n) {
  Rng rng(1, "plausible");
  std::string text = "timestamp,name,user_id,pathname,referrer,note\n";
  for (int i = 0; i < n; ++i) {
    text += fmt::format("2026-06-{:02} {:02}:00:00,pageview,{},/p{},b{}.example,{}\n",
                        1 + rng.below(30),
                        rng.below(24),
                        rng.below(500),
                        rng.below(60),
                        rng.below(40),
                        rng.below(3) == 0 ? "\"a \"\"quoted\"\",\n second line\"" : "plain");
    if (rng.below(200) == 0) {
      text += "2026-06-01 12:00:00,pageview,1,/,\"open,x\n";
    }
  }
  return text;
}

TEST(PlausibleRows, BlocksBatchesThreadsAndGoingOnNeverChangeTheRows) {
  const std::string text = many_records(20000);
  const auto one = read(text, {.block_bytes = 1U << 26U, .n_threads = 0});
  ASSERT_TRUE(one.has_value()) << one.error().text();
  ASSERT_GT(one->rejects.size(), 10U);
  for (const unsigned n_threads : {0U, 2U}) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ends;
    const ReadOptions options{.batch_rows = 3000, .block_bytes = 1, .n_threads = n_threads};
    const auto other = read(text, options);
    ASSERT_TRUE(other.has_value());
    ASSERT_GT(other->n_batches, 5U);
    EXPECT_EQ(columns_of(other->hits), columns_of(one->hits));
    EXPECT_EQ(other->words, one->words);
    EXPECT_EQ(other->touches, one->touches);
    ASSERT_EQ(other->rejects.size(), one->rejects.size());
    EXPECT_EQ(other->rejects.back().line, one->rejects.back().line);
    EXPECT_EQ(other->rejects.back().offset, one->rejects.back().offset);
  }
}

}  // namespace
}  // namespace throughline::intake
