#include "experiments/marginal.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace throughline::experiments {
namespace {

// By hand: x = 1 … 5, y = 2, 4, 5, 4, 5: slope 0.6, residual sum of squares 2.4, so its
// standard error is √(2.4 / 3 / 10) = 0.2828; t of 3 degrees of freedom at 95% is 2.3534.
TEST(MarginalValue, IsTheSlopeOfLeastSquares) {
  const std::vector<SpendPeriod> periods{{1, 2}, {2, 4}, {3, 5}, {4, 4}, {5, 5}};
  const Marginal found = marginal_value(periods).value().value();
  EXPECT_NEAR(found.value_per_cost.value, 0.6, 1e-12);
  EXPECT_NEAR(found.value_per_cost.low, 0.6 - 2.353363 * std::sqrt(0.08), 1e-5);
  EXPECT_NEAR(found.value_per_cost.high, 0.6 + 2.353363 * std::sqrt(0.08), 1e-5);
  EXPECT_EQ(found.n, 5U);
}

TEST(MarginalValue, CannotTellFromOneLevelOfSpend) {
  const auto flat =
      marginal_value(std::vector<SpendPeriod>{{0.1, 2}, {0.1, 4}, {0.1, 5}, {0.1, 4}});
  ASSERT_FALSE(flat.value());
  EXPECT_EQ(flat.value().error().needed, "periods at a second level of spend");
  EXPECT_FALSE(marginal_value(std::vector<SpendPeriod>{{1, 2}, {2, 4}, {3, 5}}).value());
  EXPECT_FALSE(marginal_value(std::vector<SpendPeriod>{{1, 2}, {2, 4}, {3, 6}, {4, 8}}).value());
  EXPECT_FALSE(marginal_value({}).value());
}

TEST(MarginalValue, RefusesTheImpossible) {
  EXPECT_FALSE(marginal_value(std::vector<SpendPeriod>{{-1, 2}}));
  EXPECT_FALSE(marginal_value(std::vector<SpendPeriod>{{std::nan(""), 2}}));
  EXPECT_FALSE(marginal_value(std::vector<SpendPeriod>{{1, std::nan("")}}));
  EXPECT_FALSE(marginal_value({}, 0.0));
}

}  // namespace
}  // namespace throughline::experiments
