#pragma once

#include <cstdint>
#include <string>

namespace throughline::demo {

/// day, role, tactic, hours: what people wrote down of their weeks. The roles are priced in the
/// settings, the tactic is the ledger tag of the plan.
[[nodiscard]] std::string hours_csv(std::uint64_t seed);

}  // namespace throughline::demo
