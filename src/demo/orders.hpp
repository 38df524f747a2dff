#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "demo/traffic.hpp"

namespace throughline::demo {

/// A sale, as the shop's export has it.
struct Order {
  Seconds at = 0;
  int market = 0;
  std::uint64_t customer = 0;
  std::uint64_t minor = 0;   ///< cents
  std::uint32_t origin = 0;  ///< by which the visit came that bought
  std::uint16_t nth = 1;     ///< of the customer's
};

/// Sorts orders as the shop numbers them: by time, market, customer.
void sort_orders(std::vector<Order>& orders);

/// Writes order, at, market, customer, amount, currency, code, source, medium, campaign; sorted by
/// time. Source, medium and campaign are those of the visit that bought, which the shop knows of
/// six in seven; a code is what the buyer typed in, if anything. Errors: DiskFull.
[[nodiscard]] Result<void> write_orders(const std::filesystem::path& file,
                                        std::span<const Order> sorted,
                                        std::span<const Origin> origins,
                                        std::uint64_t seed);

/// What a shop notes of where a visit came from.
struct Tags {
  std::string source;
  std::string medium;
  std::string campaign;
};

[[nodiscard]] Tags tags_of(const Origin& origin);

}  // namespace throughline::demo
