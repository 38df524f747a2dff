#include "experiments/controlled_series.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "experiments/simulated.hpp"

namespace throughline::experiments {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// Six periods up and down by a tenth, then growth.
UnitSeries unit(const std::string& name, double size, double growth, int phase = 0) {
  UnitSeries made{.name = name, .before = {}, .during = {}};
  for (int t = 0; t < 12; ++t) {
    const double wave = 1.0 + 0.1 * std::sin(1.7 * (t + phase));
    made.before.push_back(size * wave);
    made.during.push_back(size * growth);
  }
  const double mean = [&] {
    double sum = 0.0;
    for (const double value : made.before) {
      sum += value;
    }
    return sum / 12.0;
  }();
  for (double& value : made.before) {
    value *= mean > 0.0 ? size / mean : 0.0;
  }
  return made;
}

std::vector<UnitSeries> controls() {
  return {unit("a", 100, 1.08, 1),
          unit("b", 50, 1.12, 2),
          unit("c", 80, 1.10, 3),
          unit("d", 200, 1.10, 5)};
}

const Measured& measured(const Result<Reading>& reading) { return reading.value().value(); }

// Controls grew by a tenth: what is beyond that is the effect, whatever the size.
TEST(ControlledSeries, TakesOffWhatTheControlsDid) {
  const auto found = controlled_series(unit("t", 40, 1.32), controls());
  ASSERT_TRUE(found && *found);
  EXPECT_NEAR(measured(found).relative->value, 1.32 / 1.10 - 1.0, 0.01);
  EXPECT_NEAR(measured(found).total.value, 12 * 40 * (1.32 - 1.10), 6.0);
  EXPECT_NEAR(measured(found).baseline + measured(found).total.value, 12 * 40 * 1.32, 1e-9);
  EXPECT_GT(measured(found).relative->low, 0.0);
  EXPECT_EQ(measured(found).grade, schema::Grade::B);
  EXPECT_THAT(measured(found).caveats, IsEmpty());
}

// With noise that is alike it is Donald & Lang's t: mean of the differences, J − 1 degrees.
TEST(ControlledSeries, IsDonaldAndLangsTWhereNoiseIsAlike) {
  std::vector<UnitSeries> alike;
  for (const double growth : {1.0, 1.1, 1.2, 1.3}) {
    alike.push_back(unit("c", 100, growth, 0));
    for (std::size_t t = 0; t < 12; ++t) {  // each control is off in periods of its own
      alike.back().before[t] += t % 4 == alike.size() - 1 ? 3.0 : -1.0;
    }
  }
  UnitSeries treated = unit("t", 100, 1.5);
  for (std::size_t t = 0; t < 12; ++t) {
    treated.before[t] += std::sqrt(4.0 / 5.0 * 4.0 / 3.0) * (t % 2 == 0 ? 2.0 : -2.0);
  }
  const auto found = controlled_series(treated, alike);
  ASSERT_TRUE(found && *found);
  double mean = 0.0;
  for (const double growth : {1.0, 1.1, 1.2, 1.3}) {
    mean += std::log(growth) / 4.0;
  }
  EXPECT_NEAR(measured(found).relative->value, 1.5 / std::exp(mean) - 1.0, 1e-9);
}

TEST(ControlledSeries, ThreeControlsAreTooFew) {
  std::vector<UnitSeries> few = controls();
  few.pop_back();
  const auto found = controlled_series(unit("t", 40, 1.3), few);
  ASSERT_TRUE(found.has_value());
  ASSERT_FALSE(found->has_value());
  EXPECT_EQ(found->error().why, "3 controls are too few");
  EXPECT_EQ(found->error().needed, "at least 4 without it");
}

TEST(ControlledSeries, AControlWithoutOutcomesIsNone) {
  std::vector<UnitSeries> all = controls();
  all[0].during.assign(12, 0.0);
  const auto found = controlled_series(unit("t", 40, 1.3), all);
  ASSERT_TRUE(found.has_value());
  EXPECT_FALSE(found->has_value());
  const auto silent = controlled_series(unit("t", 0, 1.3), controls());
  ASSERT_TRUE(silent.has_value());
  EXPECT_FALSE(silent->has_value());
}

TEST(ControlledSeries, AUnitThatWentItsOwnWayBeforeIsNoQuasiExperiment) {
  UnitSeries drifting = unit("t", 100, 1.9);
  for (std::size_t t = 0; t < 12; ++t) {
    drifting.before[t] *= 1.0 + 0.08 * static_cast<double>(t);
  }
  const auto found = controlled_series(drifting, controls());
  ASSERT_TRUE(found && *found);
  EXPECT_EQ(measured(found).grade, schema::Grade::D);
  EXPECT_THAT(measured(found).caveats, testing::Contains(StartsWith("failed check: pre-trend")));
}

TEST(ControlledSeries, AUnitFarNoisierThanTheControlsIsNoQuasiExperiment) {
  UnitSeries wild = unit("t", 100, 1.2);
  for (std::size_t t = 0; t < 12; ++t) {
    wild.before[t] = t % 2 == 0 ? 20.0 : 180.0;
  }
  const auto found = controlled_series(wild, controls());
  ASSERT_TRUE(found && *found);
  EXPECT_EQ(measured(found).grade, schema::Grade::D);
  EXPECT_THAT(measured(found).caveats, ElementsAre(StartsWith("failed check: fit")));
}

TEST(ControlledSeries, SeriesOfUnlikeLengthAreAnError) {
  UnitSeries longer = unit("t", 40, 1.3);
  longer.during.push_back(1.0);
  EXPECT_THAT(controlled_series(longer, controls()).error().text(),
              HasSubstr("other periods than t"));
  longer.during.back() = std::nan("");
  EXPECT_FALSE(controlled_series(longer, controls()).has_value());
}

// Both checks together cost a sound quasi-experiment its grade about one time in twenty.
TEST(ControlledSeries, SoundComparisonsKeepTheirGrade) {
  int n_lowered = 0;
  for (std::uint64_t run = 0; run < 1000; ++run) {
    Rng rng(33, "grades", run);
    n_lowered += simulated::compared_with_controls(rng, {}).grade == schema::Grade::D ? 1 : 0;
  }
  EXPECT_LT(n_lowered, 90);
}

}  // namespace
}  // namespace throughline::experiments
