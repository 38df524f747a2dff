#include "experiments/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vector>

#include "experiments/population_nodes.hpp"
#include "math/gamma.hpp"
#include "math/shrinkage.hpp"

namespace throughline::experiments {
namespace {

constexpr std::size_t kFewestPeers = 5;
constexpr std::size_t kEnoughPeers = 20;  // docs/studies/intervals.md
constexpr int kHalvings = 40;

double real(std::uint64_t n) { return static_cast<double>(n); }

// What is believed of the own rate if the peers' mean and precision are these.
struct Belief {
  double weight = 0.0;
  double peers = 0.0;  ///< their mean
  math::Beta alike;
  math::Beta apart;
  double outlier = 0.0;  ///< probability that it is of another kind

  [[nodiscard]] double below(double rate) const {
    return (1.0 - outlier) * math::cdf(alike, rate) + outlier * math::cdf(apart, rate);
  }

  [[nodiscard]] double mean() const {
    return (1.0 - outlier) * alike.mean() + outlier * apart.mean();
  }
};

// Probability of another kind, from the likelihood of its counts either way.
double outlier_probability(const RateArm& own, math::Beta population, double outliers) {
  if (outliers <= 0.0) {
    return 0.0;
  }
  const double k = real(own.successes);
  const double failures = real(own.n - own.successes);
  const double alike = math::log_beta(population.a + k, population.b + failures) -
                       math::log_beta(population.a, population.b);
  const double apart = math::log_beta(1.0 + k, 1.0 + failures);
  return 1.0 / (1.0 + std::exp(std::log1p(-outliers) - std::log(outliers) + alike - apart));
}

Belief belief_at(const RateArm& own, math::Beta population, double outliers, double weight) {
  const double k = real(own.successes);
  const double failures = real(own.n - own.successes);
  return {.weight = weight,
          .peers = population.mean(),
          .alike = math::updated(population, k, failures),
          .apart = math::updated({.a = 1.0, .b = 1.0}, k, failures),
          .outlier = outlier_probability(own, population, outliers)};
}

std::vector<Belief> beliefs_of(const RateArm& own, const math::RatePopulation& peers) {
  std::vector<Belief> beliefs;
  for (const PopulationNode& node : population_nodes(peers)) {
    beliefs.push_back(belief_at(own, node.rate, peers.outliers, node.weight));
  }
  return beliefs;
}

template <class Value>
double averaged(const std::vector<Belief>& beliefs, const Value& value) {
  double sum = 0.0;
  for (const Belief& belief : beliefs) {
    sum += belief.weight * value(belief);
  }
  return sum;
}

// The x at which the averaged probability of being below it reaches p.
template <class Below>
double quantile(
    const std::vector<Belief>& beliefs, const Below& below, double p, double low, double high) {
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = 0.5 * (low + high);
    const double reached =
        averaged(beliefs, [&](const Belief& belief) { return below(belief, middle); });
    (reached < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

schema::Interval difference_of(const std::vector<Belief>& beliefs, double level) {
  const auto below = [](const Belief& belief, double x) { return belief.below(x + belief.peers); };
  const double tail = 0.5 * (1.0 - level);
  return {
      .value = averaged(beliefs, [](const Belief& belief) { return belief.mean() - belief.peers; }),
      .low = quantile(beliefs, below, tail, -1.0, 1.0),
      .high = quantile(beliefs, below, 1.0 - tail, -1.0, 1.0),
      .level = level};
}

schema::Interval relative_of(const std::vector<Belief>& beliefs, double level) {
  const auto below = [](const Belief& belief, double x) {
    return belief.below((1.0 + x) * belief.peers);
  };
  const double tail = 0.5 * (1.0 - level);
  double least = 1.0;
  for (const Belief& belief : beliefs) {
    least = std::min(least, belief.peers);
  }
  return {.value = averaged(
              beliefs, [](const Belief& belief) { return belief.mean() / belief.peers - 1.0; }),
          .low = quantile(beliefs, below, tail, -1.0, 1.0 / least),
          .high = quantile(beliefs, below, 1.0 - tail, -1.0, 1.0 / least),
          .level = level};
}

Result<void> check(const RateArm& arm) {
  if (arm.successes > arm.n) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a rate has more successes than units: {} of {}", arm.successes, arm.n),
                "count each unit once");
  }
  return {};
}

}  // namespace

Result<Reading> comparison(const RateArm& own, std::span<const RateArm> peers, double level) {
  TL_CHECK(check(own));
  std::vector<math::Count> counts;
  std::size_t n_peers = 0;
  for (const RateArm& peer : peers) {
    TL_CHECK(check(peer));
    counts.push_back({.n = peer.n, .k = peer.successes});
    n_peers += peer.n > 0 ? 1U : 0U;
  }
  if (!(level > 0.0 && level < 1.0)) {
    return fail(ErrorCode::InvalidArgument, fmt::format("level must be in (0, 1): {}", level));
  }
  if (own.n == 0 || n_peers < kFewestPeers) {
    return cannot_tell(fmt::format("{} units against {} peers are too few", own.n, n_peers),
                       fmt::format("at least one unit, and {} peers that have some", kFewestPeers));
  }
  const math::RatePopulation population = math::fit_rates(math::aggregated(std::move(counts)));
  const std::vector<Belief> beliefs = beliefs_of(own, population);
  const schema::Interval difference = difference_of(beliefs, level);
  Measured measured{
      .per_unit = difference,
      .total = scaled(difference, real(own.n)),
      .relative = relative_of(beliefs, level),
      .baseline = real(own.n) * averaged(beliefs, [](const Belief& b) { return b.peers; }),
      .n = own.n,
      .grade = schema::Grade::D,
      .method = schema::Method::Comparison,
      .caveats = {}};
  if (n_peers < kEnoughPeers) {
    measured.caveats.push_back(
        fmt::format("only {} peers: the interval may be too narrow if they are unlike", n_peers));
  }
  return measured;
}

}  // namespace throughline::experiments
