#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "plan/model.hpp"
#include "plan/read_plan.hpp"

/// Changes to a plan's text that leave every other byte as it is: comments, spacing, line ends.
namespace throughline::plan {

/// Writes `reviewed` into a link: over the old value, or behind the link's last key, in the style
/// the link is written in. `text` is that of the file the link stands in.
[[nodiscard]] std::string with_reviewed(std::string_view text,
                                        const Link& link,
                                        std::string_view fingerprint);

/// A link of the plan, by its child.
struct LinkOf {
  std::string child;
  const Link* link = nullptr;

  [[nodiscard]] std::string id() const { return child + ">" + link->parent.value; }
};

/// The links that a name means: "s1>g1", or all of a node. Errors: NotFound, with the links there
/// are.
[[nodiscard]] Result<std::vector<LinkOf>> links_named(const Plan& plan, std::string_view name);

/// Marks links as reviewed: what their parents mean now was looked at. Returns the plan's files
/// with their new texts. The files are read again, so that nothing else can have changed. Errors:
/// Unsupported where a link is written in a way that leaves no safe place.
[[nodiscard]] Result<std::vector<SourceFile>> review_links(const Plan& plan,
                                                           const std::vector<LinkOf>& links,
                                                           const ReadContext& context);

/// Adds one node, given as the lines of its keys without indentation, to the end of a block list of
/// a file ("tactics"); the list is made where the file has none. Errors: Unsupported for a list in
/// brackets, CorruptData for a file that is no YAML.
[[nodiscard]] Result<std::string> with_item(std::string_view text,
                                            std::string_view list,
                                            std::string_view item);

}  // namespace throughline::plan
