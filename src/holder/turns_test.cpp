#include "holder/turns.hpp"

#include <gtest/gtest.h>
#include <latch>
#include <thread>
#include <vector>

namespace throughline::holder {
namespace {

TEST(Turns, TheFirstDoesNotWait) {
  Turns turns;
  const auto turn = turns.take({}, [] { FAIL() << "nobody is before it"; });
  EXPECT_TRUE(turn.has_value());
}

TEST(Turns, ComeInTheOrderInWhichTheyWereAskedFor) {
  Turns turns;
  auto first = turns.take({}, [] {});
  std::vector<int> order;
  std::vector<std::jthread> others;
  for (int i = 0; i < 4; ++i) {
    std::latch queued(1);
    others.emplace_back([&turns, &order, &queued, i] {
      const auto turn = turns.take({}, [&queued] { queued.count_down(); });
      order.push_back(i);
    });
    queued.wait();
  }
  *first = Turns::Turn();
  others.clear();
  EXPECT_EQ(order, (std::vector{0, 1, 2, 3}));
}

TEST(Turns, WhoeverGivesUpWaitingLeavesTheQueue) {
  Turns turns;
  auto first = turns.take({}, [] {});
  std::stop_source stop;
  const auto given_up = turns.take(stop.get_token(), [&stop] { stop.request_stop(); });
  ASSERT_FALSE(given_up.has_value());
  EXPECT_EQ(given_up.error().code, ErrorCode::Cancelled);
  *first = Turns::Turn();
  EXPECT_TRUE(turns.take({}, [] { FAIL() << "nobody is before it"; }).has_value());
}

}  // namespace
}  // namespace throughline::holder
