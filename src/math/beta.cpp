#include "math/beta.hpp"

#include <algorithm>
#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "base/error.hpp"
#include "math/gamma.hpp"

namespace throughline::math {
namespace {

// Doubles are precise enough here and several times faster than Boost's promotion to long double;
// nothing throws, since every argument is in range.
using FastPolicy = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

struct OnLogit {
  double x;            // in (0, 1)
  double one_minus_x;  // kept apart, exact near 1
};

OnLogit at_logit(double y) {
  const double e = std::exp(-std::fabs(y));
  const double small = e / (1.0 + e);
  const double large = 1.0 / (1.0 + e);
  return y < 0 ? OnLogit{small, large} : OnLogit{large, small};
}

double survival_at(Beta beta, OnLogit at) {
  return at.x < at.one_minus_x ? boost::math::ibetac(beta.a, beta.b, at.x, FastPolicy())
                               : boost::math::ibeta(beta.b, beta.a, at.one_minus_x, FastPolicy());
}

double cdf_at(Beta beta, OnLogit at) {
  return at.x < at.one_minus_x ? boost::math::ibeta(beta.a, beta.b, at.x, FastPolicy())
                               : boost::math::ibetac(beta.b, beta.a, at.one_minus_x, FastPolicy());
}

// log of the density of logit(X), up to its constant: a·y − (a + b)·log(1 + e^y).
double log_logit_density(Beta beta, double y) {
  const double log1p_exp = y > 0 ? y + std::log1p(std::exp(-y)) : std::log1p(std::exp(y));
  return beta.a * y - (beta.a + beta.b) * log1p_exp;
}

// Start for the quantile on the logit scale, three digits good for a, b > 1; Abramowitz & Stegun
// 26.5.22. Smaller ones start at the mean and lean on the bracket.
double quantile_start(Beta beta, double p) {
  if (!(beta.a > 1.0 && beta.b > 1.0) || p < 1e-12) {
    return std::log(beta.a / beta.b);
  }
  const double z = -normal_quantile(p);
  const double inverse_a = 1.0 / (2.0 * beta.a - 1.0);
  const double inverse_b = 1.0 / (2.0 * beta.b - 1.0);
  const double lambda = (z * z - 3.0) / 6.0;
  const double h = 2.0 / (inverse_a + inverse_b);
  const double w = z * std::sqrt(std::max(h + lambda, 0.0)) / h -
                   (inverse_b - inverse_a) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
  return std::log(beta.a / beta.b) - 2.0 * w;
}

// Quantile for p ≤ 1/2, so that p is not a difference of nearly equal numbers.
OnLogit lower_quantile(Beta beta, double p) {
  double low = -745.0;  // exp underflows below
  double high = 745.0;
  double y = std::clamp(quantile_start(beta, p), -700.0, 700.0);
  const double log_b = log_beta(beta.a, beta.b);
  for (int i = 0; i < 200; ++i) {
    const OnLogit at = at_logit(y);
    const double error = cdf_at(beta, at) - p;
    (error < 0 ? low : high) = y;
    const double newton = error / std::exp(log_logit_density(beta, y) - log_b);
    // Halley: d log(density of y)/dy = a − (a + b)·x bends the step.
    const double bend = 1.0 - 0.5 * newton * (beta.a - (beta.a + beta.b) * at.x);
    const double step = newton / std::max(bend, 0.5);
    const double next = y - step;
    if (std::fabs(step) < 5e-4 * std::min(1.0, 1.0 / std::sqrt(beta.a + beta.b))) {
      return at_logit(next);
    }
    y = next > low && next < high ? next : 0.5 * (low + high);
    if (high - low < 1e-12 * (1.0 + std::fabs(y))) {
      break;
    }
  }
  return at_logit(y);
}

// Sums density · survival over a grid that starts at `from` and walks by `step` until nothing is
// left of the density.
struct Sums {
  double density = 0.0;
  double product = 0.0;
};

void walk(Beta x, Beta y, double from, double step, double peak, Sums& sums) {
  for (double at = from;; at += step) {
    const double density = std::exp(log_logit_density(y, at) - peak);
    if (density < 1e-15) {
      return;
    }
    sums.density += density;
    sums.product += density * survival_at(x, at_logit(at));
  }
}

// The narrower of two (`y`) is integrated over, so that the grid follows the sharper factor.
double greater_over_narrow(Beta x, Beta y) {
  const double mode = std::log(y.a / y.b);
  const double sd = std::sqrt(1.0 / y.a + 1.0 / y.b);
  const double step =
      std::min(0.5 * sd, 0.4);  // a normal's error is e^(−2π²/0.5²), else e^(−2π²/0.4·½)
  const double peak = log_logit_density(y, mode);
  Sums sums;
  walk(x, y, mode, step, peak, sums);
  walk(x, y, mode - step, -step, peak, sums);
  return std::clamp(sums.product / sums.density, 0.0, 1.0);
}

}  // namespace

Beta beta_of(double mean, double precision) {
  return {.a = mean * precision, .b = (1.0 - mean) * precision};
}

Beta updated(Beta prior, double successes, double failures) {
  return {.a = prior.a + successes, .b = prior.b + failures};
}

double log_density(Beta beta, double x) {
  return (beta.a - 1.0) * std::log(x) + (beta.b - 1.0) * std::log1p(-x) - log_beta(beta.a, beta.b);
}

double cdf(Beta beta, double x) {
  TL_ASSERT(beta.a > 0 && beta.b > 0);
  const double inside = std::clamp(x, 0.0, 1.0);
  return cdf_at(beta, {inside, 1.0 - inside});
}

double survival(Beta beta, double x) {
  TL_ASSERT(beta.a > 0 && beta.b > 0);
  const double inside = std::clamp(x, 0.0, 1.0);
  return survival_at(beta, {inside, 1.0 - inside});
}

double quantile(Beta beta, double p) {
  TL_ASSERT(beta.a > 0 && beta.b > 0 && p >= 0 && p <= 1);
  if (p == 0.0 || p == 1.0) {
    return p;
  }
  return p <= 0.5 ? lower_quantile(beta, p).x
                  : lower_quantile({.a = beta.b, .b = beta.a}, 1.0 - p).one_minus_x;
}

double probability_greater(Beta x, Beta y) {
  TL_ASSERT(x.a > 0 && x.b > 0 && y.a > 0 && y.b > 0);
  const bool y_is_narrow = 1.0 / y.a + 1.0 / y.b <= 1.0 / x.a + 1.0 / x.b;
  return y_is_narrow ? greater_over_narrow(x, y) : 1.0 - greater_over_narrow(y, x);
}

}  // namespace throughline::math
