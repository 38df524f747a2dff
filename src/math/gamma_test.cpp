#include "math/gamma.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace throughline::math {
namespace {

// Closed forms: Γ(1/2) = √π, ψ(1) = −γ, ψ(1/2) = −γ − 2 log 2, ψ′(1) = π²/6, ψ′(1/2) = π²/2.
TEST(Gamma, HasItsClosedForms) {
  EXPECT_NEAR(log_gamma(0.5), 0.5 * std::log(std::numbers::pi), 1e-14);
  EXPECT_NEAR(log_gamma(1.0), 0.0, 1e-14);
  EXPECT_NEAR(log_gamma(11.0), std::log(3628800.0), 1e-13);
  EXPECT_NEAR(digamma(1.0), -std::numbers::egamma, 1e-14);
  EXPECT_NEAR(digamma(0.5), -std::numbers::egamma - 2 * std::numbers::ln2, 1e-14);
  EXPECT_NEAR(trigamma(1.0), std::numbers::pi * std::numbers::pi / 6, 1e-13);
  EXPECT_NEAR(trigamma(0.5), std::numbers::pi * std::numbers::pi / 2, 1e-13);
}

TEST(Gamma, FactorialsGoOnPastTheTable) {
  EXPECT_EQ(log_factorial(0), 0.0);
  EXPECT_NEAR(log_factorial(10), std::log(3628800.0), 1e-13);
  EXPECT_NEAR(log_factorial(2048) - log_factorial(2047), std::log(2048.0), 1e-10);
}

TEST(Gamma, StepsObeyTheRecurrenceAtEverySize) {
  for (double x = 0.01; x < 1e8; x *= 1.7) {
    EXPECT_NEAR(
        log_gamma(x + 1) - log_gamma(x), std::log(x), 1e-14 * (1 + std::fabs(log_gamma(x))));
    EXPECT_NEAR(digamma(x + 1) - digamma(x), 1 / x, 1e-13 * (1 + 1 / x));
    EXPECT_NEAR(trigamma(x) - trigamma(x + 1), 1 / (x * x), 1e-13 * (1 + 1 / (x * x)));
  }
}

// R 4: qnorm(0.95) = 1.644853626951472, pnorm(-1.96) = 0.02499789514822043.
TEST(Normal, AgreesWithR) {
  EXPECT_NEAR(normal_quantile(0.95), 1.644853626951472, 1e-14);
  EXPECT_NEAR(normal_quantile(0.5), 0.0, 1e-15);
  EXPECT_NEAR(normal_cdf(-1.96), 0.02499789514822043, 1e-15);
}

}  // namespace
}  // namespace throughline::math
