#include "intake/csv.hpp"

#include <gmock/gmock.h>

#include "base/random.hpp"

namespace throughline::intake {
namespace {

using testing::ElementsAre;

std::vector<std::string> split(std::string_view record, char delimiter = ',') {
  CsvSplitter splitter(delimiter);
  const auto& fields = splitter.split(record);
  return {fields.begin(), fields.end()};
}

TEST(Csv, FieldsAreTakenApartAndQuotesUndone) {
  EXPECT_THAT(split("a,b,c"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(split("a,,"), ElementsAre("a", "", ""));
  EXPECT_THAT(split(R"("a,b","say ""hi""","")"), ElementsAre("a,b", R"(say "hi")", ""));
  EXPECT_THAT(split("\"two\nlines\";x", ';'), ElementsAre("two\nlines", "x"));
  EXPECT_THAT(split(R"(5" screen,b)"), ElementsAre(R"(5" screen)", "b"));
  EXPECT_THAT(split(R"("a"b,c)"), ElementsAre("ab", "c"));
  EXPECT_THAT(split(R"("a""""b","""")"), ElementsAre(R"(a""b)", R"(")"));
  EXPECT_THAT(split(""), ElementsAre(""));
}

TEST(Csv, ARecordEndsAtTheFirstLineEndOutsideQuotes) {
  const auto length = [](std::string_view bytes) { return next_record(bytes, {}, false).length; };
  EXPECT_EQ(length("a,b\nc"), 4U);
  EXPECT_EQ(length("a,\"b\nc\"\r\nd"), 9U);
  EXPECT_EQ(length("a,\"b\"\"\nc\"\nd"), 10U);
  EXPECT_EQ(length("5\" screen\nb"), 10U);  // a quote opens only where a field begins
  EXPECT_EQ(length("a,\"b\n"), 0U);
  EXPECT_EQ(length("a,b"), 0U);
}

TEST(Csv, QuotesThatDoNotEndCostTheirLineAlone) {
  const CsvFormat format{.longest = 20};
  const CsvRecord record = next_record("a,\"b\nc,d\ne,f\ng,h\ni,j\n", format, false);
  EXPECT_TRUE(record.broken);
  EXPECT_EQ(record.length, 5U);
  const CsvRecord at_end = next_record("a,\"b\nc", {}, true);
  EXPECT_TRUE(at_end.broken);
  EXPECT_EQ(at_end.length, 5U);
}

TEST(Csv, ArraysOfClickHouseAreTakenApart) {
  EXPECT_THAT(array_of("['plan','it\\'s, fine',3]"), ElementsAre("plan", "it's, fine", "3"));
  EXPECT_THAT(array_of("['']"), ElementsAre(""));
  EXPECT_THAT(array_of("[]"), ElementsAre());
  EXPECT_THAT(array_of("no array"), ElementsAre());
}

// Lengths of the records as one pass over all of the bytes finds them.
std::vector<std::size_t> records_of(std::string_view bytes, const CsvFormat& format) {
  std::vector<std::size_t> lengths;
  while (!bytes.empty()) {
    const CsvRecord record = next_record(bytes, format, true);
    lengths.push_back(record.length);
    bytes.remove_prefix(record.length);
  }
  return lengths;
}

// Reads in blocks that are cut where cut_records() says, as the reader of files does.
std::vector<std::size_t> records_in_blocks(std::string_view bytes,
                                           const CsvFormat& format,
                                           std::size_t block) {
  std::vector<std::size_t> lengths;
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, block);
    std::size_t whole = cut_records(part, format);
    if (whole == 0) {  // the end, or a line longer than a block
      const std::size_t line = bytes.find('\n', part.size());
      whole = part.size() < block || line == std::string_view::npos ? bytes.size() : line + 1;
    }
    const auto some = records_of(bytes.substr(0, whole), format);
    lengths.insert(lengths.end(), some.begin(), some.end());
    bytes.remove_prefix(whole);
  }
  return lengths;
}

TEST(Csv, WhereBlocksAreCutNeverChangesTheRecords) {
  Rng rng(1, "csv");
  const CsvFormat format{.longest = 24};
  constexpr std::string_view kLetters = "ab,,\"\"\"\n\n\r";
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::uint64_t n = rng.below(200); n > 0; --n) {
      text += kLetters[rng.below(kLetters.size())];
    }
    const auto whole = records_of(text, format);
    for (const std::size_t block : {48U, 49U, 64U, 101U}) {
      EXPECT_EQ(records_in_blocks(text, format, block), whole) << text;
    }
  }
}

}  // namespace
}  // namespace throughline::intake
