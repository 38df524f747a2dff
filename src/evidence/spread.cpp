#include "evidence/spread.hpp"

#include <algorithm>
#include <cmath>

#include "evidence/deciding.hpp"
#include "math/gamma.hpp"
#include "schema/level.hpp"

namespace throughline::evidence {
namespace {

using schema::Interval;

constexpr std::size_t kMarketsToPool = 4;

// An interval without width would have all the weight; half a millionth of its value stands for it.
double variance_of(const Interval& interval) {
  const double se = schema::standard_error_of(interval);
  const double least = 5e-7 * std::fabs(interval.value) + 1e-12;
  return std::pow(std::max(se, least), 2);
}

/// Mean and variance of the mean with weights 1 / (se² + tau²).
struct Mean {
  double value = 0.0;
  double variance = 0.0;
};

Mean weighted_mean(const std::vector<MarketEffect>& markets, double tau_squared) {
  double weights = 0.0;
  double sum = 0.0;
  for (const MarketEffect& market : markets) {
    const double weight = 1.0 / (variance_of(market.own) + tau_squared);
    weights += weight;
    sum += weight * market.own.value;
  }
  return {sum / weights, 1.0 / weights};
}

double between_variance(const std::vector<MarketEffect>& markets) {
  const Mean fixed = weighted_mean(markets, 0.0);
  double q = 0.0;
  double weights = 0.0;
  double squares = 0.0;
  for (const MarketEffect& market : markets) {
    const double weight = 1.0 / variance_of(market.own);
    q += weight * std::pow(market.own.value - fixed.value, 2);
    weights += weight;
    squares += weight * weight;
  }
  const double scale = weights - squares / weights;
  return scale > 0.0 ? std::max(0.0, (q - (static_cast<double>(markets.size()) - 1.0)) / scale)
                     : 0.0;
}

Interval normal_interval(double value, double variance, double level) {
  const double half = math::normal_quantile(0.5 * (1.0 + level)) * std::sqrt(variance);
  return {value, value - half, value + half, level};
}

// Morris's empirical Bayes estimate: drawn a little less than the best guess of the spread says,
// and wider, since that guess is one. From fewer than four markets there is none.
Interval pooled(const Interval& own, const Mean& mean, double tau_squared, std::size_t n_markets) {
  if (n_markets < kMarketsToPool) {
    return own;
  }
  const auto k = static_cast<double>(n_markets);
  const double variance = variance_of(own);
  const double lean = (k - 3.0) / (k - 1.0) * variance / (variance + tau_squared);
  const double apart = own.value - mean.value;
  return normal_interval(
      own.value - lean * apart,
      variance * (1.0 - (k - 1.0) / k * lean) + 2.0 / (k - 3.0) * lean * lean * apart * apart,
      own.level);
}

bool are_opposed(const Interval& a, const Interval& b) {
  return a.high < b.low || b.high < a.low || (a.low > 0.0 && b.high < 0.0) ||
         (b.low > 0.0 && a.high < 0.0);
}

bool some_are_opposed(const std::vector<MarketEffect>& markets) {
  for (std::size_t i = 0; i < markets.size(); ++i) {
    for (std::size_t j = i + 1; j < markets.size(); ++j) {
      if (are_opposed(markets[i].own, markets[j].own)) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

MarketSpread spread_of(const std::vector<MarketEffect>& markets,
                       const std::vector<plan::Verdict>& verdicts) {
  MarketSpread made{.markets = markets};
  made.do_not_generalise =
      some_are_opposed(markets) || (!verdicts.empty() && !pooled_verdict(verdicts));
  if (markets.empty()) {
    return made;
  }
  const double tau_squared = between_variance(markets);
  const Mean mean = weighted_mean(markets, tau_squared);
  made.between = std::sqrt(tau_squared);
  for (MarketEffect& market : made.markets) {
    market.pooled = pooled(market.own, mean, tau_squared, markets.size());
  }
  if (markets.size() == 1) {
    made.average = markets.front().own;
  } else if (!made.do_not_generalise) {
    made.average = normal_interval(mean.value, mean.variance, markets.front().own.level);
  }
  return made;
}

MarketSpread spread_of(const JudgedTactic& tactic) {
  std::vector<MarketEffect> markets;
  std::vector<plan::Verdict> verdicts;
  for (const MarketJudgement& market : tactic.markets) {
    verdicts.push_back(market.judgement.verdict);
    if (market.inputs.deciding && is_causal(market.inputs.deciding->grade)) {
      markets.push_back({market.market, market.inputs.deciding->effect.interval, {}});
    }
  }
  return spread_of(markets, verdicts);
}

}  // namespace throughline::evidence
