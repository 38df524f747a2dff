#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plan/model.hpp"
#include "plan/value_changes.hpp"

namespace throughline::plan {

/// What a change of a node's key means for the plan.
enum class ChangeClass : std::uint8_t {
  Reparented,   ///< it serves something else
  Rebudgeted,   ///< its money or hours
  Retargeted,   ///< what is to be reached: a goal's target and date, a node's value to the business
  RuleChanged,  ///< how it is judged: what a lock freezes, and what metrics count
  Other,
};

[[nodiscard]] std::string_view name_of(ChangeClass what);  ///< "re-parented"

struct FieldChange {
  ChangeClass what = ChangeClass::Other;
  ValueChange change;
};

enum class NodeChange : std::uint8_t {
  Added,
  Changed,
  Dropped,
  Replaced,  ///< the id names a node of another type now
};

[[nodiscard]] std::string_view name_of(NodeChange change);  ///< "added"
/// As Terraform marks it: + ~ - -/+
[[nodiscard]] std::string_view mark_of(NodeChange change);

/// One node that differs.
struct NodeDiff {
  NodeChange change = NodeChange::Changed;
  NodeType type = NodeType::Goal;  ///< the new one, but for what was dropped
  NodeType type_before = NodeType::Goal;
  std::string id;
  std::string name;                 ///< title, else id
  std::vector<FieldChange> fields;  ///< of what was added or dropped: all it says
};

/// What differs between two plans, by type and id.
struct PlanDiff {
  std::vector<NodeDiff> nodes;

  [[nodiscard]] std::size_t count(NodeChange change) const;
};

/// Compares what two plans say. Order, comments and spacing are not looked at, nor whether a
/// default is written out. Cost: O(values of both · log)
[[nodiscard]] PlanDiff diff_plans(const Plan& before, const Plan& after);

}  // namespace throughline::plan
