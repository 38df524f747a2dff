#pragma once

#include <set>
#include <string>

#include "plan/rules/subject.hpp"
#include "schema/datasets.hpp"

namespace throughline::plan {

/// The table on which a dataset stands: that of its source's kind, or the one it names. Null if it
/// is not known.
[[nodiscard]] const schema::DataTable* table_of(const Dataset& dataset, const LintContext& context);

/// Whether a tactic is only to be learned from: decide.rule is learning-only.
[[nodiscard]] bool is_learning_only(const Tactic& tactic);

/// Metrics that nothing but learning-only tactics use.
[[nodiscard]] std::set<std::string, std::less<>> metrics_of_learning_only(const Plan& plan);

/// Datasets of the measures and guardrails that decide a goal, or a tactic going on.
[[nodiscard]] std::set<std::string, std::less<>> deciding_datasets(const Plan& plan);

}  // namespace throughline::plan
