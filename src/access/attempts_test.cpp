#include "access/attempts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::access {
namespace {

TEST(Attempts, RunOutAndComeBackOneByOne) {
  Attempts attempts({.burst = 3, .seconds_each = 10});
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(attempts.take("ann", 100), 0);
  }
  EXPECT_EQ(attempts.take("ann", 100), 10);
  EXPECT_EQ(attempts.take("ann", 104), 6);
  EXPECT_EQ(attempts.take("ann", 110), 0);
  EXPECT_EQ(attempts.take("ann", 110), 10);
  EXPECT_EQ(attempts.take("bob", 110), 0);
}

TEST(Attempts, GivenBackDoNotCount) {
  Attempts attempts({.burst = 1, .seconds_each = 10});
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(attempts.take("ann", 100), 0);
    attempts.give_back("ann");
  }
}

TEST(Attempts, OfAClockThatGoesBackAreNoMore) {
  Attempts attempts({.burst = 1, .seconds_each = 10});
  EXPECT_EQ(attempts.take("ann", 100), 0);
  EXPECT_GT(attempts.take("ann", 50), 0);
  EXPECT_GT(attempts.take("ann", 105), 0);
}

TEST(Attempts, WhoeverHasNoneLeftIsNotForgottenForNewNames) {
  Attempts attempts({.burst = 2, .seconds_each = 1000}, 8);
  EXPECT_EQ(attempts.take("ann", 100), 0);
  EXPECT_EQ(attempts.take("ann", 100), 0);
  for (int i = 0; i < 1000; ++i) {
    static_cast<void>(attempts.take("guess" + std::to_string(i), 100));
  }
  EXPECT_GT(attempts.take("ann", 100), 0);
}

RC_GTEST_PROP(Attempts, AreNeverMoreThanTheBurstAndWhatTimeGives, ()) {
  const int burst = *rc::gen::inRange(1, 6);
  const int each = *rc::gen::inRange(1, 30);
  Attempts attempts(
      {.burst = static_cast<double>(burst), .seconds_each = static_cast<double>(each)});
  const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 10));
  Seconds now = 1000;
  int allowed = 0;
  for (const int step : steps) {
    now += step;
    allowed += attempts.take("ann", now) == 0 ? 1 : 0;
  }
  RC_ASSERT(allowed <= burst + (now - 1000) / each);
}

}  // namespace
}  // namespace throughline::access
