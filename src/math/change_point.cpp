#include "math/change_point.hpp"

#include <algorithm>
#include <array>
#include <cmath>
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

// What a segment of n periods and S counts says of its level: log evidence, and mean and variance
// of the logarithm of the level.
struct Segment {
  double log_evidence = 0.0;
  double log_level = 0.0;
  double variance = 0.0;
};

// Poisson counts, level ~ Exponential with the mean of the series: Gamma(1 + S, 1/ȳ + n).
Segment poisson_segment(double n, double sum, double mean) {
  const double rate = 1.0 / mean + n;
  const double shape = 1.0 + sum;
  return {.log_evidence = -std::log(mean) + log_gamma(shape) - shape * std::log(rate),
          .log_level = std::log(shape - 0.5) - std::log(rate),  // ψ(x) ≈ log(x − 1/2)
          .variance = 1.0 / (shape - 0.5)};
}

// Negative binomial of size r, level/r ~ BetaPrime(1, α): after S counts BetaPrime(1 + S, α + r·n).
Segment over_dispersed_segment(double n, double sum, double mean, double r) {
  const double alpha = 1.0 + r / mean;
  const double a = 1.0 + sum;
  const double b = alpha + r * n;
  return {.log_evidence = log_gamma(a) + log_gamma(b) - log_gamma(a + b) + std::log(alpha),
          .log_level = std::log(r) + std::log(a - 0.5) - std::log(b - 0.5),
          .variance = 1.0 / (a - 0.5) + 1.0 / (b - 0.5)};
}

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
  double evidence = 0.0;             // of change and no change together, relative to the scale
  double rise = 0.0;                 // of that, a rise by the ratio asked for
  std::vector<double> at;            // rise by period
  std::vector<double> log_ratio_at;  // times weight
  std::vector<double> before_at;
  double log_scale = 0.0;
};

template <class SegmentOf>
Weighed weigh(const Series& series,
              const ChangePointOptions& options,
              const SegmentOf& segment_of) {
  const std::size_t n = series.size();
  const double total = series.sums[n];
  const double whole = segment_of(static_cast<double>(n), total).log_evidence;
  const double log_no_change = std::log1p(-options.prior) + whole;
  const double log_each = std::log(options.prior / static_cast<double>(n - 1));
  const double log_min_ratio = std::log(options.min_ratio);
  Weighed out;
  out.at.assign(n, 0.0);
  out.log_ratio_at.assign(n, 0.0);
  out.before_at.assign(n, 0.0);
  std::vector<double> log_weight(n, log_no_change);  // index 0: no change
  out.log_scale = log_no_change;
  for (std::size_t t = 1; t < n; ++t) {
    const Segment first = segment_of(static_cast<double>(t), series.sums[t]);
    const Segment second = segment_of(static_cast<double>(n - t), total - series.sums[t]);
    log_weight[t] = log_each + first.log_evidence + second.log_evidence;
    out.log_scale = std::max(out.log_scale, log_weight[t]);
    out.log_ratio_at[t] = second.log_level - first.log_level;
    out.before_at[t] = first.log_level;
    out.at[t] = normal_cdf((out.log_ratio_at[t] - log_min_ratio) /
                           std::sqrt(first.variance + second.variance));
  }
  for (std::size_t t = 0; t < n; ++t) {
    const double weight = std::exp(log_weight[t] - out.log_scale);
    out.evidence += weight;
    out.at[t] *= weight;  // zero for t = 0
    out.rise += out.at[t];
  }
  return out;
}

// Adds one size's answer, each weighted by its own evidence.
void blend(std::vector<Weighed>& answers, std::size_t n, ChangePoint& result) {
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
  answers.push_back(weigh(
      series, options, [&](double n, double sum) { return poisson_segment(n, sum, series.mean); }));
  blend(answers, series.size(), result);
  if (result.probability >= options.screen) {
    for (const double r : {2.0, 4.0, 8.0, 16.0, 32.0, 64.0}) {
      answers.push_back(weigh(series, options, [&](double n, double sum) {
        return over_dispersed_segment(n, sum, series.mean, r);
      }));
      answers.back().log_scale += common_evidence(counts, r);
    }
    blend(answers, series.size(), result);
  }
  if (result.at > 0) {
    describe(series, result);
  }
  return result;
}

}  // namespace throughline::math
