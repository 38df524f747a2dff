#include "experiments/level_model.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

#include "base/random.hpp"

namespace throughline::experiments {
namespace {

std::vector<Period> periods_of(const std::vector<double>& before,
                               const std::vector<double>& after) {
  std::vector<Period> periods;
  for (const double value : before) {
    periods.push_back({0, static_cast<long>(periods.size()), value, std::nullopt});
  }
  for (const double value : after) {
    periods.push_back({1, static_cast<long>(periods.size()), value, std::nullopt});
  }
  return periods;
}

// Without memory (periods far apart) the difference is that of the logarithms of the means, and its
// variance φ · (1/Σ before + 1/Σ after) with Pearson's φ, as in a quasi-Poisson model.
TEST(FitLevels, OfPeriodsFarApartIsQuasiPoisson) {
  std::vector<Period> periods = periods_of({90, 110, 105, 95, 120, 80}, {130, 110, 120, 140});
  for (Period& period : periods) {
    period.at *= 1000;
  }
  const auto found = fit_levels(periods);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->scale, LevelScale::Log);
  EXPECT_NEAR(found->difference(1, 0), std::log(125.0 / 100.0), 1e-9);
  const double chi_squared =
      (100 + 100 + 25 + 25 + 400 + 400) / 100.0 + (25 + 225 + 25 + 225) / 125.0;
  EXPECT_NEAR(found->covariance_of(1, 1, 0), chi_squared / 8.0 * (1.0 / 600 + 1.0 / 500), 1e-9);
  EXPECT_EQ(found->freedom, 8.0);
}

// Generalised least squares for one (ρ, share) through the whole covariance matrix.
struct Slow {
  double difference = 0.0;
  double variance = 0.0;
  double log_weight = 0.0;
};

using Dense = std::vector<std::vector<double>>;

// Solves A·X = B by elimination, and adds up the logarithm of the determinant.
double solve(Dense a, Dense& b) {
  double log_determinant = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    log_determinant += std::log(a[i][i]);
    for (std::size_t row = 0; row < a.size(); ++row) {
      const double factor = a[row][i] / a[i][i];
      if (row == i) {
        continue;
      }
      for (std::size_t j = i; j < a.size(); ++j) {
        a[row][j] -= factor * a[i][j];
      }
      for (std::size_t j = 0; j < b[row].size(); ++j) {
        b[row][j] -= factor * b[i][j];
      }
    }
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (double& entry : b[i]) {
      entry /= a[i][i];
    }
  }
  return log_determinant;
}

Slow slow_fit(const std::vector<double>& q,
              const std::vector<double>& loading,
              const std::vector<std::size_t>& segment,
              double rho,
              double share) {
  const std::size_t n = q.size();
  Dense v(n, std::vector<double>(n));
  Dense right(n, std::vector<double>(3, 0.0));  // two columns of the design, and the response
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double gap = std::fabs(static_cast<double>(i) - static_cast<double>(j));
      v[i][j] = i == j ? 1.0 : share * std::pow(rho, gap);
    }
    right[i][segment[i]] = loading[i];
    right[i][2] = q[i];
  }
  const Dense plain = right;
  const double log_v = solve(v, right);
  Dense normal(2, std::vector<double>(2, 0.0));
  Dense beta(2, std::vector<double>(1, 0.0));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t a = 0; a < 2; ++a) {
      for (std::size_t b = 0; b < 2; ++b) {
        normal[a][b] += plain[i][a] * right[i][b];
      }
      beta[a][0] += plain[i][a] * right[i][2];
    }
  }
  solve(normal, beta);
  double residual = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double left = plain[i][2] - plain[i][0] * beta[0][0] - plain[i][1] * beta[1][0];
    residual += left * (right[i][2] - right[i][0] * beta[0][0] - right[i][1] * beta[1][0]);
  }
  const double determinant = normal[0][0] * normal[1][1] - normal[0][1] * normal[1][0];
  const double freedom = static_cast<double>(n) - 2.0;
  const double of_difference = (normal[0][0] + normal[1][1] + 2.0 * normal[0][1]) / determinant;
  return {beta[1][0] - beta[0][0],
          residual / freedom * of_difference,
          -0.5 * log_v - 0.5 * std::log(determinant) - 0.5 * freedom * std::log(residual)};
}

