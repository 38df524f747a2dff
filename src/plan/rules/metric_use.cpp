#include "plan/rules/metric_use.hpp"

#include "plan/decide_rule.hpp"

namespace throughline::plan {
namespace {

using Names = std::set<std::string, std::less<>>;

void add(Names& names, const std::optional<Ref>& metric) {
  if (metric) {
    names.insert(metric->value);
  }
}

void add(Names& names, const std::vector<Guardrail>& guardrails) {
  for (const Guardrail& guardrail : guardrails) {
    names.insert(guardrail.metric.value);
  }
}

void add_business(Names& names, const std::optional<Questions>& q) {
  if (q && q->business) {
    add(names, q->business->unit);
  }
}

void add_tactic(Names& names, const Tactic& tactic) {
  if (tactic.measure) {
    add(names, tactic.measure->metric);
    add(names, tactic.measure->guardrails);
  }
  if (tactic.hypothesis) {
    add(names, tactic.hypothesis->on);
  }
  add_business(names, tactic.q);
}

void add_strategy(Names& names, const Strategy& strategy) {
  add_business(names, strategy.q);
  if (strategy.parts) {
    add(names, strategy.parts->business);
    add(names, strategy.parts->technology);
    add(names, strategy.parts->experience);
  }
  if (strategy.lenses) {
    for (const std::optional<Lens>& lens : strategy.lenses->by_name) {
      for (const Ref& metric : lens ? lens->metrics : std::vector<Ref>{}) {
        names.insert(metric.value);
      }
    }
  }
}

}  // namespace

const schema::DataTable* table_of(const Dataset& dataset, const LintContext& context) {
  if (!dataset.source) {
    return nullptr;
  }
  if (context.source_kinds) {
    const auto kind = context.source_kinds->find(dataset.source->value);
    if (kind != context.source_kinds->end()) {
      return schema::data_table(schema::table_of_kind(kind->second));
    }
  }
  return schema::data_table(dataset.source->value);
}

bool is_learning_only(const Tactic& tactic) {
  if (!tactic.decide || !tactic.decide->rule) {
    return false;
  }
  const auto rule = parse_decide_rule(tactic.decide->rule->value);
  return rule && rule->form == RuleForm::LearningOnly;
}

Names metrics_of_learning_only(const Plan& plan) {
  Names used;
  for (const Goal& goal : plan.goals) {
    add(used, goal.metric);
    add(used, goal.guardrails);
  }
  for (const Strategy& strategy : plan.strategies) {
    add_strategy(used, strategy);
  }
  Names learned;
  for (const Tactic& tactic : plan.tactics) {
    add_tactic(is_learning_only(tactic) ? learned : used, tactic);
  }
  for (const std::string& name : used) {
    learned.erase(name);
  }
  return learned;
}

Names deciding_datasets(const Plan& plan) {
  Names metrics;
  for (const Goal& goal : plan.goals) {
    add(metrics, goal.metric);
    add(metrics, goal.guardrails);
  }
  for (const Tactic& tactic : plan.tactics) {
    if (is_alive(tactic) && tactic.measure && !is_learning_only(tactic)) {
      add(metrics, tactic.measure->metric);
      add(metrics, tactic.measure->guardrails);
    }
  }
  Names out;
  for (const std::string& name : metrics) {
    const Metric* metric = plan.metric(name);
    if (metric != nullptr && metric->dataset) {
      out.insert(metric->dataset->value);
    }
  }
  return out;
}

}  // namespace throughline::plan
