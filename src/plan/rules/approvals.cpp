#include <fmt/format.h>

#include "plan/rules/rules.hpp"

// TL017: the whole is approved no later than its parts.
namespace throughline::plan::rules {
namespace {

const Head* head_of(const Plan& plan, std::string_view id) {
  if (const Goal* goal = plan.goal(id)) {
    return &goal->head;
  }
  if (const Strategy* strategy = plan.strategy(id)) {
    return &strategy->head;
  }
  const Programme* programme = plan.programme(id);
  return programme == nullptr ? nullptr : &programme->head;
}

// The parent that was approved last, or never; null if all came no later than the child.
const Head* late_parent(const Subject& subject, const Head& child) {
  const Head* latest = nullptr;
  for (const Step& step : subject.lines().parents(child.id.value)) {
    const Head* parent = head_of(subject.plan(), step.parent);
    if (parent == nullptr ||
        (parent->approved && !is_earlier(child.approved->value, parent->approved->value))) {
      continue;
    }
    if (!parent->approved) {
      return parent;
    }
    if (latest == nullptr || is_earlier(latest->approved->value, parent->approved->value)) {
      latest = parent;
    }
  }
  return latest;
}

std::vector<Finding> of_node(const Subject& subject, const Head& child) {
  // On a circle everything is below everything; that is told.
  const bool has_order = child.approved && subject.is_in_order(child.id.value);
  const Head* parent = has_order ? late_parent(subject, child) : nullptr;
  if (parent == nullptr) {
    return {};
  }
  const std::string& id = parent->id.value;
  const std::string when =
      parent->approved ? fmt::format("before {} on {}", id, format_date(parent->approved->value))
                       : fmt::format("but {}, which it serves, is not approved", id);
  return {finding(
      "TL017",
      child,
      "approved",
      child.approved->at,
      fmt::format(
          "{} was approved on {}, {}", child.id.value, format_date(child.approved->value), when),
      parent->approved
          ? fmt::format("review {} in the light of {} and approve it again", child.id.value, id)
          : fmt::format("approve {} first, then {} again", id, child.id.value))};
}

}  // namespace

std::vector<Finding> approvals(const Subject& subject) {
  std::vector<Finding> out;
  for (const Goal& goal : subject.plan().goals) {
    append(out, of_node(subject, goal.head));
  }
  for (const Strategy& strategy : subject.plan().strategies) {
    append(out, of_node(subject, strategy.head));
  }
  for (const Programme& programme : subject.plan().programmes) {
    append(out, of_node(subject, programme.head));
  }
  for (const Tactic& tactic : subject.plan().tactics) {
    if (is_kept(tactic)) {
      append(out, of_node(subject, tactic.head));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
