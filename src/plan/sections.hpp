#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "plan/map_of.hpp"

namespace throughline::plan {

/// One key at the top of a file of the plan: a list of nodes, or a node alone.
struct Section {
  NodeType type;
  std::string_view name;  ///< "tactics"
  const MapShape& shape;  ///< of a node
  bool single;            ///< stands once over all files
  /// Reads one node into its place in the plan.
  std::function<void(Plan&, const document::Node&, const Scope&)> read;
};

/// All of them, in the order in which a plan is best read.
[[nodiscard]] std::span<const Section> sections();

/// The number that `throughline:` must have.
inline constexpr std::string_view kPlanVersion = "1";

}  // namespace throughline::plan
