#include "evidence/predicted.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "evidence/gather.hpp"
#include "plan/match_items.hpp"

namespace throughline::evidence {
namespace {

using schema::Interval;

/// The items of a node, comparable whatever their order.
using Items = std::set<std::vector<std::pair<plan::MatchKey, std::vector<std::string>>>>;

std::map<std::string, Items> items_by_tactic(const plan::Plan& plan) {
  std::map<std::string, Items> all;
  for (const plan::RowPattern& pattern : plan::row_patterns(plan)) {
    if (pattern.node.type != plan::NodeType::Tactic) {
      continue;
    }
    std::vector<std::pair<plan::MatchKey, std::vector<std::string>>> keys;
    for (const plan::KeyPatterns& key : pattern.keys) {
      keys.emplace_back(key.key, key.any_of);
    }
    all[plan.tactics[pattern.node.index].head.id.value].insert(std::move(keys));
  }
  return all;
}

bool claims_on(const plan::Tactic& tactic, std::string_view metric) {
  const bool counts =
      tactic.status.value != plan::Status::Draft && tactic.status.value != plan::Status::Retired;
  return counts && tactic.q && tactic.q->business && tactic.q->business->unit &&
         tactic.q->business->unit->value == metric;
}

Interval delta_of(const plan::Business& business) {
  const double value = business.delta ? business.delta->value.value : 0.0;
  return {value,
          business.low ? business.low->value.value : value,
          business.high ? business.high->value.value : value,
          schema::kVerdictLevel};
}

/// Finds who has a claim already.
class Claimants {
 public:
  Claimants(const plan::Plan& plan, std::set<std::string> ids, const KeptShares& kept)
      : items_(items_by_tactic(plan)), ids_(std::move(ids)), kept_(kept) {}

  // Share that counts, and who has the rest.
  Claim weighed(const plan::Tactic& tactic, const std::vector<Claim>& before) {
    const std::string& id = tactic.head.id.value;
    Claim claim{.tactic = id, .delta = {}};
    if (const auto share = kept_.find(id); share != kept_.end()) {
      claim.counted = share->second;
    } else {
      claim.also_claimed_by = same_rows(id, before);
    }
    if (const std::string other = known_by(tactic); other != id && ids_.contains(other)) {
      claim.also_claimed_by = other;
      ids_.erase(id);  // so that two that name each other do not both go
    }
    claim.counted = claim.also_claimed_by.empty() ? claim.counted : 0.0;
    return claim;
  }

 private:
  [[nodiscard]] std::string same_rows(const std::string& tactic,
                                      const std::vector<Claim>& before) const {
    const auto mine = items_.find(tactic);
    for (const Claim& claim : before) {
      const auto theirs = items_.find(claim.tactic);
      if (mine != items_.end() && theirs != items_.end() && mine->second == theirs->second) {
        return claim.tactic;
      }
    }
    return "";
  }

  std::map<std::string, Items> items_;
  std::set<std::string> ids_;  ///< of those who claim and are counted
  const KeptShares& kept_;
};

Interval sum_of(const std::vector<Claim>& claims) {
  Interval sum{0.0, 0.0, 0.0, schema::kVerdictLevel};
  double below = 0.0;
  double above = 0.0;
  for (const Claim& claim : claims) {
    sum.value += claim.delta.value;
    below += std::pow(claim.delta.value - claim.delta.low, 2);
    above += std::pow(claim.delta.high - claim.delta.value, 2);
  }
  sum.low = sum.value - std::sqrt(below);
  sum.high = sum.value + std::sqrt(above);
  return sum;
}

}  // namespace

ClaimedSum claimed_sum(const plan::Plan& plan,
                       const std::vector<std::string>& tactics,
                       std::string_view metric,
                       const KeptShares& kept) {
  const std::set<std::string> wanted(tactics.begin(), tactics.end());
  std::set<std::string> ids;
  for (const plan::Tactic& tactic : plan.tactics) {
    if (wanted.contains(tactic.head.id.value) && claims_on(tactic, metric)) {
      ids.insert(tactic.head.id.value);
    }
  }
  Claimants claimants(plan, std::move(ids), kept);
  ClaimedSum made{.metric = std::string(metric)};
  for (const plan::Tactic& tactic : plan.tactics) {
    if (!wanted.contains(tactic.head.id.value)) {
      continue;
    }
    if (tactic.q && tactic.q->business && tactic.q->business->unknown) {
      made.unknown.push_back(tactic.head.id.value);
    } else if (claims_on(tactic, metric)) {
      Claim claim = claimants.weighed(tactic, made.claims);
      claim.delta = times(delta_of(*tactic.q->business), claim.counted);
      made.claims.push_back(std::move(claim));
    }
  }
  made.sum = sum_of(made.claims);
  if (const auto margin = unit_margin_of(plan, metric)) {
    made.worth = times(made.sum, *margin);
  }
  return made;
}

}  // namespace throughline::evidence
