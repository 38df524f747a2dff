#include <fmt/format.h>
#include <functional>
#include <gtest/gtest.h>
#include <optional>
#include <ostream>
#include <string>

#include "experiments/coverage.hpp"
#include "experiments/simulated.hpp"

// Tactics whose effect is known, at least a thousand for each method: do the intervals hold? More
// situations, and those in which an interval is wider or narrower, stand in
// docs/studies/intervals.md.
namespace throughline::experiments {
namespace {

using simulated::Coverage;
using simulated::GeoWorld;
using simulated::SeriesWorld;
using simulated::Trial;

struct Method {
  std::string name;
  int n_tactics;
  std::function<std::optional<Trial>(Rng&)> trial;
  double fault = 1.2;  ///< how many times too sure intervals must be for that to show
};

void PrintTo(const Method& method, std::ostream* out) { *out << method.name; }

struct Tally {
  Coverage found;
  Coverage relative;
  Coverage too_sure;
};

Tally tally_of(const Method& method) {
  Tally tally;
  for (int run = 0; run < method.n_tactics; ++run) {
    Rng rng(30, "calibration " + method.name, static_cast<std::uint64_t>(run));
    const std::optional<Trial> trial = method.trial(rng);
    if (!trial) {
      continue;
    }
    tally.found.add(trial->found, trial->planted);
    tally.too_sure.add(simulated::too_sure(trial->found, method.fault), trial->planted);
    if (trial->relative) {
      tally.relative.add(*trial->relative, trial->planted_share);
    }
  }
  return tally;
}

class Calibration : public testing::TestWithParam<Method> {};

TEST_P(Calibration, NinetyPercentIntervalsCoverAndOnesThatAreTooSureDoNot) {
  const Tally tally = tally_of(GetParam());
  EXPECT_GE(tally.found.runs, 1000);
  EXPECT_TRUE(tally.found.covers()) << tally.found.share();
  EXPECT_TRUE(tally.found.seldom_above()) << tally.found.share_above();
  if (tally.relative.runs > 0) {
    EXPECT_TRUE(tally.relative.covers()) << tally.relative.share();
    EXPECT_TRUE(tally.relative.seldom_above()) << tally.relative.share_above();
  }
  EXPECT_FALSE(tally.too_sure.covers()) << tally.too_sure.share();
  RecordProperty("coverage", fmt::format("{:.4f}", tally.found.share()));
  RecordProperty("relative", fmt::format("{:.4f}", tally.relative.share()));
  RecordProperty("above", fmt::format("{:.4f}", tally.found.share_above()));
}

Method rates(const std::string& name, simulated::Sizes n, double treated, double control) {
  return {name, 2000, [=](Rng& rng) { return simulated::rates(rng, n, treated, control); }};
}

Method means(const std::string& name, simulated::Sizes n, double treated_sd) {
  return {name, 2000, [=](Rng& rng) { return simulated::normal_means(rng, n, treated_sd); }};
}

Method spenders(const std::string& name, simulated::Sizes n, double lift) {
  return {name, 1500, [=](Rng& rng) { return simulated::spenders(rng, n, lift); }};
}

Method geo(const std::string& name, const GeoWorld& world) {
  return {name, 1500, [=](Rng& rng) { return simulated::geo(rng, world); }};
}

Method switches(const std::string& name, std::size_t n_blocks, BlockLot lot) {
  return {name, 1500, [=](Rng& rng) { return simulated::switches(rng, n_blocks, lot); }};
}

Method series(const std::string& name, const SeriesWorld& world) {
  // Without memory they are a little wide, since a short series cannot rule it out.
  return {name, 1000, [=](Rng& rng) { return simulated::before_and_during(rng, world); }, 1.3};
}

INSTANTIATE_TEST_SUITE_P(
    Methods,
    Calibration,
    testing::Values(
        rates("RatesOf30", {30, 30}, 0.5, 0.4),
        rates("RatesOf100And60", {100, 60}, 0.12, 0.2),
        rates("RareRatesWithoutEffect", {800, 800}, 0.02, 0.02),
        rates("RatesOfThousands", {9000, 3000}, 0.011, 0.01),
        means("MeansOf8", {8, 8}, 2.0),
        means("MeansOf10And40WithUnequalSpread", {10, 40}, 6.0),
        spenders("SkewedMeansWithoutEffect", {500, 500}, 0.0),
        spenders("SkewedMeans", {2000, 2000}, 0.2),
        geo("SixRegions", {.regions = {3, 3}}),
        geo("TwelveRegions", {.regions = {6, 6}}),
        geo("TwentyFourRegions", {.regions = {8, 16}}),
        geo("TwentyFourRegionsWithCovariate",
            {.regions = {12, 12}, .comparison = GeoComparison::Covariance}),
        switches("TwelveBlocks", 12, BlockLot::AmongAll),
        switches("TwelvePairsOfBlocks", 24, BlockLot::WithinPairs),
        series("SeriesWithoutEffect",
               {.n_before = 26, .n_during = 12, .mean = 1000, .correlation = 0.4, .effect = 0.0}),
        series("ShortSeries", {.n_before = 8, .n_during = 4, .correlation = 0.4}),
        series("SeriesOfSmallCounts",
               {.n_before = 26, .n_during = 12, .mean = 20, .correlation = 0.6, .noise = 0.3}),
        series("SeriesThatRemembers",
               {.n_before = 52, .n_during = 26, .mean = 1000, .correlation = 0.6}),
        series("SeriesAlike4", {.n_before = 13, .n_during = 13, .correlation = 0.4}),
        series("SeriesAlike5", {.n_before = 13, .n_during = 13, .correlation = 0.5}),
        series("SeriesAlike6", {.n_before = 13, .n_during = 13, .correlation = 0.6}),
        series("SeriesAlike7", {.n_before = 13, .n_during = 13, .correlation = 0.7}),
        series("ShortSeriesAlike7", {.n_before = 8, .n_during = 4, .correlation = 0.7}),
        series("QuartersAlike7", {.n_before = 26, .n_during = 12, .correlation = 0.7}),
        series("YearsAlike7", {.n_before = 52, .n_during = 26, .correlation = 0.7}),
        series("SeriesWithASeason",
               {.n_before = 52, .n_during = 26, .mean = 1000, .correlation = 0.6, .season = true})),
    [](const auto& tested) { return tested.param.name; });

Method controlled(const std::string& name, const simulated::ControlledWorld& world) {
  return {name, 1500, [=](Rng& rng) { return simulated::held_against_controls(rng, world); }};
}

INSTANTIATE_TEST_SUITE_P(
    Controlled,
    Calibration,
    testing::Values(
        controlled("FourControls", {.n_controls = 4}),
        controlled("EightControlsWithoutEffect", {.effect = 0.0}),
        controlled("EightControlsWithoutMemory", {.correlation = 0.0}),
        controlled("EightControlsThatRemember", {.correlation = 0.8}),
        controlled("EightControlsThatRememberLong", {.correlation = 0.95}),
        controlled("EightControlsOfUnlikeNoise", {.unlike = 0.5}),
        controlled("EightControlsOfVeryUnlikeSize", {.mean = 60.0, .sizes = 1.0}),
        controlled("TwentyControlsOfSmallCounts", {.n_controls = 20, .mean = 15.0}),
        controlled("ShortTimeBefore", {.n_before = 8, .n_during = 4, .correlation = 0.7}),
        controlled("LongTimeBefore", {.n_before = 78, .n_during = 26, .correlation = 0.7})),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Described,
    Calibration,
    testing::Values(
        Method{"WhatLasts",
               1200,
               [](Rng& rng) {
                 return simulated::what_lasts(rng,
                                              {.n_before = 26,
                                               .n_during = 12,
                                               .n_after = 12,
                                               .effect = 0.5,
                                               .effect_after = 0.25});
               }},
        Method{"AmongTenPeers",
               1000,
               [](Rng& rng) { return simulated::among_peers(rng, 10, 60, 30.0); }},
        Method{"AmongFiftyPeers",
               1000,
               [](Rng& rng) { return simulated::among_peers(rng, 50, 20, 80.0); }},
        Method{"ValueOfLeads", 2000, [](Rng& rng) { return simulated::lead_value(rng, 40); }},
        Method{"MarginalValue", 2000, [](Rng& rng) { return simulated::spend_levels(rng, 8); }}),
    [](const auto& tested) { return tested.param.name; });

// A tactic of which nothing lasts is seldom called lasting.
TEST(AfterStop, CallsNothingLastingThatHasGone) {
  int n_lasting = 0;
  int n_fading = 0;
  constexpr int kRuns = 1000;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    Rng rng(31, "gone", run);
    const simulated::DrawnSeries series =
        simulated::series_of(rng, {.n_before = 26, .n_during = 12, .n_after = 12, .effect = 0.5});
    const auto found = effect_after_stop(series.before, series.during, series.after).value();
    n_lasting += found && found->afterlife == Afterlife::Lasting ? 1 : 0;
    n_fading += found && found->afterlife == Afterlife::Fading ? 1 : 0;
  }
  EXPECT_LE(n_lasting, kRuns * (0.05 + 2 * std::sqrt(0.05 * 0.95 / kRuns)));
  EXPECT_GT(n_fading, kRuns / 2);
}

}  // namespace
}  // namespace throughline::experiments
