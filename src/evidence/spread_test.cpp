#include "evidence/spread.hpp"

#include <cmath>
#include <gmock/gmock.h>

#include "base/random.hpp"

namespace throughline::evidence {
namespace {

using plan::Verdict;

MarketEffect in(std::string market, double value, double se) {
  return {std::move(market), {value, value - 1.6448536 * se, value + 1.6448536 * se, 0.9}, {}};
}

// DerSimonian & Laird by hand: y = (0, 2), se = (1, 1): Q = 2, tau² = (2 − 1) / (2 − 1) = 1.
TEST(Spread, HasTheBetweenVarianceOfThePaper) {
  const MarketSpread made = spread_of({in("de", 0, 1), in("br", 2, 1)}, {});
  EXPECT_NEAR(made.between, 1.0, 1e-6);
  EXPECT_NEAR(made.average->value, 1.0, 1e-9);
  EXPECT_EQ(made.markets[0].pooled, made.markets[0].own);  // two markets are too few to pool
}

TEST(Spread, DrawsAWeakMarketFurtherThanASureOne) {
  const MarketSpread made =
      spread_of({in("de", 10, 1), in("br", 20, 6), in("fr", 16, 1), in("it", 12, 1)}, {});
  EXPECT_GT(std::fabs(made.markets[1].pooled.value - 20),
            3 * std::fabs(made.markets[0].pooled.value - 10));
  EXPECT_LT(made.markets[1].pooled.high - made.markets[1].pooled.low,
            made.markets[1].own.high - made.markets[1].own.low);
}

TEST(Spread, ShowsNoAverageOfOppositeEffects) {
  const MarketSpread made = spread_of({in("de", 30, 5), in("br", -30, 5)}, {});
  EXPECT_TRUE(made.do_not_generalise);
  EXPECT_EQ(made.average, std::nullopt);
  const MarketSpread words =
      spread_of({in("de", 30, 5), in("br", 29, 5)}, {Verdict::Working, Verdict::Underpowered});
  EXPECT_TRUE(words.do_not_generalise);
}

TEST(Spread, StandsOneMarketNoneAndIntervalsWithoutWidth) {
  EXPECT_EQ(spread_of({}, {}).average, std::nullopt);
  EXPECT_EQ(spread_of({in("de", 5, 2)}, {}).average, in("de", 5, 2).own);
  const MarketSpread exact = spread_of({in("de", 5, 0), in("br", 5, 0)}, {});
  EXPECT_NEAR(exact.average->value, 5.0, 1e-9);
  EXPECT_TRUE(std::isfinite(exact.average->low));
}

// Twenty markets whose effects differ: the pooled intervals hold the truth about as often as they
// say.
TEST(Spread, KeepsItsPromiseWhenItPools) {
  Rng rng(11, "spread");
  int held = 0;
  constexpr int kRuns = 200;
  constexpr int kMarkets = 20;
  for (int run = 0; run < kRuns; ++run) {
    std::vector<MarketEffect> markets;
    std::vector<double> truth;
    for (int m = 0; m < kMarkets; ++m) {
      truth.push_back(50 + 10 * rng.normal());
      markets.push_back(in("m", truth.back() + 10 * rng.normal(), 10));
    }
    const MarketSpread made = spread_of(markets, {});
    for (std::size_t m = 0; m < markets.size(); ++m) {
      const schema::Interval& interval = made.markets[m].pooled;
      held += interval.low <= truth[m] && truth[m] <= interval.high ? 1 : 0;
    }
  }
  const double coverage = held / static_cast<double>(kRuns * kMarkets);
  EXPECT_GT(coverage, 0.88);
  EXPECT_LT(coverage, 0.95);
}

}  // namespace
}  // namespace throughline::evidence
