#include "math/shrinkage.hpp"

#include <algorithm>
#include <cmath>

#include "math/gamma.hpp"

namespace throughline::math {
namespace {

constexpr double kMinPrecision = 0.1;
constexpr double kMaxLogit = 15.0;   // a mean of 3e-7; nothing we count is rarer and still fitted
constexpr double kTolerance = 1e-5;  // of logit and logarithm; far under any standard error

double real(std::uint64_t n) { return static_cast<double>(n); }

// A point of the search: x = logit of the mean, y = log of the precision.
struct Point {
  double x = 0.0;
  double y = 0.0;

  [[nodiscard]] Beta rate() const { return beta_of(1.0 / (1.0 + std::exp(-x)), std::exp(y)); }
};

struct Derivatives {
  double value = 0.0;
  double gx = 0.0;
  double gy = 0.0;
  double hxx = 0.0;
  double hxy = 0.0;
  double hyy = 0.0;
};

// Sums of the log likelihood's derivatives in a and b, before they are turned to (x, y).
struct Sums {
  double ga = 0.0;
  double gb = 0.0;
  double haa = 0.0;
  double hbb = 0.0;
  double hab = 0.0;
};

// ψ and ψ′ of n + a + b; pairs come sorted by n, so they are found once for each n.
struct OfTotal {
  std::uint64_t n = ~std::uint64_t{0};
  double digamma = 0.0;
  double trigamma = 0.0;

  void move_to(std::uint64_t to, Beta rate) {
    if (n != to) {
      n = to;
      digamma = math::digamma(real(to) + rate.a + rate.b);
      trigamma = math::trigamma(real(to) + rate.a + rate.b);
    }
  }
};

void add_derivatives(
    const Count& count, double weight, Beta rate, const OfTotal& both, Sums& sums) {
  const double k = real(count.k);
  const double failures = real(count.n - count.k);
  sums.ga += weight * (digamma(k + rate.a) - both.digamma);
  sums.gb += weight * (digamma(failures + rate.b) - both.digamma);
  sums.haa += weight * (trigamma(k + rate.a) - both.trigamma);
  sums.hbb += weight * (trigamma(failures + rate.b) - both.trigamma);
  sums.hab -= weight * both.trigamma;
}

// What every unit shares is taken off once, times their weight.
void take_off_common(double weight, Beta rate, Sums& sums) {
  const double both = digamma(rate.a + rate.b);
  const double both2 = trigamma(rate.a + rate.b);
  sums.ga -= weight * (digamma(rate.a) - both);
  sums.gb -= weight * (digamma(rate.b) - both);
  sums.haa -= weight * (trigamma(rate.a) - both2);
  sums.hbb -= weight * (trigamma(rate.b) - both2);
  sums.hab += weight * both2;
}

// Chain rule: a = m·s, b = (1 − m)·s with dm/dx = m(1 − m), ds/dy = s.
Derivatives turned(const Sums& sums, Beta rate) {
  const double s = rate.a + rate.b;
  const double m = rate.mean();
  const double ax = s * m * (1.0 - m);
  Derivatives d;
  d.gx = ax * (sums.ga - sums.gb);
  d.gy = rate.a * sums.ga + rate.b * sums.gb;
  d.hxx = ax * ax * (sums.haa - 2.0 * sums.hab + sums.hbb) + (1.0 - 2.0 * m) * d.gx;
  d.hxy = ax * (rate.a * (sums.haa - sums.hab) + rate.b * (sums.hab - sums.hbb)) + d.gx;
  d.hyy = rate.a * rate.a * sums.haa + 2.0 * rate.a * rate.b * sums.hab +
          rate.b * rate.b * sums.hbb + d.gy;
  return d;
}

class Fit {
 public:
  Fit(std::span<const Count> counts, const ShrinkageOptions& options)
      : counts_(counts),
        options_(options),
        main_(counts.size(), 1.0),
        here_(counts.size()),
        there_(counts.size()) {
    log_uniform_.reserve(counts.size());
    for (const Count& count : counts) {
      units_ += real(count.weight);
      // The likelihood without C(n, k): the uniform part's is B(k + 1, n − k + 1).
      log_uniform_.push_back(log_beta(real(count.k) + 1.0, real(count.n - count.k) + 1.0));
    }
  }

