#pragma once

#include <nlohmann/json.hpp>

#include "demo/worlds.hpp"

namespace throughline::demo {

/// What each tactic really does, by the worlds without it; docs/demo.md says what stands in it.
void add_effects(const Worlds& worlds, nlohmann::ordered_json& truth);

/// What every tactic is there for, the money of none, and where the faults of the plan are.
void add_plan(nlohmann::ordered_json& truth);

}  // namespace throughline::demo
