#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "plan/value_changes.hpp"
#include "workflow/plan_files.hpp"

namespace throughline::workflow {

/// How a link stood before it was marked as reviewed.
enum class LinkBefore : std::uint8_t { Never, Current, Suspect };

/// A link that is marked as reviewed now.
struct ReviewedLink {
  std::string id;  ///< "s1>g1"
  LinkBefore before = LinkBefore::Never;
  /// What changed in the parent since; absent = the old state is in no revision of Git.
  std::optional<std::vector<plan::ValueChange>> changes;
};

/// Marks a link, or all links of a node, as reviewed, in the plan's files. What the parent meant
/// before is looked for among the revisions of Git that changed the plan.
/// Errors: NotFound for a link that is none; those of plan::review_links() and write_text().
[[nodiscard]] Result<std::vector<ReviewedLink>> review(const Workspace& workspace,
                                                       const std::string& name);

}  // namespace throughline::workflow