TEST(FitLevels, IsTheAverageOfSlowFitsThroughTheWholeCovariance) {
  Rng rng(11, "levels");
  std::vector<double> before;
  std::vector<double> after;
  for (int i = 0; i < 9; ++i) {
    before.push_back(100.0 + 10.0 * rng.normal());
    after.push_back(i < 5 ? 120.0 + 10.0 * rng.normal() : 0.0);
  }
  after.resize(5);
  const auto mean = [](const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) {
      sum += value;
    }
    return sum / static_cast<double>(values.size());
  };
  std::vector<double> q;
  std::vector<double> loading;
  std::vector<std::size_t> segment;
  for (const std::vector<double>* part : {&before, &after}) {
    const double m = mean(*part);
    for (const double value : *part) {
      loading.push_back(std::sqrt(m));
      q.push_back((std::log(m) + (value - m) / m) * loading.back());
      segment.push_back(part == &after ? 1 : 0);
    }
  }
  std::vector<Slow> fits;
  for (double memory = 0.25; memory < 30; memory *= std::sqrt(2.0)) {
    for (const double share : {1.0 / 3, 2.0 / 3, 1.0}) {
      fits.push_back(slow_fit(q, loading, segment, std::exp(-1.0 / memory), share));
    }
  }
  for (int i = 0; i < 20; ++i) {
    fits.push_back(slow_fit(q, loading, segment, -0.025 * i, 1.0));
  }
  double best = fits[0].log_weight;
  for (const Slow& fit : fits) {
    best = std::max(best, fit.log_weight);
  }
  double sum = 0, difference = 0, square = 0;
  for (const Slow& fit : fits) {
    const double weight = std::exp(fit.log_weight - best);
    sum += weight;
    difference += weight * fit.difference;
    square += weight * (fit.variance + fit.difference * fit.difference);
  }
  difference /= sum;
  const auto found = fit_levels(periods_of(before, after));
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->difference(1, 0), difference, 1e-9);
  EXPECT_NEAR(found->covariance_of(1, 1, 0), square / sum - difference * difference, 1e-9);
}

TEST(FitLevels, NoticesAMemory) {
  Rng rng(12, "levels");
  std::vector<double> persistent;
  std::vector<double> white;
  double level = 0.0;
  for (int i = 0; i < 100; ++i) {
    level = 0.8 * level + 0.6 * rng.normal();
    persistent.push_back(100.0 + 10.0 * level);
    white.push_back(100.0 + 10.0 * rng.normal());
  }
  const std::vector<double> later{100, 90, 110};
  EXPECT_GT(fit_levels(periods_of(persistent, later))->correlation, 0.5);
  EXPECT_LT(std::fabs(fit_levels(periods_of(white, later))->correlation), 0.25);
}

TEST(FitLevels, IsNothingWithoutSpread) {
  EXPECT_FALSE(fit_levels(periods_of({5, 5, 5, 5}, {7, 7})));
  EXPECT_FALSE(fit_levels(periods_of({0, 0, 0, 0}, {0, 0})));
  EXPECT_FALSE(fit_levels({}));
  EXPECT_FALSE(fit_levels(periods_of({5}, {7})));
}

TEST(FitLevels, TakesMeansWhereAStretchIsNothing) {
  const auto found = fit_levels(periods_of({0, 0, 0, 0, 0}, {4, 6, 5}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->scale, LevelScale::Additive);
  EXPECT_NEAR(found->difference(1, 0), 5.0, 0.5);
}

}  // namespace
}  // namespace throughline::experiments
