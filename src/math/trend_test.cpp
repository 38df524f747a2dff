#include "math/trend.hpp"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

#include "base/random.hpp"

namespace throughline::math {
namespace {

double multiplier_of(std::size_t n) { return trend_multiplier(n, 0.9); }

// Deaths from AIDS in Australia by quarter, 1983 to 1986 (Whyte et al. 1987; Dobson, "An
// Introduction to Generalized Linear Models"): the published Poisson fit has slope 0.2565, standard
// error 0.0220.
TEST(FitTrend, ReproducesThePublishedSlopeOfDobsonsSeries) {
  const std::array<std::uint32_t, 14> deaths = {0, 1, 2, 3, 1, 4, 9, 18, 23, 31, 20, 25, 37, 45};
  const Trend trend = fit_trend(deaths, multiplier_of(14));
  EXPECT_TRUE(trend.known);
  EXPECT_NEAR(trend.slope, 0.2565, 5e-5);
  const double standard_error = (trend.high - trend.slope) / multiplier_of(14);
  EXPECT_NEAR(standard_error / std::sqrt(trend.dispersion), 0.0220, 3e-4);  // Huber's price is 0.5%
}

// R: qt(0.95, 12) = 1.782288.
TEST(FitTrend, TakesStudentsT) { EXPECT_NEAR(multiplier_of(14), 1.782288, 1e-6); }

TEST(FitTrend, OneOddMonthDoesNotMakeATrend) {
  std::vector<std::uint32_t> counts(24, 50);
  counts.back() = 400;
  const Trend robust = fit_trend(counts, multiplier_of(24));
  EXPECT_LT(std::fabs(robust.slope), 0.05);  // plain quasi-Poisson says 0.063
  EXPECT_LT(robust.low, 0.0);
}

TEST(FitTrend, IntervalsCoverAsTheyClaimWithAndWithoutOverDispersion) {
  constexpr int kRuns = 2000;
  for (const double spread : {0.0, 0.15}) {
    int covered = 0;
    for (int run = 0; run < kRuns; ++run) {
      Rng rng(3, "trend", static_cast<std::uint64_t>(run));
      std::vector<std::uint32_t> counts;
      for (int t = 0; t < 18; ++t) {
        const double burst = spread > 0 ? rng.gamma(1 / spread) * spread : 1.0;
        counts.push_back(static_cast<std::uint32_t>(rng.poisson(30 * std::exp(0.04 * t) * burst)));
      }
      const Trend trend = fit_trend(counts, multiplier_of(18));
      covered += trend.low <= 0.04 && 0.04 <= trend.high;
    }
    // Three binomial standard errors around 90%, one point more above since φ is never under 1.
    EXPECT_GT(covered, 0.90 * kRuns - 3 * 13.4 - 20) << spread;
    EXPECT_LT(covered, 0.90 * kRuns + 3 * 13.4 + 40) << spread;
  }
}

TEST(FitTrend, HasNoNumberWhereThereIsNothingToSay) {
  EXPECT_FALSE(fit_trend({}, 2.0).known);
  EXPECT_FALSE(fit_trend(std::array<std::uint32_t, 2>{5, 6}, 2.0).known);
  EXPECT_FALSE(fit_trend(std::array<std::uint32_t, 5>{0, 0, 0, 0, 0}, 2.0).known);
  const Trend late = fit_trend(std::array<std::uint32_t, 5>{0, 0, 0, 0, 4000000000U}, 3.0);
  EXPECT_TRUE(std::isfinite(late.slope) && std::isfinite(late.low) && std::isfinite(late.high));
}

}  // namespace
}  // namespace throughline::math
