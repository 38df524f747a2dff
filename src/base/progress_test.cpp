#include "base/progress.hpp"

#include <gtest/gtest.h>

namespace throughline {
namespace {

TEST(Progress, SaysRowsRateShareAndTimeLeft) {
  EXPECT_EQ(progress_line("a.log", 3000000, 50, 200, 2.0),
            "a.log  3,000,000 rows  1.5 M rows/s  25%  6 s left");
}

TEST(Progress, WithoutATotalItSaysNoShare) {
  EXPECT_EQ(progress_line("stdin", 500, 50, 0, 2.0), "stdin  500 rows  250 rows/s");
}

TEST(Progress, GroupsDigits) {
  EXPECT_EQ(with_commas(0), "0");
  EXPECT_EQ(with_commas(999), "999");
  EXPECT_EQ(with_commas(1000), "1,000");
  EXPECT_EQ(with_commas(1234567), "1,234,567");
}

}  // namespace
}  // namespace throughline
