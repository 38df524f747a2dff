#include "base/random.hpp"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>

namespace throughline {
namespace {

struct Moments {
  double mean = 0;
  double variance = 0;
};

Moments moments_of(const std::function<double(Rng&)>& draw) {
  constexpr int kDraws = 200000;
  Rng rng(7, "moments");
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = draw(rng);
    sum += x;
    squares += x * x;
  }
  const double mean = sum / kDraws;
  return {mean, squares / kDraws - mean * mean};
}

// Tolerances are five standard errors of the mean, and of the variance assuming a kurtosis under 9.
void expect_moments(const std::function<double(Rng&)>& draw, double mean, double variance) {
  const Moments m = moments_of(draw);
  EXPECT_NEAR(m.mean, mean, 5.0 * std::sqrt(variance / 200000.0));
  EXPECT_NEAR(m.variance, variance, 5.0 * variance * std::sqrt(8.0 / 200000.0));
}

TEST(Rng, DistributionsHaveTheirMoments) {
  expect_moments([](Rng& r) { return r.uniform(); }, 0.5, 1.0 / 12);
  expect_moments([](Rng& r) { return r.normal(); }, 0, 1);
  expect_moments([](Rng& r) { return r.exponential(2); }, 0.5, 0.25);
  expect_moments([](Rng& r) { return r.gamma(0.5); }, 0.5, 0.5);
  expect_moments([](Rng& r) { return r.gamma(7); }, 7, 7);
  expect_moments([](Rng& r) { return r.beta(2, 5); }, 2.0 / 7, 10.0 / (49 * 8));
  expect_moments([](Rng& r) { return static_cast<double>(r.poisson(3)); }, 3, 3);
  expect_moments([](Rng& r) { return static_cast<double>(r.poisson(200)); }, 200, 200);
  expect_moments([](Rng& r) { return static_cast<double>(r.binomial(1000, 0.3)); }, 300, 210);
  expect_moments([](Rng& r) { return static_cast<double>(r.below(10)); }, 4.5, 99.0 / 12);
}

TEST(Rng, AStreamIsItsName) {
  Rng a(1, "demo", 3);
  Rng b(1, "demo", 3);
  Rng other(1, "demo", 4);
  const auto first = a();
  EXPECT_EQ(first, b());
  EXPECT_NE(first, other());
}

}  // namespace
}  // namespace throughline
