#include "intake/byte_source.hpp"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

namespace throughline::intake {
namespace {

using testing::HasSubstr;

std::string gz(const std::string& text) {
  std::string out(compressBound(text.size()) + 64, '\0');
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

class Bytes : public testing::Test {
 protected:
  void SetUp() override {
    file_ = std::filesystem::temp_directory_path() / fmt::format("throughline-bytes-{}", getpid());
    for (int i = 0; i < 50000; ++i) {
      text_ += fmt::format("line {}\n", i);
    }
  }

  void TearDown() override { std::filesystem::remove(file_); }

  void write(const std::string& bytes) { std::ofstream(file_, std::ios::binary) << bytes; }

  Result<std::string> read_all() {
    TL_TRY(const auto source, open_bytes(file_));
    std::string all;
    std::string buffer(10007, '\0');
    while (true) {
      TL_TRY(const std::size_t n, source->read(buffer));
      all.append(buffer, 0, n);
      if (n == 0) {
        return all;
      }
    }
  }

  std::filesystem::path file_;
  std::string text_;
};

TEST_F(Bytes, PlainGzAndZstdGiveTheSameText) {
  for (const std::string& bytes :
       {text_, gz(text_), zstd(text_), gz(text_.substr(0, 777)) + gz(text_.substr(777))}) {
    write(bytes);
    const auto all = read_all();
    ASSERT_TRUE(all.has_value()) << all.error().text();
    EXPECT_EQ(*all, text_);
    EXPECT_EQ(read_head(file_)->identity(), Head{text_.substr(0, kHeadBytes)}.identity());
  }
}

TEST_F(Bytes, ACutOffOrBrokenFileSaysSoAfterItsReadableBytes) {
  std::string broken = gz(text_);
  broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 0x55);
  for (const std::string& bytes :
       {gz(text_).substr(0, 5000), zstd(text_).substr(0, 5000), broken}) {
    write(bytes);
    const auto all = read_all();
    ASSERT_FALSE(all.has_value());
    EXPECT_EQ(all.error().code, ErrorCode::CorruptData);
    EXPECT_THAT(all.error().message, HasSubstr("compressed bytes"));
  }
}

TEST_F(Bytes, SkippingGivesTheTailOrNothingIfTheFileIsShorter) {
  write(text_);
  const auto source = *open_bytes(file_);
  EXPECT_EQ(*skip_bytes(*source, 10000), text_.substr(10000 - kTailBytes, kTailBytes));
  EXPECT_EQ(*skip_bytes(**open_bytes(file_), text_.size() + 1), "");
}

TEST_F(Bytes, AFileThatIsNotThereIsNotFound) {
  EXPECT_EQ(open_bytes("/nowhere/x").error().code, ErrorCode::NotFound);
}

TEST_F(Bytes, AnEmptyFileIsEmpty) {
  write("");
  EXPECT_EQ(*read_all(), "");
}

TEST(FirstBytes, ASourceEndsWhereItIsTold) {
  std::string buffer(10, '\0');
  const auto source = first_bytes(4, bytes_of("one\ntwo\n"));
  EXPECT_EQ(*source->read(std::span(buffer).first(3)), 3U);
  EXPECT_EQ(*source->read(buffer), 1U);
  EXPECT_EQ(*source->read(buffer), 0U);
  EXPECT_EQ(*skip_bytes(*first_bytes(4, bytes_of("one\ntwo\n")), 4), "one\n");
  EXPECT_EQ(*skip_bytes(*first_bytes(4, bytes_of("one\ntwo\n")), 5), "");
  EXPECT_EQ(*first_bytes(99, bytes_of("one"))->read(buffer), 3U);
}

}  // namespace
}  // namespace throughline::intake
