#include "experiments/two_arm.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "experiments/ratio_of_means.hpp"
#include "math/student.hpp"

namespace throughline::experiments {
namespace {

double real(std::uint64_t n) { return static_cast<double>(n); }

bool is_share(double value) { return value > 0.0 && value < 1.0; }

// Mean and sample variance of an arm.
struct Moments {
  double n = 0.0;
  double mean = 0.0;
  double variance = 0.0;

  [[nodiscard]] double squared_error() const { return variance / n; }
};

Moments moments_of(const MeanArm& arm) {
  const double n = real(arm.units);
  const double spread = arm.sum_squares - arm.sum * arm.sum / n;
  // What is left of equal numbers is rounding, not spread.
  const double rounding = 1e-13 * arm.sum_squares;
  return {.n = n,
          .mean = arm.sum / n,
          .variance = spread > rounding && n > 1.0 ? spread / (n - 1.0) : 0.0};
}

struct Welch {
  double difference = 0.0;
  double error = 0.0;
  double freedom = 1.0;
};

// Needs two units in each arm and some spread. Satterthwaite's degrees of freedom, from the share
// of the treated arm in the variance, since the square of a sum of squares may be beyond any
// number.
Welch welch_of(const Moments& treated, const Moments& control) {
  const double variance = treated.squared_error() + control.squared_error();
  const double share = treated.squared_error() / variance;
  const double rest = 1.0 - share;
  return {.difference = treated.mean - control.mean,
          .error = std::sqrt(variance),
          .freedom = 1.0 / (share * share / (treated.n - 1.0) + rest * rest / (control.n - 1.0))};
}

Result<void> check(const RateArm& arm, std::string_view name) {
  if (arm.successes > arm.n) {
    return fail(
        ErrorCode::InvalidArgument,
        fmt::format(
            "the {} arm has more successes than units: {} of {}", name, arm.successes, arm.n),
        "count each unit once, and a success only for a unit of the arm");
  }
  return {};
}

Result<void> check(const MeanArm& arm, std::string_view name) {
  if (!std::isfinite(arm.sum) || !std::isfinite(arm.sum_squares)) {
    return fail(
        ErrorCode::InvalidArgument,
        fmt::format(
            "the sums of the {} arm must be numbers: {} and {}", name, arm.sum, arm.sum_squares),
        "leave out the units whose outcome is not known, and say so");
  }
  const double least = arm.units == 0 ? 0.0 : arm.sum * arm.sum / real(arm.units);
  const bool possible = arm.units == 0 ? arm.sum == 0.0 && arm.sum_squares == 0.0
                                       : arm.sum_squares >= least * (1.0 - 1e-9);
  if (!possible) {
    return fail(
        ErrorCode::InvalidArgument,
        fmt::format("{} units of the {} arm cannot have the sum {} and the sum of squares {}",
                    arm.units,
                    name,
                    arm.sum,
                    arm.sum_squares),
        "square each unit's outcome, then add");
  }
  return {};
}

Result<void> check(const TwoArmOptions& options) {
  if (!is_share(options.level) || !is_share(options.treated_share) || !is_share(options.alarm)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("level, treated share and alarm must be in (0, 1): {}, {}, {}",
                            options.level,
                            options.treated_share,
                            options.alarm));
  }
  for (const Covariate& covariate : options.before) {
    TL_CHECK(check(covariate.treated, covariate.name));
    TL_CHECK(check(covariate.control, covariate.name));
  }
  return {};
}

template <class Arm>
Result<void> check(const Arm& treated, const Arm& control, const TwoArmOptions& options) {
  TL_CHECK(check(treated, "treated"));
  TL_CHECK(check(control, "control"));
  return check(options);
}

// Two-sided p of Welch's test; nothing where it cannot be made.
std::optional<double> balance_p(const Covariate& covariate) {
  if (std::min(covariate.treated.units, covariate.control.units) < 2) {
    return std::nullopt;
  }
  const Welch welch = welch_of(moments_of(covariate.treated), moments_of(covariate.control));
  if (!(welch.error > 0.0)) {
    return std::nullopt;
  }
  return 2.0 * math::student_cdf(-std::fabs(welch.difference) / welch.error, welch.freedom);
}

Measured with_sample_ratio(Measured measured,
                           std::uint64_t n_treated,
                           std::uint64_t n_control,
                           const TwoArmOptions& options) {
  const double p = sample_ratio_p(n_treated, n_control, options.treated_share);
  if (p >= options.alarm) {
    return measured;
  }
  return with_failed_check(
      std::move(measured),
      fmt::format(
          "sample ratio: {} treated and {} control units where {:.4g}% treated were planned "
          "(p = {:.1g})",
          n_treated,
          n_control,
          100.0 * options.treated_share,
          p));
}

Measured with_balance(Measured measured, const TwoArmOptions& options) {
  const double alarm = options.alarm / real(std::max<std::size_t>(options.before.size(), 1));
  for (const Covariate& covariate : options.before) {
    const std::optional<double> p = balance_p(covariate);
    if (p && *p < alarm) {
      measured = with_failed_check(
          std::move(measured),
          fmt::format(
              "balance: the arms differed in {} before the test (p = {:.1g})", covariate.name, *p));
    }
  }
  return measured;
}

// What both kinds share: totals, grade, checks.
Measured finished(Measured measured,
                  std::uint64_t n_treated,
                  std::uint64_t n_control,
                  const TwoArmOptions& options) {
  measured.total = scaled(measured.per_unit, real(n_treated));
  measured.n = n_treated + n_control;
  measured.grade = schema::Grade::A;
  measured.method = schema::Method::Randomised;
  if (!measured.relative) {
    measured.caveats.emplace_back(
        "no relative effect: the control arm's mean is not clear of zero");
  }
  measured = with_sample_ratio(std::move(measured), n_treated, n_control, options);
  return with_balance(std::move(measured), options);
}

// A ratio as a share: 1.06 is +6%.
std::optional<schema::Interval> as_share(std::optional<schema::Interval> ratio) {
  if (ratio) {
    ratio->value -= 1.0;
    ratio->low -= 1.0;
    ratio->high -= 1.0;
  }
  return ratio;
}

}  // namespace

