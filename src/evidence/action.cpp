#include "evidence/action.hpp"

#include <algorithm>

namespace throughline::evidence {
namespace {

using plan::Action;
using plan::Verdict;

AtOdds odds_of(const plan::RuleAction& action, Verdict verdict, std::uint32_t extensions) {
  if (action.did == Action::Scale && verdict != Verdict::Working) {
    return AtOdds::ScaleWithoutWorking;
  }
  if (action.did == Action::Stop && verdict == Verdict::Working) {
    return AtOdds::StopWhileWorking;
  }
  return action.did == Action::Extend && extensions >= action.times ? AtOdds::ExtendedAlready
                                                                    : AtOdds::No;
}

// True if the condition compares an effect with a number in the metric's unit.
bool asks_for_units(const plan::Condition& condition) {
  const bool plain = condition.kind == plan::ConditionKind::Compare &&
                     condition.bound.kind == plan::BoundKind::Plain &&
                     condition.bound.number.value != 0.0 && condition.term <= plan::RuleTerm::Hi;
  return plain || std::ranges::any_of(condition.parts, asks_for_units);
}

bool asks_for_units(const plan::DecideRule& rule) {
  return std::ranges::any_of(rule.clauses, [](const plan::RuleClause& clause) {
    return asks_for_units(clause.condition);
  });
}

// An effect that stayed a share is one of a baseline of 1; against a bound in units it is unknown.
void add_effect(plan::RuleFacts& facts,
                const plan::DecideRule& rule,
                const VerdictInputs& inputs,
                const ActionInputs& more) {
  const TurnedEffect& effect = inputs.deciding->effect;
  const bool is_share = effect.scale == schema::Scale::Relative;
  if (is_share && asks_for_units(rule)) {
    return;
  }
  facts.est = effect.interval.value;
  facts.lo = effect.interval.low;
  facts.hi = effect.interval.high;
  facts.baseline = is_share ? std::optional(1.0) : effect.baseline;
  facts.min_effect = inputs.min_effect;
  facts.change = more.change;
}

plan::RuleFacts facts_of(const plan::DecideRule& rule,
                         const VerdictInputs& inputs,
                         const Judgement& judgement,
                         const ActionInputs& more) {
  plan::RuleFacts facts{.verdict = judgement.verdict};
  if (inputs.deciding) {
    add_effect(facts, rule, inputs, more);
    if (inputs.deciding->n > 0) {
      facts.n = static_cast<double>(inputs.deciding->n);
    }
  }
  if (more.per_cost) {
    facts.roi = more.per_cost->value;
    facts.roi_lo = more.per_cost->low;
  }
  return facts;
}

}  // namespace

std::optional<Proposal> propose(const plan::DecideRule& rule,
                                const VerdictInputs& inputs,
                                const Judgement& judgement,
                                const ActionInputs& more) {
  if (judgement.verdict == Verdict::Void || judgement.verdict == Verdict::TooEarly) {
    return std::nullopt;
  }
  const auto ruling = plan::rule_on(rule, facts_of(rule, inputs, judgement, more));
  if (!ruling) {
    return std::nullopt;
  }
  return Proposal{ruling->action,
                  ruling->decided_by,
                  odds_of(ruling->action, judgement.verdict, inputs.dates.extensions)};
}

}  // namespace throughline::evidence
