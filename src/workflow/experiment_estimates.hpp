#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "plan/lines.hpp"
#include "plan/lint_context.hpp"
#include "plan/match.hpp"
#include "schema/estimate.hpp"
#include "workflow/trial_readings.hpp"

namespace throughline::workflow {

/// What experiments say of the tactics that name them.
struct ExperimentEstimates {
  std::vector<schema::Estimate> estimates;
  std::vector<std::string> silent;  ///< one sentence for each that cannot tell, with what would
  plan::Spreads spreads;            ///< of tests and of their units, by tactic
};

/// The design by which the rows of an experiment are read: that of the tactic's method if rows of
/// an experiment can be it; else a unit that has one row is a person, and one with several a
/// region.
enum class Design : std::uint8_t { Arms, Regions, Switches };

[[nodiscard]] Design design_of(const plan::Tactic& tactic, std::span<const ArmSum> arms);

/// Estimates of every experiment that a tactic's `match` names, by market, and over all markets
/// where there are several. The outcome of the rows is taken for the tactic's metric.
/// \param arms  in order of experiment and market
/// \param days  of experiments that are read day by day, in the same order
[[nodiscard]] Result<ExperimentEstimates> estimate_experiments(const plan::Plan& plan,
                                                               const plan::Matcher& matcher,
                                                               std::span<const ArmSum> arms,
                                                               std::span<const UnitDay> days,
                                                               const schema::Inputs& inputs);

}  // namespace throughline::workflow
