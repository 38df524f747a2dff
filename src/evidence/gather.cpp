#include "evidence/gather.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "evidence/feeds.hpp"

namespace throughline::evidence {
namespace {

using schema::Interval;

std::string metric_of(const plan::Tactic& tactic) {
  return tactic.measure && tactic.measure->metric ? tactic.measure->metric->value : "";
}

std::set<std::string> markets_with_estimates(const plan::Tactic& tactic, const Observed& observed) {
  std::set<std::string> markets;
  for (const schema::Estimate& estimate : observed.estimates) {
    if (estimate.about.tactic == tactic.head.id.value && estimate.about.second.empty() &&
        estimate.metric == metric_of(tactic)) {
      markets.insert(estimate.market);
    }
  }
  return markets;
}

LockFacts lock_of(const plan::Tactic& tactic, const Observed& observed) {
  const auto found = observed.locks.find(tactic.head.id.value);
  return found == observed.locks.end() ? LockFacts{} : found->second;
}

Aim aim_of(const plan::Tactic& tactic) {
  const auto rule = rule_of(tactic);
  if (rule && rule->form == plan::RuleForm::LearningOnly) {
    return Aim::LearningOnly;
  }
  return tactic.unscalable && tactic.unscalable->is ? Aim::Unscalable : Aim::Effect;
}

std::vector<GuardrailFacts> guardrails_of(const plan::Plan& plan,
                                          const Place& place,
                                          const Observed& observed,
                                          double level) {
  std::vector<GuardrailFacts> all;
  if (!place.tactic->measure) {
    return all;
  }
  for (const plan::Guardrail& guardrail : place.tactic->measure->guardrails) {
    const std::string& id = guardrail.metric.value;
    const Weighing weighing =
        weigh_guardrail(observed.estimates,
                        question_of(plan, *place.tactic, id, place.estimates_on, observed),
                        level,
                        observed.draws);
    GuardrailFacts facts{.metric = id, .deciding = deciding_of(weighing, observed)};
    const plan::Metric* metric = plan.metric(id);
    if (facts.deciding && metric != nullptr) {
      facts.margin = delta_on_scale_of(facts.deciding->effect,
                                       guardrail.margin ? *guardrail.margin : metric->margin);
    }
    all.push_back(std::move(facts));
  }
  return all;
}

std::optional<double> min_effect_of(const plan::Tactic& tactic,
                                    const std::optional<DecidingEffect>& deciding) {
  return deciding && tactic.hypothesis && tactic.hypothesis->min_effect
             ? delta_on_scale_of(deciding->effect, tactic.hypothesis->min_effect->value)
             : std::nullopt;
}

VerdictInputs inputs_of(const plan::Plan& plan,
                        const Place& place,
                        const Observed& observed,
                        const Thresholds& thresholds) {
  const plan::Tactic& tactic = *place.tactic;
  VerdictInputs inputs;
  inputs.tactic = tactic.head.id.value;
  inputs.market = place.market;
  inputs.lock = lock_of(tactic, observed);
  inputs.dates = trial_dates(tactic, plan.decisions, inputs.lock.trial);
  inputs.as_of = observed.as_of;
  inputs.aim = aim_of(tactic);
  if (const plan::Metric* metric = plan.metric(metric_of(tactic)); metric != nullptr) {
    inputs.metric = metric->head.id.value;
    inputs.kind = metric->kind ? std::optional(metric->kind->value) : std::nullopt;
  }
  if (tactic.measure) {
    inputs.feeds = feeds_of(plan, *tactic.measure, observed, inputs.dates.until);
  }
  if (tactic.hypothesis) {
    inputs.power = tactic.hypothesis->power.value.value;
  }
  inputs.guardrails =
      guardrails_of(plan, place, observed, level_on(observed.as_of, inputs.dates, thresholds));
  return inputs;
}

std::optional<std::int64_t> cost_of(const Place& place, const Observed& observed) {
  std::optional<std::int64_t> sum;
  for (const TacticCost& cost : observed.costs) {
    if (cost.tactic == place.tactic->head.id.value &&
        (cost.market == place.market || place.market == "all")) {
      sum = sum.value_or(0) + cost.full();
    }
  }
  return sum;
}

std::optional<Interval> divided(const std::optional<Interval>& worth,
                                const std::optional<std::int64_t>& cost) {
  if (!worth || !cost || *cost <= 0) {
    return std::nullopt;
  }
  const auto by = static_cast<double>(*cost);
  return Interval{worth->value / by, worth->low / by, worth->high / by, worth->level};
}

}  // namespace

std::vector<Place> places_of(const plan::Tactic& tactic,
                             const plan::Lines& lines,
                             const Observed& observed) {
  const std::vector<std::string> markets = lines.markets_of(tactic.head.id.value);
  const std::set<std::string> told = markets_with_estimates(tactic, observed);
  const bool some_own = std::ranges::any_of(
      markets, [&](const std::string& market) { return told.contains(market); });
  const bool only_all = !some_own && told.contains("all");
  if (markets.empty() || (only_all && markets.size() > 1)) {
    return {{&tactic, "all", "all"}};
  }
  std::vector<Place> places;
  for (const std::string& market : markets) {
    places.push_back({&tactic, market, only_all ? "all" : market});
  }
  return places;
}

std::optional<plan::DecideRule> rule_of(const plan::Tactic& tactic) {
  if (!tactic.decide || !tactic.decide->rule) {
    return std::nullopt;
  }
  auto rule = plan::parse_decide_rule(tactic.decide->rule->value);
  return rule ? std::optional(*std::move(rule)) : std::nullopt;
}

plan::Better better_of(const plan::Plan& plan, std::string_view metric) {
  const plan::Metric* found = plan.metric(metric);
  return found == nullptr ? plan::Better::Up : found->better.value;
}

std::optional<double> unit_margin_of(const plan::Plan& plan, std::string_view metric) {
  const plan::Metric* found = plan.metric(metric);
  return found != nullptr && found->unit_margin
             ? std::optional(static_cast<double>(found->unit_margin->value.minor))
             : std::nullopt;
}

std::optional<DecidingEffect> deciding_of(const Weighing& weighing, const Observed& observed) {
  const Weighed* first = weighing.deciding();
  if (first == nullptr) {
    return std::nullopt;
  }
  const schema::Estimate& estimate = observed.estimates[first->index];
  return DecidingEffect{first->effect, first->grade, estimate.id, estimate.n};
}

Question question_of(const plan::Plan& plan,
                     const plan::Tactic& tactic,
                     const std::string& metric,
                     const std::string& market,
                     const Observed& observed) {
  Question question;
  question.tactic = tactic.head.id.value;
  question.metric = metric;
  question.market = market;
  question.better = better_of(plan, metric);
  if (tactic.hypothesis && tactic.hypothesis->method) {
    question.method = tactic.hypothesis->method->value;
  }
  question.lock = lock_of(tactic, observed);
  question.dates = trial_dates(tactic, plan.decisions, question.lock.trial);
  return question;
}

MarketJudgement gathered(const plan::Plan& plan,
                         const Place& place,
                         const Observed& observed,
                         const Thresholds& thresholds) {
  MarketJudgement made;
  made.market = place.market;
  made.estimates_on = place.estimates_on;
  made.inputs = inputs_of(plan, place, observed, thresholds);
  made.weighing =
      weigh(observed.estimates,
            question_of(plan, *place.tactic, made.inputs.metric, place.estimates_on, observed),
            level_on(observed.as_of, made.inputs.dates, thresholds),
            observed.draws);
  made.inputs.deciding = deciding_of(made.weighing, observed);
  made.inputs.min_effect = min_effect_of(*place.tactic, made.inputs.deciding);
  made.cost = cost_of(place, observed);
  if (made.inputs.deciding) {
    made.worth = worth(made.inputs.deciding->effect, unit_margin_of(plan, made.inputs.metric));
    if (is_causal(made.inputs.deciding->grade)) {
      made.per_cost = divided(made.worth, made.cost);
    }
  }
  return made;
}

}  // namespace throughline::evidence
