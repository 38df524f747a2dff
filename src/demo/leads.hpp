#pragma once

#include <cstdint>
#include <string>

namespace throughline::demo {

/// lead, at, market, customer, stage, accepted_at, qualified_at, value, source, medium, campaign:
/// salons and pharmacies that asked whether they may sell. A sweepstake sends most of them, of whom
/// sales take one in twenty.
[[nodiscard]] std::string leads_csv(std::uint64_t seed, double scale);

}  // namespace throughline::demo
