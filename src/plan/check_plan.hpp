#pragma once

#include <string>
#include <vector>

#include "plan/finding.hpp"
#include "plan/lint.hpp"
#include "plan/model.hpp"
#include "plan/read_plan.hpp"

namespace throughline::plan {

/// A plan and everything that is wrong with it.
struct CheckedPlan {
  Plan plan;
  std::vector<Finding> findings;  ///< in the order of files and places
  std::vector<SkippedCheck> skipped;
  bool unusable = false;  ///< a file is no YAML; the rules were not asked
};

/// How many there are of each severity.
struct FindingCounts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;

  friend bool operator==(const FindingCounts&, const FindingCounts&) = default;
};

[[nodiscard]] FindingCounts counts_of(const std::vector<Finding>& findings);

/// Reads a plan and holds it against every rule. Where a file is no YAML the rules are not asked.
[[nodiscard]] CheckedPlan check_plan(std::vector<SourceFile> files,
                                     const ReadContext& known,
                                     const LintContext& context);

/// Puts findings in the order of files and places, and leaves out what follows from another one: a
/// key with TL003, TL004 or TL016 raises nothing else about that key.
[[nodiscard]] std::vector<Finding> one_cause_one_finding(std::vector<Finding> findings);

}  // namespace throughline::plan
