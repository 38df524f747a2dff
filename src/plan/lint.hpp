#pragma once

#include <string>
#include <vector>

#include "plan/finding.hpp"
#include "plan/lint_context.hpp"
#include "plan/model.hpp"

namespace throughline::plan {

/// Holds a plan against every rule of plan/rule_texts.hpp but those that read_plan() holds (TL000,
/// TL003, dangling references, missing keys and wrong values). The order of nodes and of files does
/// not change what is found, only where it stands.
///
/// Drafts raise nothing here. A node that dangles or lacks a key raises here only what does not
/// follow from that.
///
/// \return  in the order of files and places
/// Cost: O(n log n) in nodes and links, for plans whose links do not multiply.
[[nodiscard]] std::vector<Finding> lint(const Plan& plan, const LintContext& context);

/// A check that could not be made, and why.
struct SkippedCheck {
  std::string code;
  std::string what;  ///< "freshness of datasets"
  std::string why;   ///< "there is no data yet"

  friend bool operator==(const SkippedCheck&, const SkippedCheck&) = default;
};

/// Names what lint() cannot check with what it is given.
[[nodiscard]] std::vector<SkippedCheck> skipped_checks(const LintContext& context);

}  // namespace throughline::plan
