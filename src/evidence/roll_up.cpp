#include "evidence/roll_up.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "evidence/deciding.hpp"
#include "math/draws.hpp"

namespace throughline::evidence {
namespace {

using schema::Grade;
using schema::Interval;
using Parts = std::vector<const Contribution*>;

bool all_have_draws(const Parts& parts) {
  return std::ranges::all_of(parts, [&](const Contribution* part) {
    return !part->draws.empty() && part->draws.size() == parts.front()->draws.size();
  });
}

Interval sum_of_draws(const Parts& parts, double value, double level) {
  std::vector<double> sums(parts.front()->draws.size(), 0.0);
  for (const Contribution* part : parts) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i] += part->draws[i];
    }
  }
  const math::Bounds bounds = math::bounds_of_draws(sums, level);
  return {value, std::min(bounds.low, value), std::max(bounds.high, value), level};
}

Interval sum_of_independent(const Parts& parts, double value, double level) {
  double below = 0.0;
  double above = 0.0;
  for (const Contribution* part : parts) {
    below += std::pow(part->interval.value - part->interval.low, 2);
    above += std::pow(part->interval.high - part->interval.value, 2);
  }
  return {value, value - std::sqrt(below), value + std::sqrt(above), level};
}

std::optional<Interval> sum_of(const Parts& parts) {
  if (parts.empty()) {
    return std::nullopt;
  }
  double value = 0.0;
  for (const Contribution* part : parts) {
    value += part->interval.value;
  }
  const double level = parts.front()->interval.level;
  return all_have_draws(parts) ? sum_of_draws(parts, value, level)
                               : sum_of_independent(parts, value, level);
}

template <class Wanted>
Parts parts_that(const Contributions& parts, Wanted wanted) {
  Parts chosen;
  for (const Contribution& part : parts.all) {
    if (wanted(part)) {
      chosen.push_back(&part);
    }
  }
  return chosen;
}

// ---- the ceiling

constexpr std::string_view kAll = "all";

bool is_counted_in(const Contribution& part, std::string_view market) {
  return is_causal(part.grade) && (market == kAll || part.market == market);
}

double value_in(const Contributions& parts, std::string_view market) {
  double value = 0.0;
  for (const Contribution& part : parts.all) {
    value += is_counted_in(part, market) ? part.interval.value : 0.0;
  }
  return value;
}

void scale(Contribution& part, double factor) {
  part.interval.value *= factor;
  part.interval.low *= factor;
  part.interval.high *= factor;
  for (double& draw : part.draws) {
    draw *= factor;
  }
}

void hold_under(Contributions& parts,
                std::string_view market,
                double total,
                std::vector<std::string>& findings) {
  constexpr double kRounding = 1e-9;  // what was scaled down to a total is not above it
  const double value = value_in(parts, market);
  if (!(total >= 0.0) || !(value > total * (1.0 + kRounding))) {
    return;
  }
  for (Contribution& part : parts.all) {
    if (is_counted_in(part, market)) {
      scale(part, total / value);
    }
  }
  findings.push_back(
      fmt::format("contributions in {} add up to {:.6g}, more than the outcome of {:.6g}; all are "
                  "scaled down to {:.1f}%",
                  market == kAll ? "all markets" : market,
                  value,
                  total,
                  100.0 * total / value));
}

std::set<std::string> markets_of(const Contributions& parts) {
  std::set<std::string> markets;
  for (const Contribution& part : parts.all) {
    markets.insert(part.market);
  }
  return markets;
}

// The total of all markets: as it is told, else the sum of those told if every part's market is.
std::optional<double> total_of_all(const Contributions& parts, const OutcomeTotals& totals) {
  if (const auto all = totals.find(kAll); all != totals.end()) {
    return all->second;
  }
  double sum = 0.0;
  for (const auto& [market, total] : totals) {
    sum += total;
  }
  const std::set<std::string> markets = markets_of(parts);
  const bool known = std::ranges::all_of(markets, [&](const std::string& market) {
    return market == kAll || totals.contains(market);
  });
  return known && !totals.empty() ? std::optional(sum) : std::nullopt;
}

void hold_under_ceiling(Contributions& parts,
                        const OutcomeTotals& totals,
                        std::vector<std::string>& findings) {
  for (const std::string& market : markets_of(parts)) {
    const auto total = totals.find(market);
    if (market != kAll && total != totals.end()) {
      hold_under(parts, market, total->second, findings);
    }
  }
  if (const auto total = total_of_all(parts, totals)) {
    hold_under(parts, kAll, *total, findings);
  }
}

// Nor may the upper end say that more was added than there is.
void clip(std::optional<Interval>& sum, const std::optional<double>& total) {
  if (sum && total && *total >= 0.0) {
    // A sum that was scaled down to the total may be above it by rounding.
    sum->value = std::min(sum->value, *total);
    sum->low = std::min(sum->low, sum->value);
    sum->high = std::max(sum->value, std::min(sum->high, *total));
  }
}

Grade worst_of(const Parts& parts) {
  Grade worst = Grade::None;
  for (const Contribution* part : parts) {
    worst = worse(worst, part->grade);
  }
  return worst;
}

MarketSum market_sum(const Contributions& parts, const std::string& market) {
  const Parts counted = parts_that(parts, [&](const Contribution& part) {
    return part.market == market && is_causal(part.grade);
  });
  const Parts weak = parts_that(parts, [&](const Contribution& part) {
    return part.market == market && part.grade == Grade::D;
  });
  return {market, sum_of(counted), sum_of(weak), worst_of(counted)};
}

std::optional<double> found(const OutcomeTotals& totals, const std::string& market) {
  const auto total = totals.find(market);
  return total == totals.end() ? std::nullopt : std::optional(total->second);
}

}  // namespace

RollUp roll_up(Contributions parts, const OutcomeTotals& totals, plan::Better better) {
  RollUp made;
  const bool bounded = better == plan::Better::Up;
  if (bounded) {
    hold_under_ceiling(parts, totals, made.findings);
  }
  const Parts counted =
      parts_that(parts, [](const Contribution& part) { return is_causal(part.grade); });
  made.sum = sum_of(counted);
  made.grade = worst_of(counted);
  made.not_proven =
      sum_of(parts_that(parts, [](const Contribution& part) { return part.grade == Grade::D; }));
  for (const std::string& market : markets_of(parts)) {
    made.markets.push_back(market_sum(parts, market));
    if (bounded) {
      clip(made.markets.back().sum, found(totals, market));
    }
  }
  if (bounded) {
    clip(made.sum, total_of_all(parts, totals));
  }
  made.parts = std::move(parts);
  return made;
}

std::vector<std::string> tactics_at(const plan::Plan& plan,
                                    const plan::Lines& lines,
                                    std::string_view node) {
  std::vector<std::string> ids = lines.below(node);
  ids.emplace_back(node);
  std::erase_if(ids, [&](const std::string& id) { return plan.tactic(id) == nullptr; });
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
  return ids;
}

Explanation explain(double outcome,
                    double baseline,
                    plan::Better better,
                    const RollUp& sum,
                    std::span<const Interval> forces) {
  Explanation made;
  made.change = better == plan::Better::Up ? outcome - baseline : baseline - outcome;
  made.explained = sum.sum ? sum.sum->value : 0.0;
  for (const Interval& force : forces) {
    made.external += force.value;
  }
  made.unexplained = made.change - made.explained - made.external;
  if (made.change != 0.0) {
    made.explained_share = made.explained / made.change;
    made.external_share = made.external / made.change;
    made.unexplained_share = made.unexplained / made.change;
  }
  return made;
}

}  // namespace throughline::evidence
