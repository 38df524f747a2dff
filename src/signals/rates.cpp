#include "signals/rates.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "math/beta_binomial.hpp"
#include "math/gamma.hpp"

namespace throughline::signals {
namespace {

using math::Beta;

constexpr double kNegligibleWeight = 1e-4;

double real(std::uint64_t n) { return static_cast<double>(n); }

double mixture_cdf(const Belief& belief, double x) {
  return (1.0 - belief.outlier_weight) * math::cdf(belief.main, x) +
         belief.outlier_weight * math::cdf(belief.outlier, x);
}

// The quantile of a mixture lies between those of its parts; regula falsi with the Illinois rule.
double mixture_quantile(const Belief& belief, double p) {
  if (belief.outlier_weight < kNegligibleWeight) {
    return math::quantile(belief.main, p);
  }
  if (belief.outlier_weight > 1.0 - kNegligibleWeight) {
    return math::quantile(belief.outlier, p);
  }
  double low = math::quantile(belief.main, p);
  double high = math::quantile(belief.outlier, p);
  if (low > high) {
    std::swap(low, high);
  }
  double f_low = mixture_cdf(belief, low) - p;
  double f_high = mixture_cdf(belief, high) - p;
  for (int i = 0; i < 60 && high - low > 1e-8; ++i) {
    const double secant = f_high > f_low ? low - f_low * (high - low) / (f_high - f_low) : low;
    // A secant that hugs an end is replaced by the middle every third time.
    const double x = i % 3 == 2 ? 0.5 * (low + high) : std::clamp(secant, low, high);
    const double f = mixture_cdf(belief, x) - p;
    if (std::fabs(f) < 1e-9) {
      return x;
    }
    (f < 0 ? low : high) = x;
    (f < 0 ? f_low : f_high) = f;
  }
  return 0.5 * (low + high);
}

float narrow(double x) { return static_cast<float>(x); }

}  // namespace

double Belief::mean() const {
  return (1.0 - outlier_weight) * main.mean() + outlier_weight * outlier.mean();
}

Belief believe(const math::RatePopulation& peers, std::uint64_t n, std::uint64_t k) {
  const double failures = real(n - k);
  Belief belief{.main = math::updated(peers.rate, real(k), failures),
                .outlier = math::updated({.a = 1.0, .b = 1.0}, real(k), failures)};
  if (peers.outliers > 0.0) {
    const double log_main = math::beta_binomial_log_pmf(k, n, peers.rate);
    const double log_outlier = -std::log(real(n) + 1.0);
    const double lead =
        std::log1p(-peers.outliers) - std::log(peers.outliers) + log_main - log_outlier;
    belief.outlier_weight = 1.0 / (1.0 + std::exp(lead));
  }
  return belief;
}

Share share_of(const Belief& belief, double level) {
  const double tail = 0.5 * (1.0 - level);
  return {.value = narrow(belief.mean()),
          .low = narrow(mixture_quantile(belief, tail)),
          .high = narrow(mixture_quantile(belief, 1.0 - tail))};
}

Beta belief_of(Reference reference) {
  const std::uint64_t engaged = std::min(reference.engaged, reference.visits);
  return math::updated({.a = 0.5, .b = 0.5}, real(engaged), real(reference.visits - engaged));
}

Comparison compared(const Belief& belief, const Share& share, Beta reference, double level) {
  double probability = 0.0;
  if (belief.outlier_weight < 1.0 - kNegligibleWeight) {
    probability +=
        (1.0 - belief.outlier_weight) * math::probability_greater(belief.main, reference);
  }
  if (belief.outlier_weight > kNegligibleWeight) {
    probability += belief.outlier_weight * math::probability_greater(belief.outlier, reference);
  }
  const double tail = 0.5 * (1.0 - level);
  const double mean = reference.mean();
  const double below = mean - math::quantile(reference, tail);
  const double above = math::quantile(reference, 1.0 - tail) - mean;
  const double difference = share.value - mean;
  return {.probability = narrow(std::min(probability, 1.0)),
          .difference = {.value = narrow(difference),
                         .low = narrow(difference - std::hypot(share.value - share.low, above)),
                         .high = narrow(difference + std::hypot(share.high - share.value, below))}};
}

std::vector<Node> nodes_of(const math::RatePopulation& peers) {
  const double sd_x = std::sqrt(peers.var_logit_mean);
  const double sd_y = std::sqrt(peers.var_log_precision);
  if (sd_x < 0.02 && sd_y < 0.05) {
    return {{.rate = peers.rate}};
  }
  // Gauss-Hermite for a standard normal; Abramowitz & Stegun 25.4.46, table 25.10.
  constexpr std::array<double, 3> kX3 = {-1.7320508075688772, 0.0, 1.7320508075688772};
  constexpr std::array<double, 3> kW3 = {1.0 / 6, 2.0 / 3, 1.0 / 6};
  constexpr std::array<double, 5> kX5 = {
      -2.8569700138728, -1.3556261799742659, 0.0, 1.3556261799742659, 2.8569700138728};
  constexpr std::array<double, 5> kW5 = {
      0.011257411327721, 0.22207592200561, 0.53333333333333, 0.22207592200561, 0.011257411327721};
  const double slope = peers.var_log_precision > 0 ? peers.cov / sd_y : 0.0;
  const double rest = std::sqrt(std::max(0.0, peers.var_logit_mean - slope * slope));
  const double x = std::log(peers.rate.a / peers.rate.b);
  const double y = std::log(peers.rate.a + peers.rate.b);
  std::vector<Node> nodes;
  for (std::size_t j = 0; j < kX5.size(); ++j) {
    for (std::size_t i = 0; i < kX3.size(); ++i) {
      const double logit = std::clamp(x + slope * kX5[j] + rest * kX3[i], -15.0, 15.0);
      const double precision = std::exp(std::clamp(y + sd_y * kX5[j], -2.3, 13.9));
      nodes.push_back({.rate = math::beta_of(1.0 / (1.0 + std::exp(-logit)), precision),
                       .weight = kW3[i] * kW5[j]});
    }
  }
  return nodes;
}

double null_tail(std::span<const Node> peers, double floor, std::uint64_t n, std::uint64_t k) {
  const double bar = std::min(floor, 1.0 - 1e-6);
  double tail = 0.0;
  for (const Node& node : peers) {
    const Beta rate =
        node.rate.mean() >= bar ? node.rate : math::beta_of(bar, node.rate.a + node.rate.b);
    tail += node.weight * math::beta_binomial_upper_tail(k, n, rate);
  }
  return std::clamp(tail, 0.0, 1.0);
}

}  // namespace throughline::signals
