#include "math/trend.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace throughline::math {
namespace {

constexpr double kCutoff = 2.0;         // Huber's c
constexpr double kPsiSquared = 0.9205;  // E[ψ²] and E[ψ′] of a normal residual at c = 2
constexpr double kPsiSlope = 0.9545;
constexpr int kMaxIterations = 25;
constexpr int kRounds = 3;
constexpr double kMaxSlope = 5.0;  // 150-fold a period: a start from nothing has no finite slope

// Weighted sums of one pass over the series; time counts from its middle, so a and b hardly mix.
struct Pass {
  double w = 0.0;
  double wt = 0.0;
  double wtt = 0.0;
  double score = 0.0;
  double score_t = 0.0;
  double chi_squared = 0.0;  // of the clipped residuals
  bool clipped = false;

  [[nodiscard]] double determinant() const { return w * wtt - wt * wt; }
};

struct Line {
  double a = 0.0;
  double b = 0.0;
};

Pass pass_over(std::span<const std::uint32_t> counts, Line line, double limit) {
  const double middle = 0.5 * static_cast<double>(counts.size() - 1);
  const double growth = std::exp(line.b);
  double mu = std::exp(line.a - line.b * middle);
  Pass pass;
  for (std::size_t i = 0; i < counts.size(); ++i, mu *= growth) {
    const double t = static_cast<double>(i) - middle;
    const double residual = static_cast<double>(counts[i]) - mu;
    const bool beyond = residual * residual > limit * limit * mu;
    const double clipped = beyond ? std::copysign(limit * std::sqrt(mu), residual) : residual;
    pass.clipped |= beyond;
    pass.w += mu;
    pass.wt += mu * t;
    pass.wtt += mu * t * t;
    pass.score += clipped;
    pass.score_t += clipped * t;
    pass.chi_squared += clipped * clipped / std::max(mu, 1e-9);
  }
  return pass;
}

// Newton steps of the (clipped) score equations, at most one unit of b at a time.
Line solved(std::span<const std::uint32_t> counts, Line line, double limit) {
  for (int i = 0; i < kMaxIterations; ++i) {
    const Pass pass = pass_over(counts, line, limit);
    const double determinant = pass.determinant();
    if (!(determinant > 1e-12)) {
      break;
    }
    const double da = (pass.wtt * pass.score - pass.wt * pass.score_t) / determinant;
    const double db = (pass.w * pass.score_t - pass.wt * pass.score) / determinant;
    const double scale = std::min(1.0, 1.0 / std::max({std::fabs(da), std::fabs(db), 1e-9}));
    line.a += scale * da;
    line.b = std::clamp(line.b + scale * db, -kMaxSlope, kMaxSlope);
    if (std::fabs(da) + std::fabs(db) < 1e-5) {  // the next step would be its square
      break;
    }
  }
  return line;
}

// Pearson's, at least 1: counts are not more regular than chance.
double dispersion_of(const Pass& pass, double n_periods) {
  return std::max(1.0, pass.chi_squared / (n_periods - 2.0));
}

}  // namespace

double trend_multiplier(std::size_t n_periods, double level) {
  if (n_periods < 3) {
    return 0.0;
  }
  const boost::math::students_t t(static_cast<double>(n_periods - 2));
  return boost::math::quantile(t, 0.5 * (1.0 + level));
}

Trend fit_trend(std::span<const std::uint32_t> counts, double multiplier) {
  double total = 0.0;
  for (const std::uint32_t y : counts) {
    total += y;
  }
  if (counts.size() < 3 || total <= 0.0) {
    return {};
  }
  const auto n = static_cast<double>(counts.size());
  constexpr double kNoLimit = 1e150;  // its square is finite
  Line line = solved(counts, {.a = std::log(total / n), .b = 0.0}, kNoLimit);
  double dispersion = dispersion_of(pass_over(counts, line, kNoLimit), n);
  // The first spread is blown up by the very months that are to be reined in, so it is found again.
  for (int round = 0; round < kRounds && dispersion > 1.0; ++round) {
    const double limit = kCutoff * std::sqrt(dispersion);
    if (!pass_over(counts, line, limit).clipped) {
      break;  // no month is odd: this is the plain fit
    }
    line = solved(counts, line, limit);
    dispersion = dispersion_of(pass_over(counts, line, limit), n);
  }
  const Pass last = pass_over(counts, line, kNoLimit);
  const double determinant = last.determinant();
  const double inflation = kPsiSquared / (kPsiSlope * kPsiSlope);
  const double variance =
      determinant > 1e-12 ? dispersion * inflation * last.w / determinant : 25.0;
  const double half = multiplier * std::sqrt(variance);
  return {.slope = line.b,
          .low = line.b - half,
          .high = line.b + half,
          .dispersion = dispersion,
          .known = true};
}

}  // namespace throughline::math
