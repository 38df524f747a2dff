#include "evidence/due.hpp"

#include <algorithm>
#include <tuple>

namespace throughline::evidence {
namespace {

constexpr std::int64_t kWeek = 7;

bool is_superseded(const plan::Plan& plan, const plan::Decision& decision) {
  return std::ranges::any_of(plan.decisions, [&](const plan::Decision& other) {
    return other.supersedes && other.supersedes->value == decision.head.id.value;
  });
}

bool is_decided(const plan::Plan& plan, const std::string& tactic, std::uint32_t trial) {
  return std::ranges::any_of(plan.decisions, [&](const plan::Decision& decision) {
    return decision.tactic && decision.tactic->value == tactic && decision.trial == trial &&
           decision.did.value != plan::Action::Extend && !is_superseded(plan, decision);
  });
}

bool is_over(const plan::Tactic& tactic) {
  return tactic.status.value == plan::Status::Stopped ||
         tactic.status.value == plan::Status::Retired;
}

std::int64_t cost_of(const std::string& tactic, const Observed& observed) {
  std::int64_t sum = 0;
  for (const TacticCost& cost : observed.costs) {
    sum += cost.tactic == tactic ? cost.full() : 0;
  }
  return sum;
}

auto most_urgent(const DecisionDue& due) {
  return std::tuple(-due.days_over, -due.cost, std::string_view(due.tactic));
}

}  // namespace

DecisionsDue decisions_due(const plan::Plan& plan,
                           const std::vector<JudgedTactic>& tactics,
                           const Observed& observed) {
  DecisionsDue made;
  for (const JudgedTactic& judged : tactics) {
    const plan::Tactic* tactic = plan.tactic(judged.tactic);
    if (tactic == nullptr || is_over(*tactic) || judged.markets.empty()) {
      continue;
    }
    const VerdictInputs& inputs = judged.markets.front().inputs;
    if (!inputs.dates.by || is_decided(plan, judged.tactic, inputs.lock.trial)) {
      continue;
    }
    const std::int64_t over = days_from_civil(observed.as_of) - days_from_civil(*inputs.dates.by);
    (over >= -kWeek ? made.now : made.next)
        .push_back({judged.tactic, *inputs.dates.by, over, cost_of(judged.tactic, observed)});
  }
  std::ranges::sort(made.now, {}, most_urgent);
  std::ranges::sort(made.next, {}, most_urgent);
  return made;
}

}  // namespace throughline::evidence
