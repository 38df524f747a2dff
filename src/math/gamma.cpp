#include "math/gamma.hpp"

#include <array>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

namespace throughline::math {
namespace {

constexpr double kStirlingFrom = 10.0;
constexpr double kHalfLogTwoPi = 0.918938533204672741780329736406;

}  // namespace

double log_gamma(double x) {
  double product = 1.0;  // at most 10!, so no overflow
  for (; x < kStirlingFrom; x += 1.0) {
    product *= x;
  }
  const double z = 1.0 / (x * x);
  const double series =
      (1.0 / 12 +
       z * (-1.0 / 360 +
            z * (1.0 / 1260 + z * (-1.0 / 1680 + z * (1.0 / 1188 - z * 691.0 / 360360))))) /
      x;
  return (x - 0.5) * std::log(x) - x + kHalfLogTwoPi + series - std::log(product);
}

double digamma(double x) {
  double shift = 0.0;
  for (; x < kStirlingFrom; x += 1.0) {
    shift += 1.0 / x;
  }
  const double z = 1.0 / (x * x);
  const double series =
      z *
      (1.0 / 12 -
       z * (1.0 / 120 - z * (1.0 / 252 - z * (1.0 / 240 - z * (1.0 / 132 - z * 691.0 / 32760)))));
  return std::log(x) - 0.5 / x - series - shift;
}

double trigamma(double x) {
  double shift = 0.0;
  for (; x < kStirlingFrom; x += 1.0) {
    shift += 1.0 / (x * x);
  }
  const double z = 1.0 / (x * x);
  const double series =
      z * (1.0 / 6 -
           z * (1.0 / 30 - z * (1.0 / 42 - z * (1.0 / 30 - z * (5.0 / 66 - z * 691.0 / 2730)))));
  return (1.0 + 0.5 / x + series) / x + shift;
}

double log_factorial(std::uint64_t n) {
  static const auto table = [] {
    std::array<double, 2048> values{};
    for (std::size_t i = 1; i < values.size(); ++i) {
      values[i] = log_gamma(static_cast<double>(i) + 1.0);
    }
    return values;
  }();
  return n < table.size() ? table[n] : log_gamma(static_cast<double>(n) + 1.0);
}

double log_beta(double a, double b) { return log_gamma(a) + log_gamma(b) - log_gamma(a + b); }

double normal_quantile(double p) { return -std::numbers::sqrt2 * boost::math::erfc_inv(2.0 * p); }

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

}  // namespace throughline::math
