#include "experiments/geo_test.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <optional>

#include "experiments/randomisation.hpp"

namespace throughline::experiments {
namespace {

bool is_share(double value) { return value > 0.0 && value < 1.0; }

double sum_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

bool all_outcomes(const Region& region) {
  return is_outcome(region.before) && is_outcome(region.during) &&
         std::all_of(region.before_periods.begin(), region.before_periods.end(), is_outcome);
}

Result<void> check(const GeoOptions& options) {
  if (!is_length(options.days_before) || !is_length(options.days_during)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("days before and during must be from 1e-6 to 1e9: {} and {}",
                            options.days_before,
                            options.days_during));
  }
  if (!is_share(options.level) || !is_share(options.pre_trend_alarm)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("level and pre-trend alarm must be in (0, 1): {} and {}",
                            options.level,
                            options.pre_trend_alarm));
  }
  return {};
}

// Expects regions in order of their names.
Result<void> check(std::span<const Region> regions) {
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const Region& region = regions[i];
    if (i > 0 && regions[i - 1].name == region.name) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("region \"{}\" stands twice", region.name),
                  "add up its rows, and let it be in one group only");
    }
    if (!all_outcomes(region)) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("the outcome of region \"{}\" must be a number: before {}, during {}",
                              region.name,
                              region.before,
                              region.during));
    }
    if (region.before_periods.size() != regions.front().before_periods.size()) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("region \"{}\" has {} periods before, the others {}",
                              region.name,
                              region.before_periods.size(),
                              regions.front().before_periods.size()),
                  "give every region the same periods, 0 where nothing happened");
    }
  }
  return {};
}

std::vector<Region> sorted(std::span<const Region> regions) {
  std::vector<Region> result(regions.begin(), regions.end());
  std::sort(result.begin(), result.end(), [](const Region& a, const Region& b) {
    return a.name < b.name;
  });
  return result;
}

std::vector<std::uint8_t> rows_of(std::span<const Region> regions) {
  std::vector<std::uint8_t> treated;
  for (const Region& region : regions) {
    treated.push_back(region.group == Group::Treated ? 1 : 0);
  }
  return treated;
}

template <class Value>
std::vector<double> each(std::span<const Region> regions, Value value) {
  std::vector<double> values;
  for (const Region& region : regions) {
    values.push_back(value(region));
  }
  return values;
}

bool all_equal(std::span<const double> values) {
  return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
}

// Slope of a straight line through equal periods, up to a factor that all regions share.
double slope_of(std::span<const double> periods) {
  const double middle = 0.5 * static_cast<double>(periods.size() - 1);
  double slope = 0.0;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    slope += (static_cast<double>(i) - middle) * periods[i];
  }
  return slope;
}

Measured with_pre_trend(Measured measured,
                        std::span<const Region> regions,
                        const Assignments& assignments,
                        double alarm) {
  if (regions.front().before_periods.size() < 2) {
    measured.caveats.emplace_back("pre-trend not checked: fewer than two periods before");
    return measured;
  }
  const double p = randomisation_p(
      each(regions, [](const Region& region) { return slope_of(region.before_periods); }),
      assignments);
  if (p >= alarm) {
    return measured;
  }
  return with_failed_check(
      std::move(measured),
      fmt::format("pre-trend: the groups already moved apart before the test (p = {:.2g})", p));
}

// The smallest m for which m + m regions give the level.
std::size_t regions_needed(double level) {
  std::size_t m = 1;
  while (!rows_suffice(n_ways(2 * m, m), level)) {
    ++m;
  }
  return m;
}

tl::unexpected<CannotTell> too_few(std::size_t n_treated, std::size_t n_control, double level) {
  const std::size_t m = regions_needed(level);
  return cannot_tell(fmt::format("{} treated and {} control regions give no {:.4g}% interval",
                                 n_treated,
                                 n_control,
                                 100.0 * level),
                     fmt::format("at least {} treated and {} control regions", m, m));
}

Measured measured_of(const schema::Interval& per_region, std::span<const Region> regions) {
  double n_treated = 0.0;
  double during = 0.0;
  for (const Region& region : regions) {
    n_treated += region.group == Group::Treated ? 1.0 : 0.0;
    during += region.group == Group::Treated ? region.during : 0.0;
  }
  Measured measured{.per_unit = per_region,
                    .total = scaled(per_region, n_treated),
                    .relative = std::nullopt,
                    .n = regions.size(),
                    .grade = schema::Grade::A,
                    .method = schema::Method::GeoHoldout,
                    .caveats = {}};
  measured.baseline = during - measured.total.value;
  measured.relative = share_of_baseline(measured.total, during);
  if (!measured.relative) {
    measured.caveats.emplace_back("no relative effect: the baseline is not clear of zero");
  }
  return measured;
}

// Expects regions in order of their names, so that drawn ways do not depend on the order given.
Reading compared(std::span<const Region> regions, const GeoOptions& options) {
  const std::vector<std::uint8_t> treated = rows_of(regions);
  const auto n_treated = static_cast<std::size_t>(std::count(treated.begin(), treated.end(), 1));
  if (!rows_suffice(n_ways(regions.size(), n_treated), options.level)) {
    return too_few(n_treated, regions.size() - n_treated, options.level);
  }
  const double scale = options.days_during / options.days_before;
  const std::vector<double> change = each(
      regions, [scale](const Region& region) { return region.during - scale * region.before; });
  if (all_equal(change)) {
    return cannot_tell("all regions changed alike",
                       "regions that differ, so that chance can be judged");
  }
  const Assignments assignments = Assignments::of_groups(treated, options.assignments);
  const std::vector<double> before =
      options.comparison == GeoComparison::Covariance
          ? each(regions, [](const Region& region) { return region.before; })
          : std::vector<double>();
  const auto interval = randomisation_interval(change, before, assignments, options.level);
  if (!interval) {
    return too_few(n_treated, regions.size() - n_treated, options.level);
  }
  return with_pre_trend(
      measured_of(*interval, regions), regions, assignments, options.pre_trend_alarm);
}

}  // namespace

Region region_of_days(std::string name,
                      Group group,
                      std::span<const double> before,
                      std::span<const double> during,
                      std::size_t period_days) {
  Region region{.name = std::move(name),
                .group = group,
                .before = sum_of(before),
                .during = sum_of(during),
                .before_periods = {}};
  const std::size_t length = std::max<std::size_t>(period_days, 1);
  for (std::size_t at = before.size() % length; at < before.size(); at += length) {
    region.before_periods.push_back(sum_of(before.subspan(at, length)));
  }
  return region;
}

Result<Reading> geo_test(std::span<const Region> regions, const GeoOptions& options) {
  TL_CHECK(check(options));
  const std::vector<Region> by_name = sorted(regions);
  TL_CHECK(check(by_name));
  return compared(by_name, options);
}

}  // namespace throughline::experiments
