#pragma once

#include <string>
#include <vector>

#include "plan/shape.hpp"

namespace throughline::plan {

/// Every map of the plan file: the nodes in the order of the sections, each followed by the maps
/// that are first met in it.
[[nodiscard]] std::vector<const MapShape*> all_maps();

/// What a key takes, in words: "list of ids of markets".
[[nodiscard]] std::string text_of(const ValueShape& value);

/// The plan file as JSON Schema (draft 7, which editors know), for completion and checks while
/// writing. What needs the whole plan, such as references, is left to `check`.
[[nodiscard]] std::string plan_schema();

/// The reference of every key: docs/plan-reference.md.
[[nodiscard]] std::string plan_reference();

}  // namespace throughline::plan
