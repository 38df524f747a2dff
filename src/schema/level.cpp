#include "schema/level.hpp"

#include <fmt/format.h>

#include "math/gamma.hpp"
#include "schema/estimate_id.hpp"

namespace throughline::schema {
namespace {

bool is_level(double level) { return level > 0.0 && level < 1.0; }

double multiplier_of(double level) { return math::normal_quantile(0.5 * (1.0 + level)); }

}  // namespace

double level_on(CivilDate as_of, CivilDate by) {
  return days_from_civil(as_of) < days_from_civil(by) ? kLookLevel : kVerdictLevel;
}

Interval rescale_level(const Interval& interval, double level) {
  if (!is_level(level) || !is_level(interval.level) || level == interval.level) {
    return interval;
  }
  const double stretch = multiplier_of(level) / multiplier_of(interval.level);
  return {.value = interval.value,
          .low = interval.value - stretch * (interval.value - interval.low),
          .high = interval.value + stretch * (interval.high - interval.value),
          .level = level};
}

Estimate rescale_level(Estimate estimate, double level) {
  const double from = estimate.effect.interval.level;
  estimate.effect.interval = rescale_level(estimate.effect.interval, level);
  if (estimate.effect.interval.level != from) {
    estimate.caveats.push_back(fmt::format(
        "interval turned from {}% to {}% by a normal curve", 100.0 * from, 100.0 * level));
    estimate.id = estimate_id(estimate);
  }
  return estimate;
}

double standard_error_of(const Interval& interval) {
  return is_level(interval.level)
             ? 0.5 * (interval.high - interval.low) / multiplier_of(interval.level)
             : 0.0;
}

}  // namespace throughline::schema
