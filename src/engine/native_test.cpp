#include "engine/native.hpp"

#include <gtest/gtest.h>
#include <string>

namespace throughline::engine {
namespace {

// Two columns, two rows, as ClickHouse writes them: n UInt16 (1, 258), s String ("a", "").
const std::string kBlock = std::string("\x02\x02\x01n\x06UInt16\x01\x00\x02\x01", 15) +
                           std::string("\x01s\x06String\x01\x61\x00", 12);

struct Collected {
  std::vector<std::uint64_t> numbers;
  std::vector<std::string> texts;
};

Result<Collected> decode_in_pieces(const std::string& bytes, std::size_t piece) {
  Collected all;
  NativeDecoder decoder;
  const BatchSink sink = [&](Batch&& batch) -> Result<void> {
    TL_TRY(const auto* const numbers, batch.get<std::vector<std::uint16_t>>("n"));
    TL_TRY(const auto* const texts, batch.get<Strings>("s"));
    for (std::size_t row = 0; row < batch.n_rows(); ++row) {
      all.numbers.push_back((*numbers)[row]);
      all.texts.emplace_back((*texts)[row]);
    }
    return {};
  };
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    TL_CHECK(decoder.feed(std::string_view(bytes).substr(at, piece), sink));
  }
  TL_CHECK(decoder.finish());
  return all;
}

TEST(Native, BlocksCutAnywhereGiveTheSameRows) {
  const std::string bytes = kBlock + kBlock;
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    const auto all = decode_in_pieces(bytes, piece);
    ASSERT_TRUE(all.has_value()) << all.error().text();
    EXPECT_EQ(all->numbers, (std::vector<std::uint64_t>{1, 258, 1, 258}));
    EXPECT_EQ(all->texts, (std::vector<std::string>{"a", "", "a", ""}));
  }
}

TEST(Native, AnAnswerThatEndsInsideABlockIsAnError) {
  const auto all = decode_in_pieces(kBlock.substr(0, kBlock.size() - 1), 100);
  ASSERT_FALSE(all.has_value());
  EXPECT_EQ(all.error().code, ErrorCode::CorruptData);
}

TEST(Native, ATypeWithoutAPlaceIsNamed) {
  NativeDecoder decoder;
  const std::string block("\x01\x01\x01x\x0fNullable(UInt8)\x00\x01", 21);
  const auto fed = decoder.feed(block, [](Batch&&) -> Result<void> { return {}; });
  ASSERT_FALSE(fed.has_value());
  EXPECT_NE(fed.error().message.find("Nullable(UInt8)"), std::string::npos);
}

}  // namespace
}  // namespace throughline::engine
