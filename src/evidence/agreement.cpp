#include "evidence/agreement.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace throughline::evidence {
namespace {

std::vector<NamedOutcome> outcomes_of(const std::vector<plan::Answer>& answers) {
  std::map<std::string, std::string> outcome_by_owner;
  for (const plan::Answer& answer : answers) {
    outcome_by_owner[answer.owner.value] = answer.outcome.value;
  }
  std::map<std::string, NamedOutcome> by_metric;
  for (const auto& [owner, metric] : outcome_by_owner) {
    by_metric[metric].metric = metric;
    by_metric[metric].owners.push_back(owner);
  }
  std::vector<NamedOutcome> all;
  for (auto& [metric, named] : by_metric) {
    all.push_back(std::move(named));
  }
  std::ranges::stable_sort(
      all, std::greater{}, [](const NamedOutcome& named) { return named.owners.size(); });
  return all;
}

double pairs(std::size_t n) { return static_cast<double>(n) * (static_cast<double>(n) - 1.0); }

template <class Nodes>
void add_agreements(const Nodes& nodes, std::vector<Agreement>& all) {
  for (const auto& node : nodes) {
    if (!node.head.answers.empty()) {
      all.push_back(agreement_of(node.head.id.value, node.head.answers));
    }
  }
}

}  // namespace

Agreement agreement_of(const std::string& node, const std::vector<plan::Answer>& answers) {
  Agreement made{.node = node, .outcomes = outcomes_of(answers)};
  double same = 0.0;
  for (const NamedOutcome& named : made.outcomes) {
    made.owners += named.owners.size();
    same += pairs(named.owners.size());
  }
  if (made.owners > 1) {
    made.share = same / pairs(made.owners);
  }
  return made;
}

std::vector<Agreement> agreements(const plan::Plan& plan) {
  std::vector<Agreement> all;
  add_agreements(plan.goals, all);
  add_agreements(plan.strategies, all);
  add_agreements(plan.programmes, all);
  add_agreements(plan.tactics, all);
  return all;
}

}  // namespace throughline::evidence
