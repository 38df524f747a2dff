#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>

#include "plan/grain.hpp"
#include "plan/lint_context.hpp"
#include "workflow/experiment_sums.hpp"

/// How much the figures vary that a test would compare: what the power of a plan is reckoned from.
namespace throughline::workflow {

/// Values of a market by day; a day without one is 0.
using DayValues = std::map<std::int64_t, double>;

/// Measures a series of periods: its mean, the spread about its straight line (n − 2 degrees of
/// freedom), and the correlation of neighbours, moved up by (1 + 4r) / n since short series show
/// less than they have (Kendall 1954). None for fewer than eight periods.
[[nodiscard]] std::optional<plan::MetricSpread> spread_of_periods(std::span<const double> periods);

/// The same for the whole periods of a grain that end with a day: those of the last year, as far
/// back as there are values. \param end  first day that no longer belongs
[[nodiscard]] std::optional<plan::MetricSpread> spread_of_days(const DayValues& days,
                                                               std::int64_t end,
                                                               plan::Grain grain);

/// Measures the units of a lot. None without two units in an arm, or with one arm alone.
[[nodiscard]] std::optional<plan::UnitSpread> spread_of_units(std::span<const ArmSum> arms);

/// Measures what regions do before any of them is exposed, each about its own line: the mean of a
/// region, and the root of the mean of their variances. A single one (a market switched on and off)
/// is measured over all its days. \param days  of one market
[[nodiscard]] std::optional<plan::MetricSpread> spread_of_regions(std::span<const UnitDay> days,
                                                                  plan::Grain grain);

}  // namespace throughline::workflow
