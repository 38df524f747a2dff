#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

#include "experiments/accepted_value.hpp"
#include "experiments/after_stop.hpp"
#include "experiments/before_after.hpp"
#include "experiments/comparison.hpp"
#include "experiments/controlled_series.hpp"
#include "experiments/geo_test.hpp"
#include "experiments/marginal.hpp"
#include "experiments/switch_back.hpp"
#include "experiments/two_arm.hpp"

// Whatever comes in: an error, "cannot tell", or an interval of numbers in order.
namespace throughline::experiments {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::array<double, 16> kValues = {
    0, 0, 1, 1, 2, 3, 100, 101, -5, 1e-300, 5e-324, 1e9, 1e149, 1e300, kInfinity, -kInfinity};

// Now and then a value that is none; the rest of a list is well-behaved or all of one kind.
double any_value(std::size_t n_tame) {
  const auto i = *rc::gen::inRange<std::size_t>(0, n_tame);
  return i < kValues.size() ? kValues[i] : std::nan("");
}

std::vector<double> any_values(int most) {
  const std::size_t n_tame = *rc::gen::element<std::size_t>(2, 4, 8, 10, 13, 17);
  std::vector<double> values(static_cast<std::size_t>(*rc::gen::inRange(0, most)));
  for (double& value : values) {
    value = any_value(n_tame);
  }
  return values;
}

bool in_order(const schema::Interval& interval) {
  return std::isfinite(interval.low) && std::isfinite(interval.high) &&
         std::isfinite(interval.value) && interval.low <= interval.high;
}

void expect_sound(const Result<Reading>& reading) {
  if (reading && *reading) {
    RC_ASSERT(in_order((*reading)->per_unit));
    RC_ASSERT(in_order((*reading)->total));
    RC_ASSERT(std::isfinite((*reading)->baseline));
    if ((*reading)->relative) {  // RC_ASSERT evaluates both sides of an "or"
      RC_ASSERT(in_order(*(*reading)->relative));
    }
  }
}

RC_GTEST_PROP(AnyInput, OfTwoArmsIsSound, ()) {
  std::array<double, 4> sums{};
  for (double& sum : sums) {
    sum = any_value(17);
  }
  const auto n = [] { return *rc::gen::element<std::uint64_t>(0, 1, 2, 10, 1000000000000); };
  expect_sound(two_arm_means({n(), sums[0], sums[1]}, {n(), sums[2], sums[3]}));
  expect_sound(two_arm_rates({n(), n()}, {n(), n()}));
}

RC_GTEST_PROP(AnyInput, OfRegionsAndBlocksIsSound, ()) {
  const std::vector<double> values = any_values(30);
  std::vector<Region> regions;
  std::vector<Block> blocks;
  for (std::size_t i = 0; i + 2 < values.size(); i += 2) {
    regions.push_back({std::to_string(i),
                       *rc::gen::element(Group::Treated, Group::Control),
                       values[i],
                       values[i + 1],
                       {values[i], values[i + 2]}});
    blocks.push_back({i % 4 == 0, values[i], *rc::gen::element(1.0, 7.0, values[i + 1])});
  }
  const AssignmentOptions few{.max_exact = 300, .draws = 199};
  for (const GeoComparison how : {GeoComparison::ChangeScore, GeoComparison::Covariance}) {
    expect_sound(geo_test(regions, {.comparison = how, .assignments = few}));
  }
  for (const BlockLot lot : {BlockLot::AmongAll, BlockLot::WithinPairs, BlockLot::FixedOrder}) {
    expect_sound(switch_back(blocks, {.lot = lot, .assignments = few}));
  }
}

RC_GTEST_PROP(AnyInput, OfSeriesIsSound, ()) {
  const SeriesPart before{any_values(9),
                          *rc::gen::element(0, 1) == 0 ? std::vector<double>() : any_values(9)};
  const SeriesPart during{any_values(9), {}};
  expect_sound(before_after(before, during));
  const auto lasting = effect_after_stop(before, during, {any_values(16), {}});
  if (lasting && *lasting) {
    RC_ASSERT(in_order((*lasting)->share));
    if ((*lasting)->half_life) {
      RC_ASSERT(*(*lasting)->half_life > 0.0);
    }
  }
}

RC_GTEST_PROP(AnyInput, OfControlsIsSound, ()) {
  std::vector<UnitSeries> units;
  const std::size_t n_before = *rc::gen::inRange<std::size_t>(7, 12);
  for (int i = *rc::gen::inRange(1, 8); i > 0; --i) {
    std::vector<double> before = any_values(12);
    before.resize(n_before, 1.0);
    std::vector<double> during = any_values(4);
    during.resize(2, 3.0);
    units.push_back({std::to_string(i), before, during});
  }
  const UnitSeries treated = units.back();
  units.pop_back();
  expect_sound(controlled_series(treated, units));
}

RC_GTEST_PROP(AnyInput, OfPeersIsSound, ()) {
  const auto n = [] { return *rc::gen::element<std::uint64_t>(0, 0, 1, 2, 10, 1000000000); };
  std::vector<RateArm> peers;
  for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
    peers.push_back({n(), n()});
    peers.back().n += peers.back().successes;
  }
  expect_sound(comparison({n(), n()}, peers));
}

RC_GTEST_PROP(AnyInput, OfLeadsAndSpendIsSound, ()) {
  const std::vector<double> values = any_values(30);
  std::vector<LeadSource> sources;
  std::vector<SpendPeriod> periods;
  for (std::size_t i = 0; i + 2 < values.size(); i += 3) {
    const auto accepted = *rc::gen::element<std::uint64_t>(0, 1, 2, 1000000000);
    sources.push_back({.name = std::to_string(i),
                       .leads = accepted + *rc::gen::element<std::uint64_t>(0, 1, 1000000000),
                       .accepted = accepted,
                       .value = accepted == 0 ? 0.0 : values[i],
                       .value_squares = accepted == 0 ? 0.0 : values[i] * values[i],
                       .cost = values[i + 1]});
    periods.push_back({values[i], values[i + 1]});
  }
  const auto ranked = accepted_value(sources);
  if (ranked && *ranked) {
    for (const SourceValue& source : **ranked) {
      RC_ASSERT(in_order(source.acceptance) && in_order(source.value_a_lead));
      if (source.value_per_cost) {
        RC_ASSERT(in_order(*source.value_per_cost));
      }
    }
  }
  const auto marginal = marginal_value(periods);
  if (marginal && *marginal) {
    RC_ASSERT(in_order((*marginal)->value_per_cost));
  }
}

}  // namespace
}  // namespace throughline::experiments
