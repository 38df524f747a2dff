#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/action.hpp"
#include "evidence/deciding.hpp"
#include "evidence/observed.hpp"
#include "evidence/thresholds.hpp"
#include "evidence/verdict.hpp"
#include "plan/lines.hpp"
#include "plan/model.hpp"

/// From a plan and what was observed to a verdict on every tactic in every market.
namespace throughline::evidence {

/// A tactic in one market: what was looked at, and what came of it.
struct MarketJudgement {
  std::string market;        ///< id, or "all"
  std::string estimates_on;  ///< the market under which its estimates stand
  VerdictInputs inputs;
  Judgement judgement;
  Weighing weighing;                      ///< of estimates on its metric, at the level of the day
  std::optional<std::int64_t> cost;       ///< full, minor units; absent = no row of cost
  std::optional<schema::Interval> worth;  ///< of the deciding estimate, minor units
  std::optional<schema::Interval> per_cost;  ///< worth / full cost, at grade A to C
  std::optional<Proposal> proposal;
};

/// A tactic in every market where it is judged.
struct JudgedTactic {
  std::string tactic;
  std::vector<MarketJudgement> markets;
  bool expired = false;  ///< unscalable, and past its expiry

  /// The one word for all markets; nothing where they differ.
  [[nodiscard]] std::optional<plan::Verdict> pooled() const;
};

/// Judges every tactic that is no draft, in the order of the plan.
///
/// Markets are those of the tactic (plan::Lines::markets_of). Only where none of them has an
/// estimate of its own and there is one on "all" is the tactic judged as a whole: what holds on
/// average is carried into no market. A tactic of one market takes what is said of all for its own.
/// Cost: O(tactics · markets · estimates).
[[nodiscard]] std::vector<JudgedTactic> judge_plan(const plan::Plan& plan,
                                                   const plan::Lines& lines,
                                                   const Observed& observed,
                                                   const Thresholds& thresholds = {});

/// The question that a tactic's lock asks in a market, for estimates on `metric`.
[[nodiscard]] Question question_of(const plan::Plan& plan,
                                   const plan::Tactic& tactic,
                                   const std::string& metric,
                                   const std::string& market,
                                   const Observed& observed);

/// What is known of every tactic in every market, as the waterfall asks.
[[nodiscard]] std::vector<TacticStanding> standings_of(const std::vector<JudgedTactic>& tactics);

/// The tactic with this id, or null.
[[nodiscard]] const JudgedTactic* find_judged(const std::vector<JudgedTactic>& tactics,
                                              std::string_view id);

}  // namespace throughline::evidence
