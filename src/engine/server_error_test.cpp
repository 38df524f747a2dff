#include "engine/server_error.hpp"

#include <gtest/gtest.h>
#include <string>

namespace throughline::engine {
namespace {

TEST(ServerError, TakesTheSentenceOutOfTheFrameOfEitherAge) {
  const Error old = error_of_exception(
      "Code: 47, e.displayText() = DB::Exception: Unknown identifier: nope, e.what() = "
      "DB::Exception\n");
  EXPECT_EQ(old.message, "Unknown identifier: nope");
  EXPECT_EQ(old.code, ErrorCode::InvalidArgument);
  const Error today = error_of_exception(
      "Code: 60. DB::Exception: Unknown table t. (UNKNOWN_TABLE) (version 26.5.1.1 (official "
      "build))\n");
  EXPECT_EQ(today.message, "Unknown table t. (UNKNOWN_TABLE)");
}

TEST(ServerError, LeavesOutTheWordsThatCouldHaveStoodThere) {
  const Error error = error_of_exception(
      "Code: 62. DB::Exception: Syntax error: failed at position 8 (1): 1. Expected one of: token "
      "sequence, Dot, token. (SYNTAX_ERROR)");
  EXPECT_EQ(error.message, "Syntax error: failed at position 8 (1): 1");
}

TEST(ServerError, TheNumberTellsWhatToDo) {
  const auto code = [](std::string_view text) { return error_of_exception(text).code; };
  EXPECT_EQ(code("Code: 243. DB::Exception: Cannot reserve"), ErrorCode::DiskFull);
  EXPECT_EQ(code("Code: 241. DB::Exception: Memory limit"), ErrorCode::TooLarge);
  EXPECT_EQ(code("Code: 210. DB::Exception: I/O error"), ErrorCode::Unavailable);
  EXPECT_EQ(code("Code: 394. DB::Exception: Query was cancelled"), ErrorCode::Cancelled);
  EXPECT_EQ(code("Code: 516. DB::Exception: default: Authentication failed"),
            ErrorCode::Unavailable);
  EXPECT_EQ(code("Code: 1000. DB::Exception: write: No space left on device"), ErrorCode::DiskFull);
}

TEST(ServerError, ALongMessageIsCutBetweenCharacters) {
  std::string text = "Code: 1. DB::Exception: x";
  for (int i = 0; i < 400; ++i) {
    text += "中";
  }
  const std::string message = error_of_exception(text).message;
  EXPECT_EQ(message.substr(message.size() - 7), "中 …");
  EXPECT_LT(message.size(), 520U);
}

TEST(ServerError, TextOfAnotherKindIsItsOwnMessage) {
  EXPECT_EQ(error_of_exception("502 Bad Gateway").message, "502 Bad Gateway");
  EXPECT_FALSE(error_of_exception("").message.empty());
}

TEST(ServerError, AnExceptionBehindGoodBytesIsFoundAtItsBegin) {
  EXPECT_EQ(find_exception("Code: 395. DB::Exception: x"), 0U);
  EXPECT_EQ(find_exception("\r\n__exception__\r\nabcdefghijklmnop\r\nCode: 395. DB::Exception: x"),
            35U);
  EXPECT_EQ(find_exception("Code: red"), std::string_view::npos);
  EXPECT_EQ(find_exception(std::string(100, ' ') + "Code: 395. DB::Exception: x"),
            std::string_view::npos);
}

}  // namespace
}  // namespace throughline::engine
