#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "experiments/reading.hpp"
#include "schema/estimate.hpp"
#include "workflow/experiment_sums.hpp"

/// What the design of an experiment makes of its rows, as the store sums them up.
namespace throughline::workflow {

/// Days of an effect, and what was measured over them.
struct TrialReading {
  experiments::Reading reading;
  CivilDate from;
  CivilDate to;  ///< first day after
  std::uint64_t rows = 0;
};

/// Compares the arms of a randomised test of one market. An arm in which units were exposed is a
/// treated one, whoever of its units was: the lot is compared, not who took part. Outcomes of 0 and
/// 1 are rates, all others means.
[[nodiscard]] Result<TrialReading> read_arms(std::span<const ArmSum> arms);

/// Compares regions that were exposed from some day on with those that never were. The days before
/// the first exposure are the time before. Where they are too few for a lot among them, what was
/// exposed is held together against at least four that were not
/// (experiments/controlled_series.hpp).
[[nodiscard]] Result<TrialReading> read_regions(std::span<const UnitDay> days, std::uint64_t seed);

/// Compares stretches of days in which a tactic was on with those in which it was off.
[[nodiscard]] Result<TrialReading> read_switches(std::span<const UnitDay> days, std::uint64_t seed);

}  // namespace throughline::workflow
