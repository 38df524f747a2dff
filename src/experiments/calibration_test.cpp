#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <gtest/gtest.h>
#include <ostream>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "experiments/coverage.hpp"
#include "experiments/geo_test.hpp"
#include "experiments/two_arm.hpp"

// Tactics whose effect is known, a thousand and more for each method: do the intervals hold? Sizes
// at which an interval is wider because outcomes are few (6 regions, 20 units) stand in
// docs/studies/intervals.md.
namespace throughline::experiments {
namespace {

using simulated::Coverage;

constexpr int kTactics = 2000;

// What was found, and what was planted.
struct Trial {
  Measured found;
  double per_unit = 0.0;
  double relative = 0.0;
};

struct Method {
  std::string name;
  std::function<Trial(Rng&)> trial;
};

void PrintTo(const Method& method, std::ostream* out) { *out << method.name; }

Trial rates(
    Rng& rng, std::uint64_t n_treated, std::uint64_t n_control, double treated, double control) {
  return {.found = two_arm_rates({n_treated, rng.binomial(n_treated, treated)},
                                 {n_control, rng.binomial(n_control, control)})
                       .value()
                       .value(),
          .per_unit = treated - control,
          .relative = treated / control - 1.0};
}

template <class Draw>
MeanArm drawn_arm(std::uint64_t n, const Draw& draw) {
  MeanArm arm{.units = n};
  for (std::uint64_t i = 0; i < n; ++i) {
    const double value = draw();
    arm.sum += value;
    arm.sum_squares += value * value;
  }
  return arm;
}

Trial normal_means(Rng& rng, std::uint64_t n_treated, std::uint64_t n_control, double sd_ratio) {
  return {.found = two_arm_means(
                       drawn_arm(n_treated, [&] { return 22.0 + 2.0 * sd_ratio * rng.normal(); }),
                       drawn_arm(n_control, [&] { return 20.0 + 2.0 * rng.normal(); }))
                       .value()
                       .value(),
          .per_unit = 2.0,
          .relative = 0.1};
}

// One unit in ten buys; what it spends is skewed.
double spend(Rng& rng, double factor) {
  return rng.bernoulli(0.1) ? factor * std::exp(3.0 + 0.8 * rng.normal()) : 0.0;
}

Trial skewed_means(Rng& rng, std::uint64_t n, double lift) {
  const double mean = 0.1 * std::exp(3.0 + 0.5 * 0.8 * 0.8);
  return {.found = two_arm_means(drawn_arm(n, [&] { return spend(rng, 1.0 + lift); }),
                                 drawn_arm(n, [&] { return spend(rng, 1.0); }))
                       .value()
                       .value(),
          .per_unit = lift * mean,
          .relative = lift};
}

// Regions of very different size, weekly outcomes, an effect that is the same in each.
Trial geo(Rng& rng, std::size_t n_regions, std::size_t n_treated, GeoComparison comparison) {
  constexpr double kEffect = 40.0;
  std::vector<Region> regions;
  double baseline = 0.0;
  for (std::size_t i = 0; i < n_regions; ++i) {
    const double size = 50.0 * std::exp(0.8 * rng.normal());
    const auto weeks = [&](double growth) {
      return static_cast<double>(rng.poisson(8.0 * size * growth * std::exp(0.05 * rng.normal())));
    };
    Region region{.name = fmt::format("r{:02}", i),
                  .group = i < n_treated ? Group::Treated : Group::Control,
                  .before = weeks(1.0),
                  .during = weeks(1.1),
                  .before_periods = {}};
    if (region.group == Group::Treated) {
      baseline += region.during;
      region.during += kEffect;
    }
    regions.push_back(region);
  }
  GeoOptions options{.comparison = comparison};
  options.assignments = {.max_exact = 1000, .draws = 799, .seed = rng()};
  return {.found = geo_test(regions, options).value().value(),
          .per_unit = kEffect,
          .relative = kEffect * static_cast<double>(n_treated) / baseline};
}

class Calibration : public testing::TestWithParam<Method> {};

struct Tally {
  Coverage per_unit;
  Coverage relative;
  Coverage too_sure;
};

Tally tally_of(const Method& method) {
  Tally tally;
  for (std::uint64_t run = 0; run < kTactics; ++run) {
    Rng rng(30, "calibration " + method.name, run);
    const Trial trial = method.trial(rng);
    tally.per_unit.add(trial.found.per_unit, trial.per_unit);
    tally.too_sure.add(simulated::too_sure(trial.found.per_unit), trial.per_unit);
    if (trial.found.relative) {
      tally.relative.add(*trial.found.relative, trial.relative);
    }
  }
  return tally;
}

TEST_P(Calibration, NinetyPercentIntervalsCoverAndOnesThatAreTooSureDoNot) {
  const Tally tally = tally_of(GetParam());
  EXPECT_TRUE(tally.per_unit.covers()) << tally.per_unit.share();
  EXPECT_TRUE(tally.per_unit.seldom_above()) << tally.per_unit.share_above();
  EXPECT_GT(tally.relative.runs, 0.99 * kTactics);
  EXPECT_TRUE(tally.relative.covers()) << tally.relative.share();
  EXPECT_TRUE(tally.relative.seldom_above()) << tally.relative.share_above();
  EXPECT_FALSE(tally.too_sure.covers()) << tally.too_sure.share();
  RecordProperty("coverage", fmt::format("{:.4f}", tally.per_unit.share()));
  RecordProperty("relative", fmt::format("{:.4f}", tally.relative.share()));
  RecordProperty("above", fmt::format("{:.4f}", tally.per_unit.share_above()));
}

INSTANTIATE_TEST_SUITE_P(
    Methods,
    Calibration,
    testing::Values(
        Method{"RatesOf30", [](Rng& rng) { return rates(rng, 30, 30, 0.5, 0.4); }},
        Method{"RatesOf100And60", [](Rng& rng) { return rates(rng, 100, 60, 0.12, 0.2); }},
        Method{"RareRatesWithoutEffect", [](Rng& rng) { return rates(rng, 800, 800, 0.02, 0.02); }},
        Method{"RatesOfThousands", [](Rng& rng) { return rates(rng, 9000, 3000, 0.011, 0.01); }},
        Method{"MeansOf8", [](Rng& rng) { return normal_means(rng, 8, 8, 1.0); }},
        Method{"MeansOf10And40WithUnequalSpread",
               [](Rng& rng) { return normal_means(rng, 10, 40, 3.0); }},
        Method{"SkewedMeansWithoutEffect", [](Rng& rng) { return skewed_means(rng, 500, 0.0); }},
        Method{"SkewedMeans", [](Rng& rng) { return skewed_means(rng, 2000, 0.2); }},
        Method{"SixRegions", [](Rng& rng) { return geo(rng, 6, 3, GeoComparison::ChangeScore); }},
        Method{"TwelveRegions",
               [](Rng& rng) { return geo(rng, 12, 6, GeoComparison::ChangeScore); }},
        Method{"TwentyFourRegions",
               [](Rng& rng) { return geo(rng, 24, 8, GeoComparison::ChangeScore); }},
        Method{"TwentyFourRegionsWithCovariate",
               [](Rng& rng) { return geo(rng, 24, 12, GeoComparison::Covariance); }}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace throughline::experiments
