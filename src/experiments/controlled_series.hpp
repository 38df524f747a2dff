#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "experiments/reading.hpp"

namespace throughline::experiments {

/// A metric in one market or region, in equal periods, oldest first.
struct UnitSeries {
  std::string name;
  std::vector<double> before;
  std::vector<double> during;  ///< as many for every unit
};

struct ControlledSeriesOptions {
  double level = 0.9;            ///< in (0, 1)
  std::size_t min_controls = 4;  ///< at least 2; fewer cannot tell
};

inline constexpr std::size_t kFewestPeriodsBefore = 8;

/// Effect on a unit that something was done to, held against units to which it was not: a
/// difference in differences whose interval is calibrated by placebos.
///
///   y_j = log(mean during) − log(mean before)                    one number a unit
///   s_j² = variance before of the unit's periods about what all controls do, relative to its mean,
///          drawn half of the way towards that of the controls together
///   μ = Σ w_j·y_j / Σ w_j over the controls, w_j = 1 / s_j²
///   S² = Σ w_j·(y_j − μ)² / (J − 1)                              placebos in space
///   relative = exp(y − μ) − 1;   y − μ ± t(J − 1) · S · √(s² + 1 / Σ w_j)
///   total = Σ during · (1 − exp(−(y − μ)));  baseline = Σ during − total;  per unit: a period
///
/// A unit's series is one number, so that periods that remember each other cannot make it look
/// surer than it is (Bertrand, Duflo & Mullainathan 2004); how much such numbers vary is told by
/// the controls alone, as if each had been treated in turn (Abadie, Diamond & Hainmueller 2010).
/// Units of different size are compared in units of their own noise before (Ferman & Pinto 2019).
///
/// Two checks lower the grade from B to D. *Pre-trend*, a placebo in time: the same figure for the
/// second half of the time before against its first lies outside its 95% interval. *Fit*: before,
/// the unit is more than five times as noisy as the controls' median, also for its size.
/// Assumes that nothing else happened to this unit alone, and that controls felt nothing of it.
/// Cannot tell: fewer than min_controls controls, 8 periods before or 2 during; a unit without any
/// outcome before or during.
/// Errors: InvalidArgument for NaN, series of unlike length, options out of range.
/// Sources: Abadie, Diamond & Hainmueller (2010), JASA 105, 493-505; Bertrand, Duflo & Mullainathan
/// (2004), QJE 119, 249-275; Donald & Lang (2007), REStat 89, 221-233, for t on units; Ferman &
/// Pinto (2019), REStat 101, 452-467.
[[nodiscard]] Result<Reading> controlled_series(const UnitSeries& treated,
                                                const std::vector<UnitSeries>& controls,
                                                const ControlledSeriesOptions& options = {});

}  // namespace throughline::experiments
