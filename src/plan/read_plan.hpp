#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/finding.hpp"
#include "plan/model.hpp"

namespace throughline::plan {

/// A source of the workspace's settings, as far as a plan names it.
struct SourceName {
  std::string id;
  std::string kind;  ///< "orders"
};

/// What the reader must know of the workspace. What is not known is not checked.
struct ReadContext {
  std::optional<std::vector<SourceName>> sources;
  std::optional<std::vector<std::string>> roles;  ///< whose hours have a price
  std::string currency = "EUR";                   ///< where the plan names none
};

/// A plan as far as it could be read.
struct Reading {
  Plan plan;
  std::vector<Finding> findings;  ///< TL000, TL003, TL004, TL016, in the order of files and places
  bool unusable = false;          ///< a file is no YAML: what it says is missing from the plan
};

/// Reads a plan of one file, or of several that are joined in byte order of their names. Every
/// value that can be read is in the plan, whatever else is wrong, and everything that is wrong with
/// the form of the files is a finding:
///
///   TL000  no YAML, or YAML that plans may not use; the file is left out, and with it TL004
///   TL003  unknown or repeated key, id met twice
///   TL004  a reference to nothing, or to a node of another type; circles are found by lint()
///   TL016  required key missing, wrong type, value not in its list
///
/// A missing key that has a rule of its own is left to that rule. Of drafts only TL003 and TL004
/// are told.
/// Cost: O(bytes · log ids).
[[nodiscard]] Reading read_plan(std::vector<SourceFile> files, const ReadContext& context);

}  // namespace throughline::plan
