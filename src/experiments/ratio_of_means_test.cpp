#include "experiments/ratio_of_means.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::experiments {
namespace {

// With a denominator that is known the ratio is that of the numerator's own interval.
TEST(RatioOfMeans, OverAKnownNumberIsThePlainInterval) {
  const auto ratio = ratio_of_means({.value = 6, .error = 1}, {.value = 2, .error = 0}, 1.5, 0.9);
  ASSERT_TRUE(ratio);
  EXPECT_DOUBLE_EQ(ratio->value, 3.0);
  EXPECT_DOUBLE_EQ(ratio->low, 2.25);
  EXPECT_DOUBLE_EQ(ratio->high, 3.75);
}

TEST(RatioOfMeans, NeedsADenominatorClearOfZero) {
  EXPECT_FALSE(ratio_of_means({.value = 6, .error = 1}, {.value = 2, .error = 1}, 2.0, 0.9));
  EXPECT_FALSE(ratio_of_means({.value = 6, .error = 1}, {.value = 0, .error = 0}, 2.0, 0.9));
  EXPECT_FALSE(
      ratio_of_means({.value = 6, .error = 1}, {.value = std::nan(""), .error = 1}, 2.0, 0.9));
}

TEST(RatioOfMeans, OfAMeanAndItselfIsOne) {
  const auto ratio =
      ratio_of_means({.value = 5, .error = 1}, {.value = 5, .error = 1}, 2.0, 0.9, 1.0);
  ASSERT_TRUE(ratio);
  EXPECT_NEAR(ratio->low, 1.0, 1e-7);
  EXPECT_NEAR(ratio->high, 1.0, 1e-7);
}

RC_GTEST_PROP(RatioOfMeansProperty, EndsAreWhereTheTestJustRejects, ()) {
  const Mean top{.value = 0.1 * *rc::gen::inRange(-500, 500),
                 .error = 0.1 * *rc::gen::inRange(1, 50)};
  const Mean bottom{.value = 0.1 * *rc::gen::inRange(100, 500),
                    .error = 0.1 * *rc::gen::inRange(1, 50)};
  const double covariance = 0.01 * *rc::gen::inRange(-90, 90) * top.error * bottom.error;
  const auto ratio = ratio_of_means(top, bottom, 1.7, 0.9, covariance);
  RC_PRE(ratio.has_value());
  for (const double r : {ratio->low, ratio->high}) {
    const double error =
        std::sqrt(top.error * top.error - 2 * r * covariance + r * r * bottom.error * bottom.error);
    RC_ASSERT(std::fabs(std::fabs(top.value - r * bottom.value) / error - 1.7) < 1e-6);
  }
}

}  // namespace
}  // namespace throughline::experiments
