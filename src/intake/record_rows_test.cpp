#include "intake/record_rows.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "intake/amount.hpp"
#include "intake/whole_source.hpp"

namespace throughline::intake {
namespace {

using testing::ElementsAre;

CellRules cell_rules(const char* zone = "Europe/Berlin") {
  return {.zone = *TimeZone::named(zone), .currency = "EUR"};
}

TEST(PlainNumber, IsReadByTheMarkThatTheFileUses) {
  EXPECT_EQ(plain_number("1,234.50", DecimalMark::Point), "1234.50");
  EXPECT_EQ(plain_number("1.234,50", DecimalMark::Comma), "1234.50");
  EXPECT_EQ(plain_number("-1'234'567", DecimalMark::Point), "-1234567");
  EXPECT_EQ(plain_number("1\xC2\xA0"
                         "234,5",
                         DecimalMark::Comma),
            "1234.5");
  EXPECT_EQ(plain_number(".5", DecimalMark::Point), "0.5");
}

TEST(PlainNumber, WrittenTheOtherWayRoundIsNoNumber) {
  for (const char* const text :
       {"12,5", "1,23", "0,125", "1234,567", "1.2.3", "", "-", ".", "1e5"}) {
    EXPECT_EQ(plain_number(text, DecimalMark::Point), std::nullopt) << text;
  }
  for (const char* const text : {"12.5", "0.125", "1,2,3"}) {
    EXPECT_EQ(plain_number(text, DecimalMark::Comma), std::nullopt) << text;
  }
}

RC_GTEST_PROP(PlainNumber, GroupsChangeNothing, (std::uint32_t whole, std::uint8_t cents)) {
  std::string grouped = std::to_string(whole);
  for (std::size_t at = grouped.size(); at > 3; at -= 3) {
    grouped.insert(at - 3, ".");
  }
  const std::string part = fmt::format("{:02}", cents % 100);
  RC_ASSERT(plain_number(grouped + "," + part, DecimalMark::Comma) ==
            std::to_string(whole) + "." + part);
}

TEST(ReadTime, AWallClockBelongsToTheZone) {
  const auto berlin = *TimeZone::named("Europe/Berlin");
  const auto shown = [&](std::string_view text) {
    const auto at = read_time(text, berlin);
    return at ? format_timestamp(*at) : std::string("none");
  };
  EXPECT_EQ(shown("2026-06-30T12:00:00Z"), "2026-06-30T12:00:00Z");
  EXPECT_EQ(shown("2026-06-30 12:00:00 +0200"), "2026-06-30T10:00:00Z");
  EXPECT_EQ(shown("2026-06-30 12:00:00 UTC"), "2026-06-30T12:00:00Z");
  EXPECT_EQ(shown("30.06.2026 12:00"), "2026-06-30T10:00:00Z");
  EXPECT_EQ(shown("2026-06-30"), "2026-06-29T22:00:00Z");
  EXPECT_EQ(shown("20260630"), "2026-06-29T22:00:00Z");
  EXPECT_EQ(shown("1780315240000"), "2026-06-01T12:00:40Z");
  for (const char* const text : {"06/30/2026", "2026-02-30", "2026-06-30T25:00:00", "", "today"}) {
    EXPECT_EQ(shown(text), "none") << text;
  }
}

TEST(ReadAmount, IsExactInTheCurrencysMinorUnits) {
  EXPECT_EQ(read_amount("0.10", "", cell_rules())->minor, 10);
  EXPECT_EQ(read_amount("1000", "JPY", cell_rules())->minor, 1000);
  EXPECT_EQ(read_amount("1.234", "kwd", cell_rules())->currency, "KWD");
  EXPECT_EQ(read_amount("1", "euro", cell_rules()).error(), RejectReason::CurrencyCode);
  EXPECT_EQ(read_amount("one", "", cell_rules()).error(), RejectReason::Amount);
  EXPECT_EQ(read_amount("90071992547409930", "", cell_rules()).error(), RejectReason::Amount);
}

TEST(RecordRows, EveryRecordHasItsLineAndItsOffset) {
  const std::string text = "date,amount\n2026-01-01,1\n\n2026-01-02,x\n2026-01-03,3\n";
  const auto format = record_rows(*record_kind("spend"), {}, cell_rules(), "", text, "spend.csv");
  ASSERT_TRUE(format.has_value()) << format.error().text();
  Records records;
  std::vector<Reject> rejects;
  const auto source = bytes_of(text);
  const auto done = read_rows(
      *source, rules(), *format, {.n_threads = 0}, [&](IntakeBatch&& batch) -> Result<void> {
        records = std::move(batch.records);
        rejects = std::move(batch.rejects);
        EXPECT_EQ(batch.lines, 5U);
        return {};
      });
  ASSERT_TRUE(done.has_value()) << done.error().text();
  EXPECT_THAT(records.line, ElementsAre(2U, 5U));
  EXPECT_THAT(records.offset, ElementsAre(12U, 39U));
  ASSERT_THAT(rejects, testing::SizeIs(1));
  EXPECT_EQ(rejects[0].line, 4U);
}

TEST(RecogniseRecords, ByTheirColumnsAlone) {
  const auto kind = [](std::string_view text) {
    const RecordKind* const found = recognise_records(text);
    return found == nullptr ? std::string_view("none") : found->name;
  };
  EXPECT_EQ(kind("day,market,channel,cost\n"), "spend");
  EXPECT_EQ(kind("order;at;amount\n"), "orders");
  EXPECT_EQ(kind("{\"lead\": 1, \"at\": 2}\n"), "leads");
  EXPECT_EQ(kind("one\ttwo\n"), "none");
  EXPECT_EQ(kind(""), "none");
}

}  // namespace
}  // namespace throughline::intake
