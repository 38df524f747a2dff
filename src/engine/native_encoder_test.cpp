#include "engine/native_encoder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "engine/native.hpp"

namespace throughline::engine {
namespace {

std::string encoded(NativeEncoder& encoder) {
  std::string bytes;
  for (auto piece = encoder.next(); !piece.empty(); piece = encoder.next()) {
    bytes += piece;
  }
  return bytes;
}

Result<Batch> there_and_back(const Batch& batch, const ColumnTypes& types, std::size_t cut) {
  TL_TRY(NativeEncoder encoder, NativeEncoder::create(batch, types));
  const std::string bytes = encoded(encoder);
  Batch back;
  NativeDecoder decoder;
  const BatchSink keep = [&](Batch&& whole) -> Result<void> {
    back = std::move(whole);
    return {};
  };
  TL_CHECK(decoder.feed(std::string_view(bytes).substr(0, cut), keep));
  TL_CHECK(decoder.feed(std::string_view(bytes).substr(std::min(cut, bytes.size())), keep));
  TL_CHECK(decoder.finish());
  return back;
}

Strings strings_of(const std::vector<std::string>& texts) {
  Strings strings;
  for (const std::string& text : texts) {
    strings.push_back(text);
  }
  return strings;
}

// One column of n arbitrary values.
template <class Number>
std::vector<Number> numbers(std::size_t n) {
  return *rc::gen::container<std::vector<Number>>(n, rc::gen::arbitrary<Number>());
}

RC_GTEST_PROP(NativeEncoder, ABatchOfEveryTypeIsReadBackAsItWas, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(1, 50);
  const auto texts = *rc::gen::container<std::vector<std::string>>(
      n, rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
  const Batch batch{{{"a", numbers<std::uint8_t>(n)},
                     {"b", numbers<std::uint16_t>(n)},
                     {"c", numbers<std::uint32_t>(n)},
                     {"d", numbers<std::uint64_t>(n)},
                     {"e", numbers<std::int64_t>(n)},
                     {"f", numbers<double>(n)},
                     {"g", strings_of(texts)}}};
  const ColumnTypes types = {{"g", "String"},
                             {"f", "Float64"},
                             {"e", "Int64"},
                             {"d", "UInt64"},
                             {"c", "DateTime('UTC')"},
                             {"b", "Date"},
                             {"a", "UInt8"},
                             {"more", "UInt8"}};
  const auto back = there_and_back(batch, types, *rc::gen::inRange<std::size_t>(0, 500));
  RC_ASSERT(back.has_value());
  RC_ASSERT(back->columns.size() == batch.columns.size());
  for (std::size_t i = 0; i < batch.columns.size(); ++i) {
    RC_ASSERT(back->columns[i].name == batch.columns[i].name);
    RC_ASSERT((back->columns[i].values == batch.columns[i].values));
  }
}

TEST(NativeEncoder, WritesTheBytesThatAServerWrites) {
  // SELECT toUInt16(1) AS n, 'a' AS s FORMAT Native, from ClickHouse 18.16.
  const Batch batch{{{"n", std::vector<std::uint64_t>{1}}, {"s", strings_of({"a"})}}};
  auto encoder = NativeEncoder::create(batch, {{"n", "UInt16"}, {"s", "String"}});
  ASSERT_TRUE(encoder.has_value());
  const std::string expected =
      std::string("\x02\x01\x01n\x06UInt16\x01\x00", 13) + "\x01s\x06String\x01" + "a";
  EXPECT_EQ(encoded(*encoder), expected);
  encoder->restart();
  EXPECT_EQ(encoded(*encoder), expected);
}

TEST(NativeEncoder, PiecesStaySmallWhateverTheBatch) {
  constexpr std::size_t kRows = 500'000;
  const Batch batch{
      {{"a", std::vector<std::uint64_t>(kRows, 7)}, {"b", std::vector<std::uint8_t>(kRows, 1)}}};
  auto encoder = NativeEncoder::create(batch, {{"a", "UInt64"}, {"b", "UInt8"}});
  ASSERT_TRUE(encoder.has_value());
  std::size_t total = 0;
  std::size_t largest = 0;
  for (auto piece = encoder->next(); !piece.empty(); piece = encoder->next()) {
    total += piece.size();
    largest = std::max(largest, piece.size());
  }
  EXPECT_GT(total, 9 * kRows);
  EXPECT_LE(largest, std::size_t{2} << 20);
}

TEST(NativeEncoder, NumbersGoIntoAnyIntegerColumnThatHoldsThem) {
  const Batch batch{{{"a", std::vector<std::int64_t>{-128, 127}}}};
  const auto back = there_and_back(batch, {{"a", "Int8"}}, 3);
  ASSERT_TRUE(back.has_value()) << back.error().text();
  EXPECT_EQ(**back->get<std::vector<std::int64_t>>("a"), (std::vector<std::int64_t>{-128, 127}));
}

TEST(NativeEncoder, WhatDoesNotFitIsRefusedWithItsColumn) {
  struct Bad {
    Values values;
    std::string type;
    ErrorCode code;
  };

  const Bad kBad[] = {
      {std::vector<std::int64_t>{128}, "Int8", ErrorCode::InvalidArgument},
      {std::vector<std::int64_t>{-1}, "UInt64", ErrorCode::InvalidArgument},
      {std::vector<std::uint64_t>{~0ULL}, "Int64", ErrorCode::InvalidArgument},
      {std::vector<double>{1}, "UInt8", ErrorCode::InvalidArgument},
      {std::vector<std::uint8_t>{1}, "Float64", ErrorCode::InvalidArgument},
      {strings_of({"a"}), "UInt8", ErrorCode::InvalidArgument},
      {std::vector<std::uint8_t>{1}, "String", ErrorCode::InvalidArgument},
      {std::vector<std::uint8_t>{1}, "Nullable(UInt8)", ErrorCode::Unsupported},
  };
  for (const Bad& bad : kBad) {
    const auto encoder = NativeEncoder::create({{{"col", bad.values}}}, {{"col", bad.type}});
    ASSERT_FALSE(encoder.has_value()) << bad.type;
    EXPECT_EQ(encoder.error().code, bad.code) << bad.type;
    EXPECT_NE(encoder.error().message.find("col"), std::string::npos);
  }
}

TEST(NativeEncoder, AColumnThatTheTableLacksAndOneOfAnotherLengthAreRefused) {
  const std::vector<std::uint8_t> one{1};
  EXPECT_FALSE(NativeEncoder::create({{{"a", one}}}, {{"b", "UInt8"}}).has_value());
  EXPECT_FALSE(NativeEncoder::create({{{"a", one}, {"b", std::vector<std::uint8_t>{1, 2}}}},
                                     {{"a", "UInt8"}, {"b", "UInt8"}})
                   .has_value());
}

}  // namespace
}  // namespace throughline::engine
