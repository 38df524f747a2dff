#pragma once

#include <string_view>
#include <vector>

#include "plan/canonical.hpp"
#include "plan/model.hpp"

namespace throughline::plan {

/// Everything that a node says, as one value by which two are compared and from which fingerprints
/// and locks are made. Places, comments, blanks and the order of lists are not in it. Keys are
/// those of the plan file; `serves` is a map from the parent's id to the link's claim, grade and
/// `reviewed`, guardrails one from the metric's, answers one from the owner, options one from the
/// option's id. What is left to its default is there; what is absent is not. Precondition: the node
/// is one of the plan's.
[[nodiscard]] Canonical values_of(const Plan& plan, NodeRef ref);

/// What every node says, of this one. Precondition: the node is one of the plan's.
[[nodiscard]] const Head& head_of(const Plan& plan, NodeRef ref);

/// Every node, in the order of the model's lists.
[[nodiscard]] std::vector<NodeRef> nodes_of(const Plan& plan);

/// A text as canonical value: line breaks and extra blanks mean nothing in it.
[[nodiscard]] Canonical prose(std::string_view text);

}  // namespace throughline::plan
