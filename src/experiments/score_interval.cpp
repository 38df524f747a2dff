#include "experiments/score_interval.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "math/gamma.hpp"

namespace throughline::experiments {
namespace {

constexpr int kHalvings = 80;            // of an interval: to the last bit, wherever it began
constexpr double kLogRatioLimit = 40.0;  // e^40: beyond any ratio of two counts

double real(std::uint64_t n) { return static_cast<double>(n); }

struct Arms {
  RateArm treated;
  RateArm control;
  double inflation = 1.0;

  [[nodiscard]] double total() const { return real(treated.n) + real(control.n); }

  [[nodiscard]] double successes() const {
    return real(treated.successes) + real(control.successes);
  }
};

Arms arms_of(const RateArm& treated, const RateArm& control, ScoreVariance variance) {
  Arms arms{.treated = treated, .control = control};
  if (variance == ScoreVariance::Unbiased) {
    arms.inflation = arms.total() / (arms.total() - 1.0);
  }
  return arms;
}

double variance_of(double rate, std::uint64_t n) {
  const double inside = std::clamp(rate, 0.0, 1.0);
  return inside * (1.0 - inside) / real(n);
}

// A distance over its spread; where both rates are certain only "none" is no distance.
double standardised(double distance, double variance) {
  if (variance > 0.0) {
    return distance / std::sqrt(variance);
  }
  return std::fabs(distance) < 1e-14
             ? 0.0
             : std::copysign(std::numeric_limits<double>::infinity(), distance);
}

// Likeliest rate of the control arm if the treated one's is `delta` higher: the root in range of
//   N·p³ + c2·p² + c1·p + c0 = 0, by Viète (Miettinen & Nurminen 1985, appendix).
double control_rate_at_difference(const Arms& arms, double delta) {
  const double n1 = real(arms.treated.n);
  const double n0 = real(arms.control.n);
  const double x0 = real(arms.control.successes);
  const double c3 = arms.total();
  const double c2 = (n1 + 2.0 * n0) * delta - c3 - arms.successes();
  const double c1 = (n0 * delta - c3 - 2.0 * x0) * delta + arms.successes();
  const double c0 = x0 * delta * (1.0 - delta);
  const double third = c2 / (3.0 * c3);
  const double q = third * third * third - c1 * c2 / (6.0 * c3 * c3) + c0 / (2.0 * c3);
  const double p = std::copysign(std::sqrt(std::max(third * third - c1 / (3.0 * c3), 0.0)), q);
  const double cosine = p == 0.0 ? 0.0 : std::clamp(q / (p * p * p), -1.0, 1.0);
  const double angle = (std::numbers::pi + std::acos(cosine)) / 3.0;
  const double root = 2.0 * p * std::cos(angle) - third;
  return std::clamp(root, std::max(0.0, -delta), std::min(1.0, 1.0 - delta));
}

double score_of_difference(const Arms& arms, double delta) {
  const double control = control_rate_at_difference(arms, delta);
  const double variance =
      variance_of(control + delta, arms.treated.n) + variance_of(control, arms.control.n);
  return standardised(arms.treated.rate() - arms.control.rate() - delta, variance * arms.inflation);
}

// Likeliest rate of the control arm if the treated one's is `ratio` times as high: the smaller root
// of a quadratic, in the form that does not cancel.
double control_rate_at_ratio(const Arms& arms, double ratio) {
  const double a = arms.total() * ratio;
  const double b = real(arms.treated.n) * ratio + real(arms.treated.successes) +
                   real(arms.control.n) + real(arms.control.successes) * ratio;
  const double c = arms.successes();
  const double root = 2.0 * c / (b + std::sqrt(std::max(b * b - 4.0 * a * c, 0.0)));
  return std::clamp(root, 0.0, std::min(1.0, 1.0 / ratio));
}

double score_of_ratio(const Arms& arms, double ratio) {
  const double control = control_rate_at_ratio(arms, ratio);
  const double variance = variance_of(control * ratio, arms.treated.n) +
                          ratio * ratio * variance_of(control, arms.control.n);
  return standardised(arms.treated.rate() - ratio * arms.control.rate(), variance * arms.inflation);
}

// Where a falling score passes `target`; an end of the range if it does not.
template <class Score>
double crossing(const Score& score, double target, double low, double high) {
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = 0.5 * (low + high);
    (score(middle) > target ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double multiplier_of(double level) { return math::normal_quantile(0.5 * (1.0 + level)); }

}  // namespace

schema::Interval difference_of_rates(const RateArm& treated,
                                     const RateArm& control,
                                     double level,
                                     ScoreVariance variance) {
  const Arms arms = arms_of(treated, control, variance);
  const auto score = [&arms](double delta) { return score_of_difference(arms, delta); };
  const double value = treated.rate() - control.rate();
  const double z = multiplier_of(level);
  return {.value = value,
          .low = crossing(score, z, -1.0, value),
          .high = crossing(score, -z, value, 1.0),
          .level = level};
}

std::optional<schema::Interval> ratio_of_rates(const RateArm& treated,
                                               const RateArm& control,
                                               double level,
                                               ScoreVariance variance) {
  if (control.successes == 0) {
    return std::nullopt;
  }
  const Arms arms = arms_of(treated, control, variance);
  const auto score = [&arms](double log_ratio) {
    return score_of_ratio(arms, std::exp(log_ratio));
  };
  const double value = treated.rate() / control.rate();
  const double middle = treated.successes > 0 ? std::log(value) : -kLogRatioLimit;
  const double z = multiplier_of(level);
  return schema::Interval{
      .value = value,
      .low = treated.successes > 0 ? std::exp(crossing(score, z, -kLogRatioLimit, middle)) : 0.0,
      .high = std::exp(crossing(score, -z, middle, kLogRatioLimit)),
      .level = level};
}

}  // namespace throughline::experiments
