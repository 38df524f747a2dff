#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/contribution.hpp"
#include "plan/model.hpp"

namespace throughline::evidence {

/// What one tactic is to do for the business, as the plan claims (q.business).
struct Claim {
  std::string tactic;
  schema::Interval delta;       ///< in the metric's unit, less overlap
  double counted = 1.0;         ///< share of the claim that the sum counts
  std::string also_claimed_by;  ///< the tactic that has the rest; "" = none
};

/// What a plan claims for a metric: never the same delta twice.
struct ClaimedSum {
  std::string metric;
  std::vector<Claim> claims;
  std::vector<std::string> unknown;  ///< tactics that say "unknown"
  schema::Interval sum;
  std::optional<schema::Interval> worth;  ///< sum x unit margin, minor units
};

/// Adds up what some tactics claim for a metric.
///
/// A claim counts with the share of its rows that overlap left. Where no rows were seen yet, a
/// tactic counts nothing if an earlier one fits the very same rows (equal match items), or if it is
/// known by another's measure that is counted. Interval: value ∓ √Σ(distance of the end)². Drafts
/// and retired tactics claim nothing.
[[nodiscard]] ClaimedSum claimed_sum(const plan::Plan& plan,
                                     const std::vector<std::string>& tactics,
                                     std::string_view metric,
                                     const KeptShares& kept = {});

}  // namespace throughline::evidence
