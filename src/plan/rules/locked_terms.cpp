#include <fmt/format.h>
#include <map>

#include "plan/rules/rules.hpp"

// TL008: what was locked before the data came in, and now reads otherwise.
namespace throughline::plan::rules {
namespace {

// Where the keys that a lock freezes stand; the node's id for those that are gone or stand
// elsewhere, such as the definition of a metric.
std::map<std::string, Span, std::less<>> places_of(const Tactic& tactic) {
  std::map<std::string, Span, std::less<>> out;
  const auto put = [&out](std::string key, const auto& value) {
    if (value) {
      out.emplace(std::move(key), value->at);
    }
  };
  put("hypothesis", tactic.hypothesis);
  put("measure", tactic.measure);
  put("decide", tactic.decide);
  if (tactic.hypothesis) {
    put("hypothesis.change", tactic.hypothesis->change);
    put("hypothesis.min_effect", tactic.hypothesis->min_effect);
    put("hypothesis.on", tactic.hypothesis->on);
    put("hypothesis.method", tactic.hypothesis->method);
    put("hypothesis.from", tactic.hypothesis->from);
    put("hypothesis.until", tactic.hypothesis->until);
    out.emplace("hypothesis.power", tactic.hypothesis->power.at);
  }
  if (tactic.measure) {
    put("measure.metric", tactic.measure->metric);
    put("measure.kind", tactic.measure->kind);
  }
  if (tactic.decide) {
    put("decide.by", tactic.decide->by);
    put("decide.rule", tactic.decide->rule);
  }
  return out;
}

std::map<std::string, Span, std::less<>> places_of(const Goal& goal) {
  std::map<std::string, Span, std::less<>> out;
  if (goal.metric) {
    out.emplace("metric", goal.metric->at);
  }
  if (goal.baseline) {
    out.emplace("baseline", goal.baseline->at);
  }
  if (goal.target) {
    out.emplace("target", goal.target->at);
  }
  if (goal.by) {
    out.emplace("by", goal.by->at);
  }
  return out;
}

std::string ago(const Subject& subject, const LockStatus& status) {
  const std::int64_t days = subject.days_since(status.entry->at);
  return fmt::format("{} {} ago", days, days == 1 ? "day" : "days");
}

Finding broken_chain(const Head& head, const LockStatus& status) {
  return finding(
      "TL008",
      head,
      "",
      head.id.at,
      fmt::format(
          "the lock of {} cannot be trusted: plan.lock was changed at or before its line {}",
          head.id.value,
          status.entry->line),
      "restore plan.lock from version control");
}

template <class T>
std::vector<Finding> of_node(const Subject& subject, const T& node) {
  const Head& head = node.head;
  if (subject.lock_of(head.id.value) == nullptr) {
    return {};
  }
  const LockStatus status = lock_status(subject.lines(), *subject.context().lock, head.id.value);
  if (status.state == LockState::Broken) {
    return {broken_chain(head, status)};
  }
  std::vector<Finding> out;
  const auto places = places_of(node);
  for (const ValueChange& change : status.changes) {
    const auto place = places.find(change.key);
    out.push_back(
        finding("TL008",
                head,
                change.key,
                place == places.end() ? head.id.at : place->second,
                fmt::format("{}.{} is {}, but was locked as {} {}",
                            head.id.value,
                            change.key,
                            change.after.value_or("gone"),
                            change.before.value_or("absent"),
                            ago(subject, status)),
                fmt::format("restore it, or open a new trial: throughline lock {} --new-trial",
                            head.id.value)));
  }
  return out;
}

}  // namespace

std::vector<Finding> locked_terms(const Subject& subject) {
  if (!subject.context().lock) {
    return {};
  }
  std::vector<Finding> out;
  for (const Goal& goal : subject.plan().goals) {
    append(out, of_node(subject, goal));
  }
  for (const Tactic& tactic : subject.plan().tactics) {
    if (is_kept(tactic)) {
      append(out, of_node(subject, tactic));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
