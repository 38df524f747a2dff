#include "experiments/reading.hpp"

#include <algorithm>
#include <cmath>

#include "schema/estimate_id.hpp"

namespace throughline::experiments {
namespace {

// Nothing if nothing is left as baseline.
std::optional<double> one_share(double total, double observed) {
  const double baseline = observed - total;
  return baseline > 1e-12 * std::fabs(observed) ? std::optional(total / baseline) : std::nullopt;
}

}  // namespace

bool is_outcome(double value) { return std::fabs(value) <= 1e150; }

bool is_length(double value) { return value >= 1e-6 && value <= 1e9; }

bool is_finite(const schema::Interval& interval) {
  return std::isfinite(interval.value) && std::isfinite(interval.low) &&
         std::isfinite(interval.high);
}

tl::unexpected<CannotTell> cannot_tell(std::string why, std::string needed) {
  return tl::unexpected(CannotTell{.why = std::move(why), .needed = std::move(needed)});
}

Measured with_failed_check(Measured measured, std::string caveat) {
  measured.caveats.push_back(std::move(caveat));
  measured.grade = std::max(measured.grade, schema::Grade::D);  // later letters are weaker
  return measured;
}

schema::Interval scaled(const schema::Interval& interval, double factor) {
  const auto [low, high] = std::minmax({interval.low * factor, interval.high * factor});
  return {.value = interval.value * factor, .low = low, .high = high, .level = interval.level};
}

std::optional<schema::Interval> share_of_baseline(const schema::Interval& total, double observed) {
  const auto value = one_share(total.value, observed);
  const auto low = one_share(total.low, observed);
  const auto high = one_share(total.high, observed);
  if (!value || !low || !high) {
    return std::nullopt;
  }
  const schema::Interval share{.value = *value, .low = *low, .high = *high, .level = total.level};
  return is_finite(share) && share.low <= share.high ? std::optional(share) : std::nullopt;
}

schema::Estimate to_estimate(const Measured& measured,
                             const Subject& subject,
                             schema::Scale scale) {
  const bool relative = scale == schema::Scale::Relative && measured.relative.has_value();
  schema::Estimate estimate;
  estimate.about = subject.about;
  estimate.metric = subject.metric;
  estimate.market = subject.market;
  estimate.from = subject.from;
  estimate.to = subject.to;
  estimate.effect = {.interval = relative ? *measured.relative : measured.total,
                     .scale = relative ? schema::Scale::Relative : schema::Scale::Absolute,
                     .baseline = measured.baseline};
  estimate.n = measured.n;
  estimate.grade = measured.grade;
  estimate.method = measured.method;
  estimate.inputs = subject.inputs;
  estimate.caveats = measured.caveats;
  estimate.id = schema::estimate_id(estimate);
  return estimate;
}

}  // namespace throughline::experiments
