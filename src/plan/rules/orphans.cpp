#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "plan/rules/rules.hpp"

// TL001. Whatever serves something reaches a goal, or something is told that keeps it from one: a
// reference to nothing, a circle, or a node above that serves nothing.
namespace throughline::plan::rules {
namespace {

// The first id of a list in alphabetical order, so that hints do not hang on the order of nodes.
template <class T>
std::string first_id(const std::vector<T>& nodes) {
  const auto least = std::ranges::min_element(
      nodes, {}, [](const T& node) -> const std::string& { return node.head.id.value; });
  return least == nodes.end() ? std::string() : least->head.id.value;
}

std::string suggestion(const Plan& plan, NodeType type) {
  const std::string programme = first_id(plan.programmes);
  const std::string strategy = first_id(plan.strategies);
  const std::string goal = first_id(plan.goals);
  if (type == NodeType::Tactic && !programme.empty()) {
    return fmt::format("serves: [{{programme: {}}}]", programme);
  }
  if (type != NodeType::Strategy && !strategy.empty()) {
    return fmt::format("serves: [{{strategy: {}}}]", strategy);
  }
  return fmt::format("serves: [{{goal: {}}}]", goal.empty() ? "..." : goal);
}

// Cash of the node and of all tactics below it, by currency.
std::string riding_on(const Subject& subject, const std::string& id) {
  std::vector<std::string> nodes = subject.lines().below(id);
  nodes.push_back(id);
  std::map<std::string, std::int64_t> sums;
  for (const std::string& node : nodes) {
    const Tactic* tactic = subject.plan().tactic(node);
    if (tactic != nullptr && is_kept(*tactic) && tactic->cost && tactic->cost->cash) {
      sums[tactic->cost->cash->value.currency] += tactic->cost->cash->value.minor;
    }
  }
  std::string out;
  for (const auto& [currency, minor] : sums) {
    if (minor != 0) {
      out += (out.empty() ? "" : " and ") + money_text({minor, currency});
    }
  }
  return out;
}

Finding orphan(const Subject& subject, const Head& head, NodeType type, std::string_view word) {
  const std::string money = riding_on(subject, head.id.value);
  return finding("TL001",
                 head,
                 "serves",
                 head.id.at,
                 fmt::format("{} {} reaches no goal", word, head.id.value),
                 fmt::format("add {} or {}{}",
                             suggestion(subject.plan(), type),
                             type == NodeType::Tactic ? "retire it" : "take it out",
                             money.empty() ? "" : fmt::format(" ({} rides on it)", money)));
}

Finding goal_without_purpose(const Plan& plan, const Goal& goal) {
  return finding(
      "TL001",
      goal.head,
      "serves",
      goal.head.id.at,
      fmt::format("goal {} serves nothing", goal.head.id.value),
      fmt::format("add serves: {}", plan.purpose ? plan.purpose->head.id.value : "purpose"));
}

}  // namespace

std::vector<Finding> orphans(const Subject& subject) {
  const Plan& plan = subject.plan();
  std::vector<Finding> out;
  for (const Goal& goal : plan.goals) {
    if (goal.serves.empty()) {
      out.push_back(goal_without_purpose(plan, goal));
    }
  }
  for (const Strategy& strategy : plan.strategies) {
    if (strategy.serves.empty()) {
      out.push_back(orphan(subject, strategy.head, NodeType::Strategy, "strategy"));
    }
  }
  for (const Programme& programme : plan.programmes) {
    if (programme.serves.empty()) {
      out.push_back(orphan(subject, programme.head, NodeType::Programme, "programme"));
    }
  }
  for (const Tactic& tactic : plan.tactics) {
    if (is_kept(tactic) && tactic.serves.empty()) {
      out.push_back(orphan(subject, tactic.head, NodeType::Tactic, "tactic"));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
