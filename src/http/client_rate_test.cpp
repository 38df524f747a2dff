#include "http/client_rate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr ClientRates::Moment kStart{seconds(1000)};

TEST(ClientRates, LetABurstThroughThenOneEachInterval) {
  ClientRates rates({.per_second = 2, .burst = 3});
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(rates.take(1, kStart));
  }
  EXPECT_EQ(rates.take(1, kStart), seconds(1));
  EXPECT_TRUE(rates.take(1, kStart + milliseconds(499)));
  EXPECT_FALSE(rates.take(1, kStart + milliseconds(500)));
  EXPECT_TRUE(rates.take(1, kStart + milliseconds(501)));
}

TEST(ClientRates, AreOfEachClientAlone) {
  ClientRates rates({.per_second = 1, .burst = 1});
  EXPECT_FALSE(rates.take(1, kStart));
  EXPECT_TRUE(rates.take(1, kStart));
  EXPECT_FALSE(rates.take(2, kStart));
}

TEST(ClientRates, SayHowLongToWait) {
  ClientRates rates({.per_second = 0.1, .burst = 1});
  EXPECT_FALSE(rates.take(1, kStart));
  EXPECT_EQ(rates.take(1, kStart), seconds(10));
  EXPECT_EQ(rates.take(1, kStart + seconds(9)), seconds(1));
  EXPECT_FALSE(rates.take(1, kStart + seconds(10)));
}

TEST(ClientRates, ForgetClientsThatAreQuiet) {
  ClientRates rates({.per_second = 10, .burst = 5});
  for (std::uint64_t client = 0; client < 100'000; ++client) {
    rates.take(client, kStart + milliseconds(client));
  }
  EXPECT_LT(rates.n_clients(), 3000);
}

RC_GTEST_PROP(ClientRates, NeverLetMoreThroughThanTheBucketHolds, ()) {
  const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 400));
  ClientRates rates({.per_second = 10, .burst = 4});
  auto now = kStart;
  int passed = 0;
  for (const int step : steps) {
    now += milliseconds(step);
    passed += rates.take(7, now) ? 0 : 1;
  }
  RC_ASSERT(passed <= 4 + (now - kStart) / milliseconds(100));
}

TEST(ClientKey, IsTheSameForAWholeNetworkOfSixtyFourBits) {
  EXPECT_EQ(client_key("2001:db8::1"), client_key("2001:db8::ffff:1"));
  EXPECT_NE(client_key("2001:db8::1"), client_key("2001:db8:0:1::1"));
  EXPECT_NE(client_key("192.0.2.1"), client_key("192.0.2.2"));
}

}  // namespace
}  // namespace throughline::http