  RatePopulation run() {
    point_ = start();
    outliers_ = options_.max_outliers > 0 ? std::min(0.05, options_.max_outliers) : 0.0;
    likelihoods(point_, here_);
    bool converged = false;
    for (std::uint64_t i = 0; i < options_.max_iterations && !converged; ++i) {
      const Point before = point_;
      const double outliers_before = outliers_;
      share_out();
      newton_step();
      converged = std::fabs(point_.x - before.x) + std::fabs(point_.y - before.y) < kTolerance &&
                  std::fabs(outliers_ - outliers_before) < kTolerance;
    }
    return result(converged);
  }

 private:
  // The median of rates, each unit counted as the information its trials can carry (n capped):
  // neither one giant nor a handful of outliers decides where the search begins.
  [[nodiscard]] Point start() const {
    constexpr double kEnough = 20.0;
    std::vector<std::pair<double, double>> rates;
    double total = 0.0;
    for (const Count& count : counts_) {
      const double weight = real(count.weight) * std::min(real(count.n), kEnough);
      rates.emplace_back((real(count.k) + 0.5) / (real(count.n) + 1.0), weight);
      total += weight;
    }
    std::sort(rates.begin(), rates.end());
    double sum = 0.0;
    double median = 0.5;
    for (const auto& [rate, weight] : rates) {
      median = rate;
      sum += weight;
      if (sum >= 0.5 * total) {
        break;
      }
    }
    return {.x = std::log(median / (1.0 - median)), .y = std::log(options_.precision_center)};
  }

  // log likelihood of every pair at a point, C(n, k) left out; what log Γ(n + a + b) shares is
  // reused.
  void likelihoods(Point point, std::vector<double>& out) const {
    const Beta rate = point.rate();
    const double log_b = log_beta(rate.a, rate.b);
    std::uint64_t n = ~std::uint64_t{0};
    double of_total = 0.0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const Count& count = counts_[i];
      if (count.n != n) {
        n = count.n;
        of_total = log_gamma(real(n) + rate.a + rate.b);
      }
      out[i] = log_gamma(real(count.k) + rate.a) + log_gamma(real(count.n - count.k) + rate.b) -
               of_total - log_b;
    }
  }

  // E step: the probability that each pair belongs to the main part; then the share of outliers,
  // whose exponential prior (rate 1 / outlier_scale) gives a quadratic.
  void share_out() {
    if (options_.max_outliers <= 0.0) {
      return;
    }
    const double log_odds = std::log1p(-outliers_) - std::log(std::max(outliers_, 1e-300));
    double outside = 0.0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const double lead = log_odds + here_[i] - log_uniform_[i];
      main_[i] = 1.0 / (1.0 + std::exp(-lead));
      outside += real(counts_[i].weight) * (1.0 - main_[i]);
    }
    // outside/ε − (units − outside)/(1 − ε) − λ = 0
    const double lambda = 1.0 / options_.outlier_scale;
    const double half = 0.5 * (units_ + lambda);
    const double share = outside / (half + std::sqrt(half * half - lambda * outside));
    outliers_ = std::clamp(share, 1e-12, options_.max_outliers);
  }

