#include "workflow/trial_readings.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "experiments/controlled_series.hpp"
#include "experiments/geo_test.hpp"
#include "experiments/switch_back.hpp"
#include "experiments/two_arm.hpp"

namespace throughline::workflow {
namespace {

using experiments::MeanArm;
using experiments::RateArm;

std::int64_t number_of(CivilDate day) { return days_from_civil(day); }

CivilDate after(CivilDate day) { return civil_from_days(number_of(day) + 1); }

struct Arms {
  MeanArm treated;
  MeanArm control;
};

void add(MeanArm& arm, const ArmSum& sum) {
  arm.units += sum.units;
  arm.sum += sum.sum;
  arm.sum_squares += sum.sum_squares;
}

RateArm rate_of(const MeanArm& arm) {
  return {.n = arm.units, .successes = static_cast<std::uint64_t>(std::llround(arm.sum))};
}

// Every unit brought nothing or one: then the squares add up to what the numbers do.
bool are_rates(const Arms& arms) {
  return arms.treated.sum == arms.treated.sum_squares &&
         arms.control.sum == arms.control.sum_squares && arms.treated.sum >= 0 &&
         arms.control.sum >= 0;
}

// Days of a unit, in their order.
using Series = std::map<std::int64_t, const UnitDay*>;

std::map<std::string, Series> by_unit(std::span<const UnitDay> days) {
  std::map<std::string, Series> units;
  for (const UnitDay& day : days) {
    units[day.unit].emplace(number_of(day.day), &day);
  }
  return units;
}

struct Window {
  std::int64_t first = 0;  ///< day
  std::int64_t exposed = 0;
  std::int64_t last = 0;
};

Window window_of(std::span<const UnitDay> days) {
  Window window{number_of(days.front().day), number_of({9999, 12, 31}), 0};
  for (const UnitDay& day : days) {
    window.first = std::min(window.first, number_of(day.day));
    window.last = std::max(window.last, number_of(day.day));
    if (day.exposed) {
      window.exposed = std::min(window.exposed, number_of(day.day));
    }
  }
  return window;
}

experiments::Region region_of(const std::string& name, const Series& days, const Window& window) {
  std::vector<double> before;
  std::vector<double> during;
  bool treated = false;
  for (std::int64_t day = window.first; day <= window.last; ++day) {
    const auto found = days.find(day);
    const double outcome = found == days.end() ? 0.0 : found->second->outcome;
    treated = treated || (found != days.end() && found->second->exposed);
    (day < window.exposed ? before : during).push_back(outcome);
  }
  return experiments::region_of_days(
      name, treated ? experiments::Group::Treated : experiments::Group::Control, before, during);
}

void add_blocks(const Series& days, std::vector<experiments::Block>& blocks) {
  std::int64_t last = 0;
  bool open = false;
  for (const auto& [number, day] : days) {
    if (!open || day->exposed != blocks.back().on || number != last + 1) {
      blocks.push_back({.on = day->exposed, .outcome = 0.0, .length = 0.0});
      open = true;
    }
    blocks.back().outcome += day->outcome;
    blocks.back().length += 1.0;
    last = number;
  }
}

// Periods that end and begin with the first exposure: weeks if there are enough of them, else days.
std::int64_t period_of(const Window& window) {
  constexpr std::int64_t kWeek = 7;
  const auto fewest = static_cast<std::int64_t>(experiments::kFewestPeriodsBefore);
  const bool weeks = window.exposed - window.first >= fewest * kWeek &&
                     window.last + 1 - window.exposed >= 2 * kWeek;
  return weeks ? kWeek : 1;
}

std::vector<double> periods_of(const Series& days,
                               std::int64_t from,
                               std::int64_t n,
                               std::int64_t length) {
  std::vector<double> periods(static_cast<std::size_t>(std::max<std::int64_t>(n, 0)), 0.0);
  for (const auto& [number, day] : days) {
    if (number >= from && number < from + n * length) {
      periods[static_cast<std::size_t>((number - from) / length)] += day->outcome;
    }
  }
  return periods;
}

// Too few regions for a lot among them: what was exposed, together, against each that was not.
Result<experiments::Reading> read_controls(std::span<const UnitDay> days, const Window& window) {
  const std::int64_t length = period_of(window);
  const std::int64_t n_before = (window.exposed - window.first) / length;
  const std::int64_t n_during = (window.last + 1 - window.exposed) / length;
  experiments::UnitSeries treated{
      .name = "what was exposed",
      .before = std::vector<double>(static_cast<std::size_t>(n_before)),
      .during = std::vector<double>(static_cast<std::size_t>(n_during))};
  std::vector<experiments::UnitSeries> controls;
  for (const auto& [name, series] : by_unit(days)) {
    experiments::UnitSeries unit{
        .name = name,
        .before = periods_of(series, window.exposed - n_before * length, n_before, length),
        .during = periods_of(series, window.exposed, n_during, length)};
    if (std::ranges::none_of(series, [](const auto& day) { return day.second->exposed; })) {
      controls.push_back(std::move(unit));
      continue;
    }
    std::ranges::transform(unit.before, treated.before, treated.before.begin(), std::plus());
    std::ranges::transform(unit.during, treated.during, treated.during.begin(), std::plus());
  }
  return experiments::controlled_series(treated, controls);
}

experiments::Reading never_exposed() {
  return experiments::cannot_tell("nobody was exposed", "rows with exposed = 1");
}

}  // namespace

Result<TrialReading> read_arms(std::span<const ArmSum> arms) {
  Arms sums;
  TrialReading trial{.reading = never_exposed()};
  for (const ArmSum& arm : arms) {
    add(arm.exposed > 0 ? sums.treated : sums.control, arm);
    trial.from =
        trial.rows == 0 || number_of(arm.first) < number_of(trial.from) ? arm.first : trial.from;
    trial.to = trial.rows == 0 || number_of(after(arm.last)) > number_of(trial.to) ? after(arm.last)
                                                                                   : trial.to;
    trial.rows += arm.rows;
  }
  if (are_rates(sums)) {
    TL_TRY(trial.reading, experiments::two_arm_rates(rate_of(sums.treated), rate_of(sums.control)));
  } else {
    TL_TRY(trial.reading, experiments::two_arm_means(sums.treated, sums.control));
  }
  return trial;
}

Result<TrialReading> read_regions(std::span<const UnitDay> days, std::uint64_t seed) {
  TrialReading trial{.reading = never_exposed(), .rows = days.size()};
  if (days.empty()) {
    return trial;
  }
  const Window window = window_of(days);
  if (window.exposed > window.last) {
    return trial;
  }
  std::vector<experiments::Region> regions;
  for (const auto& [name, series] : by_unit(days)) {
    regions.push_back(region_of(name, series, window));
  }
  trial.from = civil_from_days(window.exposed);
  trial.to = civil_from_days(window.last + 1);
  if (window.exposed == window.first) {
    trial.reading = experiments::cannot_tell("there are no days before the first exposure",
                                             "rows of every region for some weeks before");
    return trial;
  }
  const experiments::GeoOptions options{
      .days_before = static_cast<double>(window.exposed - window.first),
      .days_during = static_cast<double>(window.last + 1 - window.exposed),
      .assignments = {.seed = seed}};
  TL_TRY(trial.reading, experiments::geo_test(regions, options));
  if (!trial.reading) {
    TL_TRY(experiments::Reading held, read_controls(days, window));
    trial.reading = held ? std::move(held) : std::move(trial.reading);
  }
  return trial;
}

Result<TrialReading> read_switches(std::span<const UnitDay> days, std::uint64_t seed) {
  TrialReading trial{.reading = never_exposed(), .rows = days.size()};
  if (days.empty()) {
    return trial;
  }
  const Window window = window_of(days);
  trial.from = civil_from_days(window.first);
  trial.to = civil_from_days(window.last + 1);
  std::vector<experiments::Block> blocks;
  for (const auto& [name, series] : by_unit(days)) {
    add_blocks(series, blocks);
  }
  experiments::SwitchBackOptions options;
  options.assignments.seed = seed;
  TL_TRY(trial.reading, experiments::switch_back(blocks, options));
  return trial;
}

}  // namespace throughline::workflow
