#include "math/change_point.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

#include "base/random.hpp"

namespace throughline::math {
namespace {

// Coal-mining disasters a year, 1851 to 1962 (Jarrett 1979). Raftery & Akman (1986) find the change
// between March 1887 and August 1895, most likely 1890, from about 3.1 to 0.9 a year. A fall, so
// the series is read backwards.
TEST(FindRise, FindsTheChangeOfTheCoalMiningDisasters) {
  std::vector<std::uint32_t> disasters = {
      4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5,
      3, 4, 2, 5, 2, 2, 3, 4, 2, 1, 3, 2, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1,
      0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0, 1, 1, 0, 2, 3, 3, 1, 1,
      2, 1, 1, 1, 1, 2, 3, 3, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1};
  std::reverse(disasters.begin(), disasters.end());
  const ChangePoint change = find_rise(disasters);
  const int last_high_year = 1962 - static_cast<int>(change.at);
  EXPECT_GT(change.probability, 0.99);
  EXPECT_GE(last_high_year, 1887);
  EXPECT_LE(last_high_year, 1895);
  EXPECT_NEAR(change.before, 0.92, 0.05);
  EXPECT_NEAR(change.after, 3.1, 0.1);
}

std::vector<std::uint32_t> series(Rng& rng, double before, double after, int at, double spread) {
  std::vector<std::uint32_t> counts;
  for (int t = 0; t < 18; ++t) {
    const double level = t < at ? before : after;
    const double burst = spread > 0 ? rng.gamma(1 / spread) * spread : 1.0;
    counts.push_back(static_cast<std::uint32_t>(rng.poisson(level * burst)));
  }
  return counts;
}

TEST(FindRise, SeldomCallsASteadySeriesABreakoutEvenWhenItIsBursty) {
  for (const double spread : {0.0, 0.1, 0.3}) {
    int alarms = 0;
    for (std::uint64_t run = 0; run < 500; ++run) {
      Rng rng(11, "steady", run);
      alarms += find_rise(series(rng, 40, 40, 0, spread)).probability > 0.8;
    }
    EXPECT_LE(alarms, 15) << spread;
  }
}

TEST(FindRise, FindsAPlantedBreakoutWithItsMonthAndSize) {
  int found = 0;
  for (std::uint64_t run = 0; run < 200; ++run) {
    Rng rng(12, "breakout", run);
    const ChangePoint change = find_rise(series(rng, 60, 200, 14, 0.02));
    found +=
        change.probability > 0.9 && change.at == 14 && std::fabs(change.ratio - 200.0 / 60) < 0.7;
  }
  EXPECT_GE(found, 180);
}

// If changes come with the prior probability, those called with probability p are real p of the
// time.
TEST(FindRise, ProbabilitiesMeanWhatTheySay) {
  double claimed = 0.0;
  double real = 0.0;
  constexpr int kRuns = 3000;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    Rng rng(13, "claims", run);
    const bool changes = rng.bernoulli(0.2);
    const double before = 20 * rng.exponential(1);
    const double after = changes ? 20 * rng.exponential(1) : before;
    const int at = changes ? 1 + static_cast<int>(rng.below(17)) : 0;
    claimed += find_rise(series(rng, before, after, at, 0)).probability;
    real += after >= 1.5 * before;
  }
  EXPECT_NEAR(claimed / kRuns, real / kRuns, 0.02);
}

TEST(FindRise, FallsAreNoBreakoutsAndNothingIsNothing) {
  Rng rng(14, "fall");
  EXPECT_LT(find_rise(series(rng, 200, 60, 9, 0)).probability, 0.01);
  EXPECT_EQ(find_rise({}).probability, 0.0);
  EXPECT_EQ(find_rise(std::array<std::uint32_t, 2>{0, 90}).probability, 0.0);
  EXPECT_EQ(find_rise(std::array<std::uint32_t, 4>{0, 0, 0, 0}).probability, 0.0);
  EXPECT_GT(find_rise(std::array<std::uint32_t, 6>{0, 0, 0, 4000000000U, 4000000000U, 4000000000U})
                .probability,
            0.5);
}

}  // namespace
}  // namespace throughline::math