double sample_ratio_p(std::uint64_t n_treated, std::uint64_t n_control, double treated_share) {
  const double total = real(n_treated) + real(n_control);
  if (total <= 0.0) {
    return 1.0;
  }
  const double off = real(n_treated) - total * treated_share;
  return math::chi_squared_upper_tail(off * off / (total * treated_share * (1.0 - treated_share)),
                                      1.0);
}

Result<Reading> two_arm_rates(const RateArm& treated,
                              const RateArm& control,
                              const TwoArmOptions& options) {
  TL_CHECK(check(treated, control, options));
  if (treated.n == 0 || control.n == 0) {
    return cannot_tell("an arm has no units", "units in both arms");
  }
  return finished({.per_unit = difference_of_rates(treated, control, options.level),
                   .total = {},
                   .relative = as_share(ratio_of_rates(treated, control, options.level)),
                   .baseline = control.rate() * real(treated.n),
                   .caveats = {}},
                  treated.n,
                  control.n,
                  options);
}

Result<Reading> two_arm_means(const MeanArm& treated,
                              const MeanArm& control,
                              const TwoArmOptions& options) {
  TL_CHECK(check(treated, control, options));
  if (std::min(treated.units, control.units) < 2) {
    return cannot_tell("an arm has fewer than two units", "at least two units in each arm");
  }
  const Moments of_treated = moments_of(treated);
  const Moments of_control = moments_of(control);
  if (!(of_treated.squared_error() + of_control.squared_error() > 0.0)) {
    return cannot_tell("all units of an arm brought the same",
                       "units that differ, so that chance can be judged");
  }
  const Welch welch = welch_of(of_treated, of_control);
  const double t = math::student_quantile(0.5 * (1.0 + options.level), welch.freedom);
  return finished({.per_unit = {.value = welch.difference,
                                .low = welch.difference - t * welch.error,
                                .high = welch.difference + t * welch.error,
                                .level = options.level},
                   .total = {},
                   .relative = as_share(ratio_of_means(
                       {.value = of_treated.mean, .error = std::sqrt(of_treated.squared_error())},
                       {.value = of_control.mean, .error = std::sqrt(of_control.squared_error())},
                       t,
                       options.level)),
                   .baseline = of_control.mean * of_treated.n,
                   .caveats = {}},
                  treated.units,
                  control.units,
                  options);
}

}  // namespace throughline::experiments
