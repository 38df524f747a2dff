#include "experiments/controlled_series.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <span>

#include "math/student.hpp"

namespace throughline::experiments {
namespace {

constexpr std::size_t kFewestDuring = 2;
constexpr double kTowardsAll = 0.5;   // how far a unit's noise is drawn towards the controls'
constexpr double kMostNoise = 5.0;    // Abadie, Diamond & Hainmueller (2010) leave out from 5 on
constexpr double kCheckLevel = 0.95;  // one check in twenty fails by chance

using Values = std::span<const double>;

double mean_of(Values values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

bool has_outcome(const UnitSeries& unit) {
  return mean_of(unit.before) > 0.0 && mean_of(unit.during) > 0.0;
}

// What a unit's periods are of its mean; what all controls do alike is taken off.
std::vector<double> shape_of(Values values) {
  const double mean = mean_of(values);
  std::vector<double> shape;
  for (const double value : values) {
    shape.push_back(value / mean - 1.0);
  }
  return shape;
}

double variance_of(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double squares = 0.0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  return squares / static_cast<double>(values.size() - 1);
}

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

// Noise of every unit before, relative to its mean; the treated one stands last.
std::vector<double> noise_of(const std::vector<UnitSeries>& units) {
  std::vector<std::vector<double>> shapes;
  for (const UnitSeries& unit : units) {
    shapes.push_back(shape_of(unit.before));
  }
  const std::size_t n_periods = shapes.front().size();
  const std::size_t n_controls = units.size() - 1;
  std::vector<double> noise;
  for (std::size_t j = 0; j < units.size(); ++j) {
    std::vector<double> gaps;
    for (std::size_t t = 0; t < n_periods; ++t) {
      double others = 0.0;
      for (std::size_t k = 0; k < n_controls; ++k) {
        others += k == j ? 0.0 : shapes[k][t];
      }
      gaps.push_back(shapes[j][t] -
                     others / static_cast<double>(n_controls - (j < n_controls ? 1 : 0)));
    }
    noise.push_back(variance_of(gaps));
  }
  return noise;
}

// Noise drawn towards that of all controls, since that of one short series is hardly known.
std::vector<double> steadied(std::vector<double> noise) {
  const double all = mean_of(std::span(noise).first(noise.size() - 1));
  for (double& one : noise) {
    one = (1.0 - kTowardsAll) * one + kTowardsAll * all;
  }
  return noise;
}

// How much further the treated unit went than the controls, and its standard error.
struct Gap {
  double value = 0.0;
  double error = 0.0;
  double freedom = 1.0;
};

Gap gap_of(const std::vector<double>& growth, const std::vector<double>& noise) {
  const std::size_t n = growth.size() - 1;
  double weights = 0.0;
  double mean = 0.0;
  for (std::size_t j = 0; j < n; ++j) {
    weights += 1.0 / noise[j];
    mean += growth[j] / noise[j];
  }
  mean /= weights;
  double squares = 0.0;
  for (std::size_t j = 0; j < n; ++j) {
    squares += (growth[j] - mean) * (growth[j] - mean) / noise[j];
  }
  const auto freedom = static_cast<double>(n - 1);
  return {.value = growth[n] - mean,
          .error = std::sqrt(squares / freedom * (noise[n] + 1.0 / weights)),
          .freedom = freedom};
}

double growth_of(Values before, Values during) {
  return std::log(mean_of(during) / mean_of(before));
}

double half_width(const Gap& gap, double level) {
  return math::student_quantile(0.5 * (1.0 + level), gap.freedom) * gap.error;
}

// The placebo in time: the second half of the time before, held against the first.
bool fails_pre_trend(const std::vector<UnitSeries>& units, const std::vector<double>& noise) {
  std::vector<double> growth;
  for (const UnitSeries& unit : units) {
    const Values before(unit.before);
    const Values first = before.first(before.size() / 2);
    const Values second = before.subspan(before.size() / 2);
    if (!(mean_of(first) > 0.0 && mean_of(second) > 0.0)) {
      return true;  // what was not there all the time has no trend to hold against others
    }
    growth.push_back(growth_of(first, second));
  }
  const Gap gap = gap_of(growth, noise);
  return std::fabs(gap.value) > half_width(gap, kCheckLevel);
}

bool fails_fit(const std::vector<UnitSeries>& units, const std::vector<double>& noise) {
  const std::size_t n = units.size() - 1;
  std::vector<double> for_size;
  for (std::size_t j = 0; j <= n; ++j) {
    for_size.push_back(noise[j] * mean_of(units[j].before));
  }
  const auto controls = [n](const std::vector<double>& all) {
    return std::vector<double>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n));
  };
  return noise[n] > kMostNoise * median_of(controls(noise)) &&
         for_size[n] > kMostNoise * median_of(controls(for_size));
}

Result<void> check(const std::vector<UnitSeries>& units, const ControlledSeriesOptions& options) {
  if (!(options.level > 0.0 && options.level < 1.0) || options.min_controls < 2) {
    return fail(
        ErrorCode::InvalidArgument,
        fmt::format("level must be in (0, 1), and there must be 2 controls at least: {}, {}",
                    options.level,
                    options.min_controls));
  }
  for (const UnitSeries& unit : units) {
    if (!std::ranges::all_of(unit.before, is_outcome) ||
        !std::ranges::all_of(unit.during, is_outcome)) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("every period of {} must be a number", unit.name),
                  "put 0 where nothing happened");
    }
    if (unit.before.size() != units.back().before.size() ||
        unit.during.size() != units.back().during.size()) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("{} has other periods than {}", unit.name, units.back().name),
                  "give the same periods for each");
    }
  }
  return {};
}

