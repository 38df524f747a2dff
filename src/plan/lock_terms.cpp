#include "plan/lock_terms.hpp"

#include <fmt/format.h>
#include <set>
#include <utility>

#include "plan/decide_rule.hpp"
#include "plan/node_values.hpp"
#include "plan/words.hpp"

namespace throughline::plan {
namespace {

using Map = Canonical::Map;

Map map_of(const Canonical* value) {
  return value == nullptr || value->map() == nullptr ? Map{} : *value->map();
}

// Writes a default out where nothing is written.
void fill(Map& entries, std::string_view key, const Canonical* standard) {
  if (standard != nullptr) {
    entries.try_emplace(std::string(key), *standard);
  }
}

Canonical node_value(const Plan& plan, std::string_view id) {
  const auto node = plan.find(id);
  return node ? values_of(plan, *node) : Canonical();
}

Map only(const Canonical& node, std::initializer_list<std::string_view> keys) {
  Map kept;
  for (const std::string_view key : keys) {
    fill(kept, key, node.find(key));
  }
  return kept;
}

bool rule_looks_at_money(const Map& decide) {
  const auto rule = decide.find("rule");
  return rule != decide.end() && rule->second.string() != nullptr &&
         rule->second.string()->find("roi") != std::string::npos;
}

Canonical definition_of(const Plan& plan, std::string_view metric, bool with_money) {
  const Canonical node = node_value(plan, metric);
  Map definition = only(node, {"expr", "where", "grain", "kind", "better", "unit", "margin"});
  if (with_money) {
    fill(definition, "unit_margin", node.find("unit_margin"));
  }
  if (const Canonical* dataset = node.find("dataset")) {
    definition.emplace(
        "dataset",
        Canonical::of(only(node_value(plan, *dataset->string()), {"id", "source", "time"})));
  }
  return Canonical::of(std::move(definition));
}

// The measure with the margins of its guardrails as they hold.
Map measure_of(const Plan& plan, const Canonical* written) {
  Map measure = map_of(written);
  const auto metric = measure.find("metric");
  if (metric != measure.end()) {
    fill(measure, "kind", node_value(plan, *metric->second.string()).find("kind"));
  }
  const auto found = measure.find("guardrails");
  if (found == measure.end()) {
    return measure;
  }
  Map guardrails = map_of(&found->second);
  for (auto& [name, guardrail] : guardrails) {
    Map entry = map_of(&guardrail);
    fill(entry, "margin", node_value(plan, name).find("margin"));
    guardrail = Canonical::of(std::move(entry));
  }
  found->second = Canonical::of(std::move(guardrails));
  return measure;
}

Canonical metrics_of(const Plan& plan, const Map& measure, bool with_money) {
  std::set<std::string> used;
  const auto metric = measure.find("metric");
  if (metric != measure.end()) {
    used.insert(*metric->second.string());
  }
  const auto guardrails = measure.find("guardrails");
  for (const auto& [name, guardrail] :
       map_of(guardrails == measure.end() ? nullptr : &guardrails->second)) {
    used.insert(name);
  }
  Map definitions;
  for (const std::string& name : used) {
    definitions.emplace(name, definition_of(plan, name, with_money));
  }
  return Canonical::of(std::move(definitions));
}

Canonical markets_of(const Lines& lines, std::string_view id) {
  Canonical::List markets;
  for (const std::string& market : lines.markets_of(id)) {
    markets.push_back(Canonical::of(market));
  }
  return Canonical::set_of(std::move(markets));
}

Canonical tactic_terms(const Lines& lines, std::string_view id) {
  const Canonical node = node_value(lines.plan(), id);
  Map decide = map_of(node.find("decide"));
  decide.erase("owner");
  Map measure = measure_of(lines.plan(), node.find("measure"));
  Map hypothesis = map_of(node.find("hypothesis"));
  if (!hypothesis.empty()) {
    const Canonical written = Canonical::of(Map(decide));
    fill(hypothesis, "until", written.find("by"));
    fill(hypothesis, "on", Canonical::of(Map(measure)).find("metric"));
  }
  const bool with_money = rule_looks_at_money(decide);
  return Canonical::of(Map{{"metrics", metrics_of(lines.plan(), measure, with_money)},
                           {"markets", markets_of(lines, id)},
                           {"decide", Canonical::of(std::move(decide))},
                           {"measure", Canonical::of(std::move(measure))},
                           {"hypothesis", Canonical::of(std::move(hypothesis))}});
}

Canonical goal_terms(const Plan& plan, std::string_view id) {
  return Canonical::of(only(node_value(plan, id), {"metric", "baseline", "target", "by"}));
}

class Reasons {
 public:
  template <class T>
  void need(std::string_view key, const std::optional<T>& written) {
    if (!written) {
      found_.push_back(fmt::format("{} is missing", key));
    }
  }

