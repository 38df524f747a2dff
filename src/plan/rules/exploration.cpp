#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "plan/rules/rules.hpp"

// TL020: a plan that is wholly aligned leaves room for what it does not look for.
namespace throughline::plan::rules {
namespace {

// Share of the budgets of strategies that explore reserves; with several currencies, the least.
std::optional<double> reserved_share(const Plan& plan) {
  struct Sum {
    double reserved = 0.0;
    double all = 0.0;
  };

  std::map<std::string, Sum> by_currency;
  for (const Strategy& strategy : plan.strategies) {
    if (strategy.budget && strategy.budget->amount) {
      const auto amount = static_cast<double>(strategy.budget->amount->value.minor);
      Sum& sum = by_currency[strategy.budget->amount->value.currency];
      sum.reserved += amount * strategy.budget->explore.value.value;
      sum.all += amount;
    }
  }
  std::optional<double> least;
  for (const auto& [currency, sum] : by_currency) {
    if (sum.all > 0.0) {
      least = std::min(least.value_or(1.0), sum.reserved / sum.all);
    }
  }
  return least;
}

bool explores(const Tactic& tactic) {
  return (tactic.stage && tactic.stage->value == Stage::Seed) ||
         (tactic.unscalable && tactic.unscalable->is);
}

}  // namespace

std::vector<Finding> exploration(const Subject& subject) {
  const Plan& plan = subject.plan();
  std::size_t n_kept = 0;
  bool aligned = true;
  bool exploring = false;
  for (const Tactic& tactic : plan.tactics) {
    if (is_kept(tactic)) {
      ++n_kept;
      aligned = aligned && subject.reaches_goal(tactic.head.id.value);
      exploring = exploring || explores(tactic);
    }
  }
  const std::optional<double> reserved = reserved_share(plan);
  const double wanted = subject.context().thresholds.explore_share;
  // Sums of decimal fractions miss a limit that they meet by the last bit.
  const bool enough = reserved ? *reserved >= wanted - 1e-9 : exploring;
  if (n_kept == 0 || !aligned || enough) {
    return {};
  }
  return {finding(
      "TL020",
      plan.purpose ? plan.purpose->head : Head{},
      "",
      plan.purpose ? plan.purpose->head.id.at : Span{},
      fmt::format("all {} tactics serve a goal and {:.3g}% of the budgets is left to explore",
                  n_kept,
                  reserved.value_or(0.0) * 100.0),
      fmt::format("reserve at least {:.3g}% with budget.explore", wanted * 100.0))};
}

}  // namespace throughline::plan::rules