Measured measured_of(const UnitSeries& treated, const Gap& gap, double level) {
  const double total = std::accumulate(treated.during.begin(), treated.during.end(), 0.0);
  const double half = half_width(gap, level);
  const auto through = [&](const auto& rising) {
    return schema::Interval{.value = rising(gap.value),
                            .low = rising(gap.value - half),
                            .high = rising(gap.value + half),
                            .level = level};
  };
  Measured measured;
  measured.total = through([total](double x) { return -total * std::expm1(-x); });
  measured.relative = through([](double x) { return std::expm1(x); });
  measured.per_unit = scaled(measured.total, 1.0 / static_cast<double>(treated.during.size()));
  measured.baseline = total - measured.total.value;
  measured.grade = schema::Grade::B;
  measured.method = schema::Method::DiffInDiff;
  return measured;
}

}  // namespace

Result<Reading> controlled_series(const UnitSeries& treated,
                                  const std::vector<UnitSeries>& controls,
                                  const ControlledSeriesOptions& options) {
  std::vector<UnitSeries> units = controls;
  units.push_back(treated);
  TL_CHECK(check(units, options));
  if (treated.before.size() < kFewestPeriodsBefore || treated.during.size() < kFewestDuring) {
    return cannot_tell(
        fmt::format("{} periods before and {} during are too few",
                    treated.before.size(),
                    treated.during.size()),
        fmt::format("at least {} before and {} during", kFewestPeriodsBefore, kFewestDuring));
  }
  if (!has_outcome(treated)) {
    return cannot_tell(fmt::format("{} has no outcome before or during", treated.name),
                       "outcomes on both sides of the start");
  }
  std::erase_if(units, [](const UnitSeries& unit) { return !has_outcome(unit); });
  if (units.size() < options.min_controls + 1) {
    return cannot_tell(fmt::format("{} controls are too few", units.size() - 1),
                       fmt::format("at least {} without it", options.min_controls));
  }
  const std::vector<double> own = noise_of(units);
  const std::vector<double> noise = steadied(own);
  std::vector<double> growth;
  for (const UnitSeries& unit : units) {
    growth.push_back(growth_of(unit.before, unit.during));
  }
  if (!(*std::ranges::min_element(noise) > 1e-20)) {
    return cannot_tell("the controls are the same in every period",
                       "periods that differ, so that chance can be judged");
  }
  Measured measured = measured_of(treated, gap_of(growth, noise), options.level);
  if (!is_finite(measured.total) || !is_finite(*measured.relative)) {
    return cannot_tell("the units move by orders of magnitude", "steadier units");
  }
  measured.n = units.size() * (treated.before.size() + treated.during.size());
  if (fails_pre_trend(units, noise)) {
    measured =
        with_failed_check(std::move(measured),
                          "failed check: pre-trend, it went another way than the controls before");
  }
  if (fails_fit(units, own)) {
    measured = with_failed_check(std::move(measured),
                                 "failed check: fit, it is far noisier than the controls before");
  }
  return measured;
}

}  // namespace throughline::experiments
