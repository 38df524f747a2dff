#pragma once

#include <string_view>

namespace throughline::demo {

/// plan.yaml, by hand: what the company claims, with the faults that docs/demo.md lists.
[[nodiscard]] std::string_view plan_yaml();

/// plan.lock: what was fixed before the data came in. Two of its lines differ from the plan.
[[nodiscard]] std::string_view plan_lock();

/// estimates.csv: what two studies by others say of tactics of the plan.
[[nodiscard]] std::string_view estimates_csv();

}  // namespace throughline::demo
