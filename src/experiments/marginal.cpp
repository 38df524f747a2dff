#include "experiments/marginal.hpp"

#include <cmath>
#include <fmt/format.h>

#include "math/student.hpp"

namespace throughline::experiments {
namespace {

constexpr std::size_t kFewestPeriods = 4;

Result<void> check(std::span<const SpendPeriod> periods, double level) {
  if (!(level > 0.0 && level < 1.0)) {
    return fail(ErrorCode::InvalidArgument, fmt::format("level must be in (0, 1): {}", level));
  }
  for (const SpendPeriod& period : periods) {
    if (!(period.cost >= 0.0) || !is_outcome(period.cost) || !is_outcome(period.value)) {
      return fail(
          ErrorCode::InvalidArgument,
          fmt::format("a period's cost must not be below zero and its value be a number: {}, {}",
                      period.cost,
                      period.value));
    }
  }
  return {};
}

// Sums of squares and products around the means.
struct Sums {
  double cost = 0.0;
  double value = 0.0;
  double product = 0.0;
  double size = 0.0;  ///< of the costs, against which rounding is judged
};

Sums sums_of(std::span<const SpendPeriod> periods) {
  const auto n = static_cast<double>(periods.size());
  double cost = 0.0;
  double value = 0.0;
  for (const SpendPeriod& period : periods) {
    cost += period.cost / n;
    value += period.value / n;
  }
  Sums sums;
  for (const SpendPeriod& period : periods) {
    sums.cost += (period.cost - cost) * (period.cost - cost);
    sums.value += (period.value - value) * (period.value - value);
    sums.product += (period.cost - cost) * (period.value - value);
    sums.size += period.cost * period.cost;
  }
  return sums;
}

}  // namespace

Result<Told<Marginal>> marginal_value(std::span<const SpendPeriod> periods, double level) {
  TL_CHECK(check(periods, level));
  if (periods.size() < kFewestPeriods) {
    return cannot_tell(fmt::format("{} periods of spend are too few", periods.size()),
                       fmt::format("at least {} periods", kFewestPeriods));
  }
  const Sums sums = sums_of(periods);
  if (!(sums.cost > 1e-18 * sums.size)) {
    return cannot_tell("every period spent the same", "periods at a second level of spend");
  }
  const double slope = sums.product / sums.cost;
  const double left = sums.value - slope * sums.product;
  if (!(left > 1e-12 * sums.value)) {
    return cannot_tell("no spread is left around the line",
                       "periods that differ, so that chance can be judged");
  }
  const double freedom = static_cast<double>(periods.size()) - 2.0;
  const double half =
      math::student_quantile(0.5 * (1.0 + level), freedom) * std::sqrt(left / freedom / sums.cost);
  return Marginal{
      .value_per_cost = {.value = slope, .low = slope - half, .high = slope + half, .level = level},
      .n = periods.size()};
}

}  // namespace throughline::experiments
