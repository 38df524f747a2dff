#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/judging.hpp"
#include "evidence/observed.hpp"
#include "plan/decide_rule.hpp"
#include "plan/lines.hpp"
#include "plan/model.hpp"

/// What the verdict on one tactic in one market is made from.
namespace throughline::evidence {

/// A tactic in one market. `estimates_on` is the market under which its estimates stand.
struct Place {
  const plan::Tactic* tactic = nullptr;
  std::string market;
  std::string estimates_on;
};

/// Where a tactic is judged; judge_plan() says how that is found.
[[nodiscard]] std::vector<Place> places_of(const plan::Tactic& tactic,
                                           const plan::Lines& lines,
                                           const Observed& observed);

/// Everything about a place that does not hang on other tactics; not yet judged.
[[nodiscard]] MarketJudgement gathered(const plan::Plan& plan,
                                       const Place& place,
                                       const Observed& observed,
                                       const Thresholds& thresholds);

/// The rule of a tactic, if it has one that can be read.
[[nodiscard]] std::optional<plan::DecideRule> rule_of(const plan::Tactic& tactic);

/// Which way of a metric is better; up for one that the plan does not hold.
[[nodiscard]] plan::Better better_of(const plan::Plan& plan, std::string_view metric);

/// What a unit of a metric is worth, in minor units.
[[nodiscard]] std::optional<double> unit_margin_of(const plan::Plan& plan, std::string_view metric);

/// The estimate that decides, if one does, with what it stands on.
[[nodiscard]] std::optional<DecidingEffect> deciding_of(const Weighing& weighing,
                                                        const Observed& observed);

}  // namespace throughline::evidence