  void add(std::string reason) { found_.push_back(std::move(reason)); }

  void need_metric(const Plan& plan, std::string_view key, const std::optional<Ref>& written) {
    need(key, written);
    if (!written) {
      return;
    }
    const Metric* metric = plan.metric(written->value);
    if (metric == nullptr) {
      add(fmt::format("{} names no metric of the plan: {}", key, written->value));
    } else if (!metric->dataset || !metric->expr ||
               plan.dataset(metric->dataset->value) == nullptr) {
      add(fmt::format("metric {} has no dataset or no expr", written->value));
    }
  }

  std::vector<std::string> take() { return std::move(found_); }

 private:
  std::vector<std::string> found_;
};

void check_hypothesis(const std::optional<Hypothesis>& hypothesis, Reasons& reasons) {
  reasons.need("hypothesis", hypothesis);
  if (hypothesis) {
    reasons.need("hypothesis.change", hypothesis->change);
    reasons.need("hypothesis.min_effect", hypothesis->min_effect);
    reasons.need("hypothesis.method", hypothesis->method);
    reasons.need("hypothesis.from", hypothesis->from);
  }
}

void check_measure(const Plan& plan, const std::optional<Measure>& measure, Reasons& reasons) {
  reasons.need("measure", measure);
  if (measure) {
    reasons.need_metric(plan, "measure.metric", measure->metric);
    for (const Guardrail& guardrail : measure->guardrails) {
      reasons.need_metric(plan, "measure.guardrails", std::optional(guardrail.metric));
    }
  }
}

void check_decide(const std::optional<Decide>& decide, Reasons& reasons) {
  reasons.need("decide", decide);
  if (!decide) {
    return;
  }
  reasons.need("decide.by", decide->by);
  reasons.need("decide.rule", decide->rule);
  if (decide->rule && !parse_decide_rule(decide->rule->value)) {
    reasons.add("decide.rule cannot be read");
  }
}

void check_tactic(const Plan& plan, const Tactic& tactic, Reasons& reasons) {
  const Status status = tactic.status.value;
  if (status != Status::Planned && status != Status::Running) {
    reasons.add(fmt::format("its status is {}", name_of(status)));
  }
  check_hypothesis(tactic.hypothesis, reasons);
  check_measure(plan, tactic.measure, reasons);
  check_decide(tactic.decide, reasons);
}

void check_goal(const Plan& plan, const Goal& goal, Reasons& reasons) {
  reasons.need_metric(plan, "metric", goal.metric);
  reasons.need("baseline", goal.baseline);
  if (goal.kind.value != GoalKind::Maximise) {
    reasons.need("target", goal.target);
  }
  reasons.need("by", goal.by);
}

}  // namespace

std::optional<Canonical> lock_terms(const Lines& lines, std::string_view id) {
  if (lines.plan().tactic(id) != nullptr) {
    return tactic_terms(lines, id);
  }
  return lines.plan().goal(id) != nullptr ? std::optional(goal_terms(lines.plan(), id))
                                          : std::nullopt;
}

std::vector<std::string> unlockable(const Lines& lines, std::string_view id) {
  Reasons reasons;
  if (const Tactic* tactic = lines.plan().tactic(id)) {
    check_tactic(lines.plan(), *tactic, reasons);
  } else if (const Goal* goal = lines.plan().goal(id)) {
    check_goal(lines.plan(), *goal, reasons);
  } else {
    reasons.add(lines.plan().find(id) ? "only tactics and goals can be locked"
                                      : "the plan has no node with this id");
  }
  return reasons.take();
}

}  // namespace throughline::plan
