#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/contribution.hpp"
#include "plan/lines.hpp"
#include "plan/model.hpp"
#include "schema/estimate.hpp"

namespace throughline::evidence {

/// Total of an outcome in the window, by market; "all" for all of them together.
using OutcomeTotals = std::map<std::string, double, std::less<>>;

struct MarketSum {
  std::string market;
  std::optional<schema::Interval> sum;         ///< grade A to C, harm included
  std::optional<schema::Interval> not_proven;  ///< grade D
  schema::Grade grade = schema::Grade::None;   ///< worst in the sum
};

/// What tactics added together.
struct RollUp {
  std::optional<schema::Interval> sum;         ///< grade A to C, harm included
  std::optional<schema::Interval> not_proven;  ///< grade D, beside the sum
  schema::Grade grade = schema::Grade::None;   ///< worst in the sum
  std::vector<MarketSum> markets;              ///< by id
  Contributions parts;  ///< what the sums are made of, scaled down where the ceiling says so
  std::vector<std::string> findings;  ///< one sentence each
};

/// Adds up contributions.
///
///   sum       Σ value of grade A to C; interval from draws added draw by draw where all have them,
///             else value ∓ √Σ(distance of the end)², each side for itself
///   ceiling   the outcome's total in that market, and in all: where the sum is above it, all of
///   the
///             sum's parts are scaled down by total / sum, and a finding says so
///
/// So that nodes add up to what stands above them, sum all tactics of a metric first and take the
/// sums of nodes from the `parts` of that.
///
/// Where down is better the parts are what was prevented, which the total does not bound: no
/// ceiling then. Source: Zou & Donner (2008), Statistics in Medicine 27, 1693-1702, for the
/// interval of a sum of independent estimates. The order of parts does not change a sum's parts,
/// nor the sum beyond rounding.
[[nodiscard]] RollUp roll_up(Contributions parts,
                             const OutcomeTotals& totals,
                             plan::Better better = plan::Better::Up);

/// Ids of the tactics at or below a node, each once however many ways lead there.
[[nodiscard]] std::vector<std::string> tactics_at(const plan::Plan& plan,
                                                  const plan::Lines& lines,
                                                  std::string_view node);

/// How much of an outcome's change is accounted for. Turned so that up is better.
struct Explanation {
  double change = 0.0;                    ///< outcome − counterfactual baseline
  double explained = 0.0;                 ///< by the sum of contributions
  double external = 0.0;                  ///< by dated forces that have an estimate
  double unexplained = 0.0;               ///< the rest; may be below zero
  std::optional<double> explained_share;  ///< of the change; absent where there is none
  std::optional<double> external_share;
  std::optional<double> unexplained_share;
};

/// Splits the change of an outcome.
[[nodiscard]] Explanation explain(double outcome,
                                  double baseline,
                                  plan::Better better,
                                  const RollUp& sum,
                                  std::span<const schema::Interval> forces);

}  // namespace throughline::evidence
