#include "plan/diff.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "plan/node_values.hpp"

namespace throughline::plan {
namespace {

using Keys = std::span<const std::string_view>;

// A key stands for itself and all below it.
bool is_among(Keys keys, std::string_view key) {
  return std::ranges::any_of(keys, [&](std::string_view known) {
    return key.starts_with(known) && (key.size() == known.size() || key[known.size()] == '.');
  });
}

constexpr std::array<std::string_view, 3> kLinkWords = {".claim", ".grade", ".reviewed"};
constexpr std::array<std::string_view, 6> kMoney = {
    "budget", "cost.cash", "cost.hours", "cost.role", "cost.from", "cost.to"};
constexpr std::array<std::string_view, 1> kValue = {"q.business"};
constexpr std::array<std::string_view, 7> kGoalTarget = {
    "kind", "metric", "market", "baseline", "target", "from", "by"};
constexpr std::array<std::string_view, 4> kTacticRule = {
    "hypothesis", "measure", "decide", "markets"};
constexpr std::array<std::string_view, 9> kMetricRule = {
    "dataset", "expr", "where", "grain", "kind", "better", "unit", "unit_margin", "margin"};
constexpr std::array<std::string_view, 2> kDatasetRule = {"source", "time"};

Keys targets_of(NodeType type) { return type == NodeType::Goal ? Keys(kGoalTarget) : Keys(kValue); }

Keys rule_of(NodeType type) {
  switch (type) {
    case NodeType::Tactic:
      return kTacticRule;
    case NodeType::Metric:
      return kMetricRule;
    case NodeType::Dataset:
      return kDatasetRule;
    default:
      return {};
  }
}

ChangeClass class_of(NodeType type, std::string_view key) {
  if (key == "serves" || key.starts_with("serves.")) {
    const bool of_link =
        std::ranges::any_of(kLinkWords, [&](std::string_view end) { return key.ends_with(end); });
    return of_link ? ChangeClass::Other : ChangeClass::Reparented;
  }
  if (is_among(kMoney, key)) {
    return ChangeClass::Rebudgeted;
  }
  if (is_among(targets_of(type), key)) {
    return ChangeClass::Retargeted;
  }
  return is_among(rule_of(type), key) && key != "decide.owner" ? ChangeClass::RuleChanged
                                                               : ChangeClass::Other;
}

// What a node serves: a list of ids, or a map from them.
std::set<std::string> parents_of(const Canonical& node) {
  std::set<std::string> parents;
  const Canonical* serves = node.find("serves");
  if (serves != nullptr && serves->list() != nullptr) {
    for (const Canonical& parent : *serves->list()) {
      parents.insert(*parent.string());
    }
  } else if (serves != nullptr) {
    for (const auto& [parent, link] : *serves->map()) {
      parents.insert(parent);
    }
  }
  return parents;
}

std::optional<std::string> listed(const std::set<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) {
    out += (out.empty() ? "" : ", ") + id;
  }
  return out.empty() ? std::nullopt : std::optional(out);
}

// The parents as one change; of links, only those that both have are looked into.
void compare_parents(Canonical& before, Canonical& after, std::vector<FieldChange>& fields) {
  const std::set<std::string> were = parents_of(before);
  const std::set<std::string> are = parents_of(after);
  if (were != are) {
    fields.push_back({ChangeClass::Reparented, {"serves", listed(were), listed(are)}});
  }
  for (Canonical* node : {&before, &after}) {
    if (node->map() == nullptr) {
      continue;
    }
    Canonical::Map entries = *node->map();
    const auto serves = entries.find("serves");
    if (serves == entries.end()) {
      continue;
    }
    Canonical::Map kept =
        serves->second.map() == nullptr ? Canonical::Map{} : *serves->second.map();
    std::erase_if(kept, [&](const auto& link) {
      return !were.contains(link.first) || !are.contains(link.first);
    });
    entries.erase(serves);
    if (!kept.empty()) {
      entries.emplace("serves", Canonical::of(std::move(kept)));
    }
    *node = Canonical::of(std::move(entries));
  }
}

std::vector<FieldChange> field_changes(NodeType type, Canonical before, Canonical after) {
  std::vector<FieldChange> fields;
  compare_parents(before, after, fields);
  for (ValueChange& change : changes_between(before, after)) {
    const ChangeClass what = class_of(type, change.key);
    fields.push_back({what, std::move(change)});
  }
  std::ranges::stable_sort(fields, {}, &FieldChange::what);
  return fields;
}

Canonical nothing() { return Canonical::of(Canonical::Map{}); }

// All that a node says, but for its id, which stands beside it.
Canonical said_by(const Plan& plan, NodeRef node) {
  Canonical::Map entries = *values_of(plan, node).map();
  entries.erase("id");
  return Canonical::of(std::move(entries));
}

class Differ {
 public:
  Differ(const Plan& before, const Plan& after) : before_(before), after_(after) {}

  PlanDiff diff() {
    std::set<std::string> ids;
    for (const Plan* plan : {&before_, &after_}) {
      for (const auto& [id, node] : plan->by_id) {
        ids.insert(id);
      }
    }
    for (const std::string& id : ids) {
      compare(id);
    }
    std::ranges::stable_sort(out_.nodes, {}, &NodeDiff::type);
    return std::move(out_);
  }

 private:
  void compare(const std::string& id) {
    const auto was = before_.find(id);
    const auto is = after_.find(id);
    NodeDiff diff{.id = id};
    diff.type_before = was ? was->type : is->type;
    diff.type = is ? is->type : was->type;
    diff.name = is ? head_of(after_, *is).name() : head_of(before_, *was).name();
    diff.fields = field_changes(
        diff.type, was ? said_by(before_, *was) : nothing(), is ? said_by(after_, *is) : nothing());
    if (was && is && was->type == is->type && diff.fields.empty()) {
      return;
    }
    diff.change = !was                    ? NodeChange::Added
                  : !is                   ? NodeChange::Dropped
                  : was->type != is->type ? NodeChange::Replaced
                                          : NodeChange::Changed;
    out_.nodes.push_back(std::move(diff));
  }

  const Plan& before_;
  const Plan& after_;
  PlanDiff out_;
};

}  // namespace

std::string_view name_of(ChangeClass what) {
  constexpr std::array<std::string_view, 5> kNames = {
      "re-parented", "re-budgeted", "re-targeted", "rule changed", "changed"};
  return kNames[static_cast<std::size_t>(what)];
}

std::string_view name_of(NodeChange change) {
  constexpr std::array<std::string_view, 4> kNames = {"added", "changed", "dropped", "replaced"};
  return kNames[static_cast<std::size_t>(change)];
}

std::string_view mark_of(NodeChange change) {
  constexpr std::array<std::string_view, 4> kMarks = {"+", "~", "-", "-/+"};
  return kMarks[static_cast<std::size_t>(change)];
}

std::size_t PlanDiff::count(NodeChange change) const {
  return static_cast<std::size_t>(std::ranges::count(nodes, change, &NodeDiff::change));
}

PlanDiff diff_plans(const Plan& before, const Plan& after) { return Differ(before, after).diff(); }

}  // namespace throughline::plan
