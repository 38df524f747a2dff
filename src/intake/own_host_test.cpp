#include "intake/own_host.hpp"

#include <gtest/gtest.h>

namespace throughline::intake {
namespace {

std::string visit(std::string_view path, std::string_view referrer) {
  return fmt::format(
      "10.0.0.1 - - [17/May/2015:10:00:00 +0000] \"GET {} HTTP/1.1\" 200 5 \"{}\" \"Firefox\"\n",
      path,
      referrer);
}

TEST(GuessOwnHost, IsTheHostWhosePagesTheVisitorHasJustSeen) {
  std::string log;
  for (int i = 0; i < 5; ++i) {
    log += visit("/", "https://www.google.com/") + visit("/a", "https://shop.example/") +
           visit("/b", "https://shop.example/a");
  }
  EXPECT_EQ(guess_own_host(*parse_log_format("combined"), log), "shop.example");
}

TEST(GuessOwnHost, SaysNothingWhereNothingIsSeen) {
  EXPECT_EQ(guess_own_host(*parse_log_format("combined"), visit("/", "https://blog.example/x")),
            "");
  EXPECT_EQ(guess_own_host(*parse_log_format("combined"), ""), "");
}

}  // namespace
}  // namespace throughline::intake
