#include "math/change_point.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "math/gamma.hpp"

namespace throughline::math {
namespace {

// Levels are weighed with a prior worth one period at the mean of the series.
struct Series {
  std::vector<double> sums;  // [n + 1], running
  double mean = 0.0;

  explicit Series(std::span<const std::uint32_t> counts) : sums(counts.size() + 1, 0.0) {
    for (std::size_t t = 0; t < counts.size(); ++t) {
      sums[t + 1] = sums[t] + counts[t];
    }
    mean = counts.empty() ? 0.0 : sums.back() / static_cast<double>(counts.size());
  }

  [[nodiscard]] std::size_t size() const { return sums.size() - 1; }
};

// What a segment of n periods and S counts says of its level: log evidence, and what the level's
// logarithm is made of.
struct Segment {
  double log_evidence = 0.0;
  double level = 0.0;     // exp of the mean of the log level; ψ(x) ≈ log(x − 1/2)
  double variance = 0.0;  // of the log level
};

// Poisson counts, level ~ Exponential with the mean of the series: Gamma(1 + S, 1/ȳ + n).
class PoissonModel {
 public:
  explicit PoissonModel(const Series& series) : mean_(series.mean) {
    log_rate_.reserve(series.size() + 1);
    for (std::size_t n = 0; n <= series.size(); ++n) {
      log_rate_.push_back(std::log(1.0 / mean_ + static_cast<double>(n)));
    }
  }

  [[nodiscard]] Segment operator()(std::size_t n, double sum) const {
    const double shape = 1.0 + sum;
    return {.log_evidence = log_rate_[0] + log_factorial(static_cast<std::uint64_t>(sum)) -
                            shape * log_rate_[n],
            .level = (shape - 0.5) / (1.0 / mean_ + static_cast<double>(n)),
            .variance = 1.0 / (shape - 0.5)};
  }

 private:
  double mean_;
  std::vector<double> log_rate_;
};

// Negative binomial of size r, level/r ~ BetaPrime(1, α): after S counts BetaPrime(1 + S, α + r·n).
class OverDispersedModel {
 public:
  OverDispersedModel(const Series& series, double size)
      : size_(size), alpha_(1.0 + size / series.mean) {}

  [[nodiscard]] Segment operator()(std::size_t n, double sum) const {
    const double a = 1.0 + sum;
    const double b = alpha_ + size_ * static_cast<double>(n);
    return {.log_evidence = log_beta(a, b) + std::log(alpha_),
            .level = size_ * (a - 0.5) / (b - 0.5),
            .variance = 1.0 / (a - 0.5) + 1.0 / (b - 0.5)};
  }

 private:
  double size_;
  double alpha_;
};

// Evidence of the counts given r that does not depend on where levels change: Π Γ(y + r)/Γ(r), and
// for Poisson nothing, both without Π 1/y!.
double common_evidence(std::span<const std::uint32_t> counts, double r) {
  double sum = 0.0;
  const double base = log_gamma(r);
  for (const std::uint32_t y : counts) {
    sum += log_gamma(static_cast<double>(y) + r) - base;
  }
  return sum;
}

struct Weighed {
  double evidence = 0.0;  // of change and no change together, relative to the scale
  double log_scale = 0.0;
  std::vector<double> at;  // [T], of that: a rise by the ratio asked for, by its first period
};

// Probability that the level rose by at least the ratio, log levels being nearly normal.
double probability_of_rise(const Segment& first, const Segment& second, double min_ratio) {
  return normal_cdf(std::log(second.level / (first.level * min_ratio)) /
                    std::sqrt(first.variance + second.variance));
}

template <class Model>
Weighed weigh(const Series& series, const ChangePointOptions& options, const Model& model) {
  constexpr double kNegligible = -16.0;  // on the log scale, against the likeliest
  const std::size_t n = series.size();
  const double total = series.sums[n];
  const double log_each = std::log(options.prior / static_cast<double>(n - 1));
  std::vector<std::pair<Segment, Segment>> parts(n);
  Weighed out{.at = std::vector<double>(n, 0.0)};
  const double log_no_change = std::log1p(-options.prior) + model(n, total).log_evidence;
  out.log_scale = log_no_change;
  for (std::size_t t = 1; t < n; ++t) {
    parts[t] = {model(t, series.sums[t]), model(n - t, total - series.sums[t])};
    out.at[t] = log_each + parts[t].first.log_evidence + parts[t].second.log_evidence;
    out.log_scale = std::max(out.log_scale, out.at[t]);
  }
  out.evidence = std::exp(log_no_change - out.log_scale);
  const double no_change = out.evidence;
  for (std::size_t t = 1; t < n; ++t) {
    const double lead = out.at[t] - out.log_scale;
    out.at[t] = lead > kNegligible ? std::exp(lead) : 0.0;
    out.evidence += out.at[t];
  }
  // Where hardly anything speaks for a change, how sure its direction is does not matter.
  const bool unlikely = out.evidence - no_change < options.screen * out.evidence;
  for (std::size_t t = 1; t < n; ++t) {
    const auto& [first, second] = parts[t];
    if (unlikely) {
      out.at[t] *= second.level >= options.min_ratio * first.level ? 1.0 : 0.0;
    } else if (out.at[t] > 0.0) {
      out.at[t] *= probability_of_rise(first, second, options.min_ratio);
    }
  }
  return out;
}

// Adds one size's answer, each weighted by its own evidence.
void blend(const std::vector<Weighed>& answers, std::size_t n, ChangePoint& result) {
  double top = answers.front().log_scale;
  for (const Weighed& answer : answers) {
    top = std::max(top, answer.log_scale);
  }
  std::vector<double> at(n, 0.0);
  double evidence = 0.0;
  for (const Weighed& answer : answers) {
    const double weight = std::exp(answer.log_scale - top);
    evidence += weight * answer.evidence;
    for (std::size_t t = 1; t < n; ++t) {
      at[t] += weight * answer.at[t];
    }
  }
  double rise = 0.0;
  for (const double value : at) {
    rise += value;
  }
  result.probability = std::clamp(rise / evidence, 0.0, 1.0);
  result.at = static_cast<std::size_t>(std::max_element(at.begin(), at.end()) - at.begin());
}

// The levels at the place found are means of counts, which no prior should bend.
void describe(const Series& series, ChangePoint& result) {
  const auto t = static_cast<double>(result.at);
  const auto n = static_cast<double>(series.size());
  const double before = series.sums[result.at];
  const double after = series.sums.back() - before;
  result.before = before / t;
  result.after = after / (n - t);
  // Half a count on each side, so that a start from nothing has a finite ratio.
  result.ratio = ((after + 0.5) / (n - t)) / ((before + 0.5) / t);
}

}  // namespace

ChangePoint find_rise(std::span<const std::uint32_t> counts, const ChangePointOptions& options) {
  TL_ASSERT(options.prior > 0 && options.prior < 1 && options.min_ratio > 0);
  const Series series(counts);
  ChangePoint result;
  if (series.size() < 3 || series.mean <= 0.0) {
    return result;
  }
  std::vector<Weighed> answers;
  answers.push_back(weigh(series, options, PoissonModel(series)));
  blend(answers, series.size(), result);
  if (result.probability >= options.screen) {
    for (const double size : {2.0, 4.0, 8.0, 16.0, 32.0, 64.0}) {
      answers.push_back(weigh(series, options, OverDispersedModel(series, size)));
      answers.back().log_scale += common_evidence(counts, size);
    }
    blend(answers, series.size(), result);
  }
  if (result.at > 0) {
    describe(series, result);
  }
  return result;
}

}  // namespace throughline::math