  [[nodiscard]] Derivatives derivatives(Point point) const {
    const Beta rate = point.rate();
    Sums sums;
    OfTotal both;
    double weight = 0.0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const double w = real(counts_[i].weight) * main_[i];
      weight += w;
      both.move_to(counts_[i].n, rate);
      add_derivatives(counts_[i], w, rate, both, sums);
    }
    take_off_common(weight, rate, sums);
    Derivatives d = turned(sums, rate);
    const double prior = 1.0 / (options_.precision_log_sd * options_.precision_log_sd);
    d.gy -= prior * (point.y - std::log(options_.precision_center));
    d.hyy -= prior;
    // As a standard logistic in x, a uniform mean: log m(1 − m).
    const double m = rate.mean();
    d.gx += 1.0 - 2.0 * m;
    d.hxx -= 2.0 * m * (1.0 - m);
    return d;
  }

  [[nodiscard]] double objective(Point point, const std::vector<double>& likelihood) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      sum += real(counts_[i].weight) * main_[i] * likelihood[i];
    }
    const double m = point.rate().mean();
    const double off = (point.y - std::log(options_.precision_center)) / options_.precision_log_sd;
    return sum - 0.5 * off * off + std::log(m * (1.0 - m));
  }

  // M step: one Newton step, made an ascent where the surface is not concave, halved until it
  // climbs.
  void newton_step() {
    const Derivatives d = derivatives(point_);
    const double determinant = d.hxx * d.hyy - d.hxy * d.hxy;
    Point step;
    if (d.hxx < 0 && determinant > 0) {
      step = {.x = -(d.hyy * d.gx - d.hxy * d.gy) / determinant,
              .y = -(d.hxx * d.gy - d.hxy * d.gx) / determinant};
    } else {
      step = {.x = d.gx / (std::fabs(d.hxx) + 1.0), .y = d.gy / (std::fabs(d.hyy) + 1.0)};
    }
    const double length = std::max(std::fabs(step.x), std::fabs(step.y));
    double scale = length > 1.0 ? 1.0 / length : 1.0;
    const double before = objective(point_, here_);
    for (int i = 0; i < 30; ++i, scale *= 0.5) {
      const Point next = moved(step, scale);
      likelihoods(next, there_);
      if (objective(next, there_) >= before || scale * length < kTolerance) {
        point_ = next;
        here_.swap(there_);
        return;
      }
    }
  }

  [[nodiscard]] Point moved(Point step, double scale) const {
    return {
        .x = std::clamp(point_.x + scale * step.x, -kMaxLogit, kMaxLogit),
        .y = std::clamp(
            point_.y + scale * step.y, std::log(kMinPrecision), std::log(options_.max_precision))};
  }

  [[nodiscard]] RatePopulation result(bool converged) const {
    const Derivatives d = derivatives(point_);
    const double determinant = d.hxx * d.hyy - d.hxy * d.hxy;
    RatePopulation population{.rate = point_.rate(),
                              .outliers = counts_.empty() ? 0.0 : outliers_,
                              .units = units_,
                              .converged = converged};
    if (d.hxx < 0 && determinant > 0) {
      population.var_logit_mean = -d.hyy / determinant;
      population.var_log_precision = -d.hxx / determinant;
      population.cov = d.hxy / determinant;
    } else {  // flat: no better known than the prior
      population.var_logit_mean = 1.0;
      population.var_log_precision = options_.precision_log_sd * options_.precision_log_sd;
    }
    return population;
  }

  std::span<const Count> counts_;
  const ShrinkageOptions& options_;
  std::vector<double> main_;  // probability that a pair belongs to the main part
  std::vector<double> log_uniform_;
  std::vector<double> here_;   // log likelihoods at the point
  std::vector<double> there_;  // and where it may go
  double units_ = 0.0;
  Point point_;
  double outliers_ = 0.0;
};

}  // namespace

std::vector<Count> aggregated(std::vector<Count> counts) {
  std::erase_if(counts, [](const Count& c) { return c.n == 0 || c.k > c.n || c.weight == 0; });
  std::sort(counts.begin(), counts.end(), [](const Count& a, const Count& b) {
    return a.n != b.n ? a.n < b.n : a.k < b.k;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (kept > 0 && counts[kept - 1].n == counts[i].n && counts[kept - 1].k == counts[i].k) {
      counts[kept - 1].weight += counts[i].weight;
    } else {
      counts[kept++] = counts[i];
    }
  }
  counts.resize(kept);
  return counts;
}

RatePopulation fit_rates(std::span<const Count> counts, const ShrinkageOptions& options) {
  return Fit(counts, options).run();
}

}  // namespace throughline::math
