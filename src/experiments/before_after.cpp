#include "experiments/before_after.hpp"

#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "experiments/series.hpp"
#include "math/student.hpp"

namespace throughline::experiments {
namespace {

constexpr std::size_t kFewestBefore = 4;
constexpr std::size_t kFewestDuring = 2;

Result<void> check(const BeforeAfterOptions& options) {
  if (!(options.level > 0.0 && options.level < 1.0) || options.gap < 0) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("level must be in (0, 1) and the gap not negative: {}, {}",
                            options.level,
                            options.gap));
  }
  return {};
}

// The difference of the two levels.
schema::Interval shift_of(const Levels& levels, double level) {
  const double value = levels.difference(1, 0);
  const double half = math::student_quantile(0.5 * (1.0 + level), levels.freedom) *
                      std::sqrt(levels.covariance_of(1, 1, 0));
  return {.value = value, .low = value - half, .high = value + half, .level = level};
}

// Applies a rising function to all three numbers.
template <class Rising>
schema::Interval through(const schema::Interval& interval, const Rising& rising) {
  return {.value = rising(interval.value),
          .low = rising(interval.low),
          .high = rising(interval.high),
          .level = interval.level};
}

// What was added to `during`, on either scale.
schema::Interval total_of(const schema::Interval& shift,
                          LevelScale scale,
                          double during,
                          double n_during) {
  if (scale == LevelScale::Additive) {
    return scaled(shift, n_during);
  }
  return through(shift, [during](double x) { return -during * std::expm1(-x); });
}

Measured measured_of(const Levels& levels, const SeriesPart& during, double level) {
  const double total = std::accumulate(during.values.begin(), during.values.end(), 0.0);
  const auto n_during = static_cast<double>(during.values.size());
  const schema::Interval shift = shift_of(levels, level);
  Measured measured;
  measured.total = total_of(shift, levels.scale, total, n_during);
  measured.per_unit = scaled(measured.total, 1.0 / n_during);
  measured.baseline = total - measured.total.value;
  measured.grade = schema::Grade::D;
  measured.method = schema::Method::BeforeAfter;
  if (levels.scale == LevelScale::Log) {
    measured.relative = through(shift, [](double x) { return std::expm1(x); });
  } else {
    measured.caveats.emplace_back(
        "no relative effect: before or during adds up to nothing or less");
  }
  return measured;
}

}  // namespace

Result<Reading> before_after(const SeriesPart& before,
                             const SeriesPart& during,
                             const BeforeAfterOptions& options) {
  TL_CHECK(check_part(before, "before"));
  TL_CHECK(check_part(during, "during"));
  TL_CHECK(check(options));
  if (before.values.size() < kFewestBefore || during.values.size() < kFewestDuring) {
    return cannot_tell(
        fmt::format("{} periods before and {} during are too few",
                    before.values.size(),
                    during.values.size()),
        fmt::format("at least {} before and {} during", kFewestBefore, kFewestDuring));
  }
  const bool season = has_season({&before, &during});
  std::vector<Period> periods = periods_of(before, {.segment = 0, .first = 0, .season = season});
  const long first = static_cast<long>(before.values.size()) + options.gap;
  const std::vector<Period> later =
      periods_of(during, {.segment = 1, .first = first, .season = season});
  periods.insert(periods.end(), later.begin(), later.end());
  const std::optional<Levels> levels = fit_levels(periods);
  if (!levels) {
    return cannot_tell("the metric is the same in every period",
                       "periods that differ, so that chance can be judged");
  }
  Measured measured = measured_of(*levels, during, options.level);
  if (!is_finite(measured.total) || (measured.relative && !is_finite(*measured.relative))) {
    return cannot_tell("the metric moves by orders of magnitude from period to period",
                       "more periods, or a steadier metric");
  }
  measured.n = periods.size();
  for (std::string& caveat : caveats_of(*levels, season)) {
    measured.caveats.push_back(std::move(caveat));
  }
  return measured;
}

}  // namespace throughline::experiments
