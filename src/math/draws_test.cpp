#include "math/draws.hpp"

#include <algorithm>
#include <array>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace throughline::math {
namespace {

// R: quantile(c(15, 20, 35, 40, 50), c(0.05, 0.95)) gives 16 and 48.
TEST(BoundsOfDraws, AreThoseOfR) {
  const Bounds bounds = bounds_of_draws(std::array{50.0, 15.0, 40.0, 20.0, 35.0}, 0.9);
  EXPECT_DOUBLE_EQ(bounds.low, 16.0);
  EXPECT_DOUBLE_EQ(bounds.high, 48.0);
}

TEST(BoundsOfDraws, AreTheDrawWhereThereIsOne) {
  EXPECT_EQ(bounds_of_draws(std::array{7.0}, 0.9), (Bounds{7.0, 7.0}));
}

RC_GTEST_PROP(BoundsOfDraws,
              LieWithinTheDrawsAndWidenWithTheLevel,
              (std::vector<std::int16_t> some)) {
  RC_PRE(!some.empty());
  const std::vector<double> draws(some.begin(), some.end());
  const Bounds narrow = bounds_of_draws(draws, 0.9);
  const Bounds wide = bounds_of_draws(draws, 0.995);
  RC_ASSERT(*std::ranges::min_element(draws) <= wide.low);
  RC_ASSERT(wide.low <= narrow.low);
  RC_ASSERT(narrow.low <= narrow.high);
  RC_ASSERT(narrow.high <= wide.high);
  RC_ASSERT(wide.high <= *std::ranges::max_element(draws));
}

}  // namespace
}  // namespace throughline::math
