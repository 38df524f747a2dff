#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace throughline::demo {

/// A sale, as the shop's export has it.
struct Order {
  Seconds at = 0;
  int market = 0;
  std::uint64_t customer = 0;
  std::uint64_t minor = 0;  ///< cents
};

/// order, at, market, customer, amount, currency; sorted by time.
[[nodiscard]] std::string orders_csv(std::vector<Order> orders);

}  // namespace throughline::demo
