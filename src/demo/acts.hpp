#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace throughline::demo {

/// What a partner and we gave each other, in euros.
struct Balance {
  std::uint64_t we_gave = 0;
  std::uint64_t they_gave = 0;
};

struct Acts {
  std::string csv;
  std::map<std::string, Balance> balances;  ///< by partner
};

/// day, partner, from, to, act, value, tactic: who gave what to whom. To one partner we never gave
/// anything.
[[nodiscard]] Acts acts_csv(std::uint64_t seed);

}  // namespace throughline::demo
