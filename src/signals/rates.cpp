#include "signals/rates.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "math/beta_binomial.hpp"
#include "math/gamma.hpp"

namespace throughline::signals {
namespace {

using math::Beta;

constexpr double kNegligibleWeight = 1e-3;

double real(std::uint64_t n) { return static_cast<double>(n); }

double mixture_cdf(const Belief& belief, double x) {
  return (1.0 - belief.outlier_weight) * math::cdf(belief.main, x) +
         belief.outlier_weight * math::cdf(belief.outlier, x);
}

double mixture_density(const Belief& belief, double x) {
  return (1.0 - belief.outlier_weight) * std::exp(math::log_density(belief.main, x)) +
         belief.outlier_weight * std::exp(math::log_density(belief.outlier, x));
}

// The quantile of a mixture lies between those of its parts: Newton from the heavier part's, kept
// between. Probabilities are right to 1e-6, which is what a float of the result can tell.
double mixture_quantile(const Belief& belief, double p) {
  const bool mostly_outlier = belief.outlier_weight > 0.5;
  double x = math::quantile(mostly_outlier ? belief.outlier : belief.main, p);
  if (belief.outlier_weight < kNegligibleWeight ||
      belief.outlier_weight > 1.0 - kNegligibleWeight) {
    return x;
  }
  double low = 0.0;
  double high = 1.0;
  for (int i = 0; i < 100; ++i) {
    const double error = mixture_cdf(belief, x) - p;
    if (std::fabs(error) < 1e-6) {
      break;
    }
    (error < 0 ? low : high) = x;
    const double next = x - error / mixture_density(belief, x);
    x = next > low && next < high ? next : 0.5 * (low + high);
  }
  return x;
}

// A reference of very many visits is nearly a point to a source of few: three points of Gauss and
// Hermite on the logit scale are right to 1e-6 there. Else the exact integral.
double probability_above(math::Beta share, math::Beta reference) {
  const double narrow = 1.0 / reference.a + 1.0 / reference.b;
  if (narrow > 0.1 || narrow > 0.01 * (1.0 / share.a + 1.0 / share.b)) {
    return math::probability_greater(share, reference);
  }
  const double middle = std::log((reference.a - 0.5) / (reference.b - 0.5));
  const double step = std::sqrt(3.0 * narrow);
  const auto survival_at = [&](double logit) {
    return math::survival(share, 1.0 / (1.0 + std::exp(-logit)));
  };
  return (survival_at(middle - step) + 4.0 * survival_at(middle) + survival_at(middle + step)) /
         6.0;
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
  const double mean = belief.mean();
  // Where everybody does (or nobody), beliefs pile up at the end and the mean lies outside.
  return {.value = narrow(mean),
          .low = narrow(std::min(mean, mixture_quantile(belief, tail))),
          .high = narrow(std::max(mean, mixture_quantile(belief, 1.0 - tail)))};
}

ReferenceBelief belief_of(Reference reference, double level) {
  const std::uint64_t engaged = std::min(reference.engaged, reference.visits);
  const Beta share =
      math::updated({.a = 0.5, .b = 0.5}, real(engaged), real(reference.visits - engaged));
  const double tail = 0.5 * (1.0 - level);
  if (share.a > 1000.0 && share.b > 1000.0) {  // as good as normal
    const double half = -math::normal_quantile(tail) * std::sqrt(share.variance());
    return {.share = share, .below = half, .above = half};
  }
  return {.share = share,
          .below = share.mean() - math::quantile(share, tail),
          .above = math::quantile(share, 1.0 - tail) - share.mean()};
}

Comparison compared(const Belief& belief, const Share& share, const ReferenceBelief& reference) {
  double probability = 0.0;
  if (belief.outlier_weight < 1.0 - kNegligibleWeight) {
    probability += (1.0 - belief.outlier_weight) * probability_above(belief.main, reference.share);
  }
  if (belief.outlier_weight > kNegligibleWeight) {
    probability += belief.outlier_weight * probability_above(belief.outlier, reference.share);
  }
  const double difference = share.value - reference.share.mean();
  return {.probability = narrow(std::min(probability, 1.0)),
          .difference = {
              .value = narrow(difference),
              .low = narrow(difference - std::hypot(share.value - share.low, reference.above)),
              .high = narrow(difference + std::hypot(share.high - share.value, reference.below))}};
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
