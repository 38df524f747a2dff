#include "engine/escape.hpp"

#include <gtest/gtest.h>
#include <string_view>

namespace throughline::engine {
namespace {

using namespace std::string_view_literals;

TEST(EscapeParameter, WritesWhatTheFieldReaderTreatsSpecially) {
  EXPECT_EQ(escape_parameter("a\\b\tc\nd\re\0f"sv), "a\\\\b\\tc\\nd\\re\\0f");
}

TEST(EscapeParameter, LeavesQuotesAndOtherScriptsAlone) {
  EXPECT_EQ(escape_parameter("'\"中文"), "'\"中文");
}

}  // namespace
}  // namespace throughline::engine
