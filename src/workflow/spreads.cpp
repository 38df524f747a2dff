#include "workflow/spreads.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace throughline::workflow {
namespace {

constexpr std::size_t kFewestPeriods = 8;
constexpr double kMostMemory = 0.9;
constexpr std::int64_t kYear = 364;

// What is left of a series about its straight line by least squares.
std::vector<double> residuals_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double middle = (n - 1.0) / 2.0;
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double slope = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    slope += (static_cast<double>(i) - middle) * (values[i] - mean);
  }
  slope /= n * (n * n - 1.0) / 12.0;
  std::vector<double> residuals;
  for (std::size_t i = 0; i < values.size(); ++i) {
    residuals.push_back(values[i] - mean - slope * (static_cast<double>(i) - middle));
  }
  return residuals;
}

double memory_of(const std::vector<double>& residuals, double squares) {
  double products = 0.0;
  for (std::size_t i = 1; i < residuals.size(); ++i) {
    products += residuals[i] * residuals[i - 1];
  }
  const double seen = squares > 0.0 ? products / squares : 0.0;
  const double true_one = seen + (1.0 + 4.0 * seen) / static_cast<double>(residuals.size());
  return std::clamp(true_one, 0.0, kMostMemory);
}

// Sums of whole periods that end with a day, oldest first.
std::vector<double> periods_of(const DayValues& days, std::int64_t end, plan::Grain grain) {
  std::vector<double> periods;
  const double length = plan::days_in(grain);
  const auto start_of = [&](std::size_t n) {
    return end - std::llround(static_cast<double>(n) * length);
  };
  for (std::size_t n = 1;
       !days.empty() && start_of(n) >= std::max(days.begin()->first, end - kYear - 1);
       ++n) {
    double sum = 0.0;
    for (auto day = days.lower_bound(start_of(n)); day != days.lower_bound(start_of(n - 1));
         ++day) {
      sum += day->second;
    }
    periods.push_back(sum);
  }
  std::ranges::reverse(periods);
  return periods;
}

std::int64_t number_of(CivilDate day) { return days_from_civil(day); }

// First day after those on which no unit is exposed; after all of them for a single unit.
std::int64_t end_of_quiet(std::span<const UnitDay> days, std::size_t n_units) {
  std::int64_t last = 0;
  std::int64_t exposed = INT64_MAX;
  for (const UnitDay& day : days) {
    last = std::max(last, number_of(day.day) + 1);
    exposed = day.exposed ? std::min(exposed, number_of(day.day)) : exposed;
  }
  return n_units == 1 ? last : std::min(last, exposed);
}

}  // namespace

std::optional<plan::MetricSpread> spread_of_periods(std::span<const double> periods) {
  if (periods.size() < kFewestPeriods) {
    return std::nullopt;
  }
  const auto n = static_cast<double>(periods.size());
  const std::vector<double> residuals = residuals_of(periods);
  const double squares =
      std::inner_product(residuals.begin(), residuals.end(), residuals.begin(), 0.0);
  return plan::MetricSpread{.mean = std::accumulate(periods.begin(), periods.end(), 0.0) / n,
                            .sd = std::sqrt(squares / (n - 2.0)),
                            .memory = memory_of(residuals, squares)};
}

std::optional<plan::MetricSpread> spread_of_days(const DayValues& days,
                                                 std::int64_t end,
                                                 plan::Grain grain) {
  return spread_of_periods(periods_of(days, end, grain));
}

std::optional<plan::UnitSpread> spread_of_units(std::span<const ArmSum> arms) {
  double units = 0.0;
  double treated = 0.0;
  double sum = 0.0;
  double squares = 0.0;  // about the mean of each arm
  std::int64_t first = INT64_MAX;
  std::int64_t last = 0;
  for (const ArmSum& arm : arms) {
    const auto n = static_cast<double>(arm.units);
    units += n;
    treated += arm.exposed > 0 ? n : 0.0;
    sum += arm.sum;
    squares += n > 0.0 ? arm.sum_squares - arm.sum * arm.sum / n : 0.0;
    first = std::min(first, number_of(arm.first));
    last = std::max(last, number_of(arm.last) + 1);
  }
  const double freedom = units - static_cast<double>(arms.size());
  if (!(freedom > 0.0 && treated > 0.0 && treated < units)) {
    return std::nullopt;
  }
  return plan::UnitSpread{.mean = sum / units,
                          .sd = std::sqrt(squares / freedom),
                          .per_day = units / static_cast<double>(last - first),
                          .treated_share = treated / units};
}

std::optional<plan::MetricSpread> spread_of_regions(std::span<const UnitDay> days,
                                                    plan::Grain grain) {
  std::map<std::string, DayValues> regions;
  for (const UnitDay& day : days) {
    regions[day.unit][number_of(day.day)] += day.outcome;
  }
  const std::int64_t end = end_of_quiet(days, regions.size());
  plan::MetricSpread all{.n_units = 0};
  double variances = 0.0;
  for (const auto& [name, values] : regions) {
    if (const auto one = spread_of_days(values, end, grain)) {
      ++all.n_units;
      all.mean += one->mean;
      all.memory += one->memory;
      variances += one->sd * one->sd;
    }
  }
  if (all.n_units == 0) {
    return std::nullopt;
  }
  const auto n = static_cast<double>(all.n_units);
  return plan::MetricSpread{.mean = all.mean / n,
                            .sd = std::sqrt(variances / n),
                            .n_units = all.n_units,
                            .memory = all.memory / n};
}

}  // namespace throughline::workflow
