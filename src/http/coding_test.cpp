#include "http/coding.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::http {
namespace {

TEST(Negotiate, TakesWhatTheClientLikesBest) {
  EXPECT_EQ(negotiate(""), Coding::Identity);
  EXPECT_EQ(negotiate("br"), Coding::Identity);
  EXPECT_EQ(negotiate("gzip"), Coding::Gzip);
  EXPECT_EQ(negotiate("gzip, deflate, br, zstd"), Coding::Zstd);
  EXPECT_EQ(negotiate("gzip;q=1.0, zstd;q=0.5"), Coding::Gzip);
  EXPECT_EQ(negotiate("gzip ; q=0.3 ,zstd; q=0.2"), Coding::Gzip);
  EXPECT_EQ(negotiate("zstd;q=0, gzip;q=0"), Coding::Identity);
  EXPECT_EQ(negotiate("gzip;q=0.5, identity"), Coding::Identity);
  EXPECT_EQ(negotiate("*"), Coding::Gzip);
  EXPECT_EQ(negotiate("gzip;q=many"), Coding::Identity);
  EXPECT_EQ(negotiate(",,;;=,"), Coding::Identity);
}

TEST(Compressible, IsTextAndNotWhatIsCompressedAlready) {
  EXPECT_TRUE(is_compressible("text/html; charset=utf-8"));
  EXPECT_TRUE(is_compressible("application/json"));
  EXPECT_TRUE(is_compressible("image/svg+xml"));
  EXPECT_FALSE(is_compressible("image/png"));
  EXPECT_FALSE(is_compressible("text/event-stream"));
  EXPECT_FALSE(is_compressible(""));
}

RC_GTEST_PROP(Coding, GivesBackWhatWasEncoded, (const std::string& bytes)) {
  for (const auto coding : {Coding::Gzip, Coding::Zstd}) {
    RC_ASSERT(decode(name_of(coding), encode(coding, bytes), bytes.size()).value() == bytes);
  }
}

TEST(Coding, MakesTextShorter) {
  const std::string text(10'000, 'a');
  EXPECT_LT(encode(Coding::Gzip, text).size(), 100);
  EXPECT_LT(encode(Coding::Zstd, text).size(), 100);
}

TEST(Decode, TakesSeveralMembersAsOneBody) {
  for (const auto coding : {Coding::Gzip, Coding::Zstd}) {
    EXPECT_EQ(decode(name_of(coding), encode(coding, "ab") + encode(coding, "cd"), 100).value(),
              "abcd");
  }
}

TEST(Decode, StopsBeforeASmallBodyFillsTheMemory) {
  const std::string zeros(10'000'000, '\0');
  for (const auto coding : {Coding::Gzip, Coding::Zstd}) {
    const auto decoded = decode(name_of(coding), encode(coding, zeros), 1'000'000);
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().code, ErrorCode::TooLarge);
  }
}

TEST(Decode, RefusesWhatIsBrokenCutOrUnknown) {
  for (const auto coding : {Coding::Gzip, Coding::Zstd}) {
    const auto whole = encode(coding, "some text that is long enough");
    for (const auto& bytes : {std::string(),
                              std::string("nothing of it"),
                              whole.substr(0, whole.size() - 1),
                              whole + "x"}) {
      const auto decoded = decode(name_of(coding), bytes, 1000);
      ASSERT_FALSE(decoded);
      EXPECT_EQ(decoded.error().code, ErrorCode::CorruptData);
    }
  }
  EXPECT_EQ(decode("br", "", 10).error().code, ErrorCode::Unsupported);
}

}  // namespace
}  // namespace throughline::http
