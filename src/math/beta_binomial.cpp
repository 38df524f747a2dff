#include "math/beta_binomial.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "math/gamma.hpp"

namespace throughline::math {
namespace {

constexpr double kNegligible = 1e-17;
constexpr double kLongTail = 4000.0;  // terms; a sum of so many costs as much as the integral

double real(std::uint64_t n) { return static_cast<double>(n); }

// P(k) + P(k + 1) + … by the ratio of neighbours: (n − k)(k + a) / ((k + 1)(n − k − 1 + b)).
double sum_upwards(std::uint64_t k, std::uint64_t n, Beta rate) {
  double term = 1.0;
  double sum = 1.0;
  for (; k < n; ++k) {
    const double left = real(n - k);
    term *= left * (real(k) + rate.a) / ((real(k) + 1.0) * (left - 1.0 + rate.b));
    sum += term;
    if (term < kNegligible * sum) {
      break;
    }
  }
  return sum;
}

double tail_sum(std::uint64_t k, std::uint64_t n, Beta rate) {
  return std::exp(beta_binomial_log_pmf(k, n, rate)) * sum_upwards(k, n, rate);
}

}  // namespace

double beta_binomial_log_pmf(std::uint64_t k, std::uint64_t n, Beta rate) {
  TL_ASSERT(k <= n && rate.a > 0 && rate.b > 0);
  const double failures = real(n - k);
  return -std::log(real(n) + 1.0) - log_beta(real(k) + 1.0, failures + 1.0) +
         log_beta(real(k) + rate.a, failures + rate.b) - log_beta(rate.a, rate.b);
}

double beta_binomial_upper_tail(std::uint64_t k, std::uint64_t n, Beta rate) {
  TL_ASSERT(rate.a > 0 && rate.b > 0);
  if (k == 0 || k > n) {
    return k == 0 ? 1.0 : 0.0;
  }
  const double sd =
      real(n) * std::sqrt(rate.variance() + rate.mean() * (1.0 - rate.mean()) / real(n));
  if (10.0 * sd > kLongTail && real(n) > kLongTail) {
    return probability_greater(rate, {.a = real(k), .b = real(n - k) + 1.0});
  }
  // Below the mean the lower tail is the short one: it is the upper tail of the failures.
  if (real(k) < real(n) * rate.mean()) {
    return std::clamp(1.0 - tail_sum(n - k + 1, n, {.a = rate.b, .b = rate.a}), 0.0, 1.0);
  }
  return std::min(tail_sum(k, n, rate), 1.0);
}

std::uint64_t beta_binomial_quantile(double p, std::uint64_t n, Beta rate) {
  TL_ASSERT(p >= 0 && p <= 1);
  std::uint64_t low = 0;
  std::uint64_t high = n;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (1.0 - beta_binomial_upper_tail(middle + 1, n, rate) >= p) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace throughline::math
