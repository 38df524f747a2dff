#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"

/// What came in and what was paid, summed by everything that a plan's patterns look at: the rows
/// are few, and who gets each is decided by plan/match.hpp, never in SQL. All money is in minor
/// units of the workspace's currency.
namespace throughline::workflow {

/// Over what time rows are put together.
enum class Bucket : std::uint8_t {
  Total = 0,
  Day = 1,
  Week = 2,  ///< from Monday
  Month = 3,
};

/// Days that are looked at, and how they are put together.
struct MoneyWindow {
  CivilDate from{1970, 1, 1};
  CivilDate until{2106, 1, 1};  ///< first day that no longer belongs
  Bucket bucket = Bucket::Total;
  std::string zone = "UTC";  ///< of days, where rows have a time
};

/// Money paid. A row without a rate for its currency is counted in `unpriced`, and its cost is not
/// in the sum.
struct SpendSum {
  CivilDate start;  ///< of the bucket; 1970-01-01 for the total
  std::string market;
  std::string channel;
  std::string source;
  std::string medium;
  std::string campaign;
  std::string tag;
  std::uint64_t rows = 0;
  std::uint64_t unpriced = 0;
  std::int64_t cost = 0;
  std::uint64_t impressions = 0;
  std::uint64_t clicks = 0;

  friend bool operator==(const SpendSum&, const SpendSum&) = default;
};

/// Orders. Those of customers who are not known are neither first nor repeat.
struct OrderSum {
  CivilDate start;
  std::string market;
  std::string code;
  std::string source;
  std::string medium;
  std::string campaign;
  std::uint64_t orders = 0;
  std::uint64_t first = 0;   ///< the customer's first in the workspace
  std::uint64_t repeat = 0;  ///< not the first
  std::uint64_t unpriced = 0;
  std::int64_t value = 0;

  friend bool operator==(const OrderSum&, const OrderSum&) = default;
};

/// Reads sums in the order of their columns. Errors: those of the store.
[[nodiscard]] Result<std::vector<SpendSum>> load_spend(engine::Engine& store,
                                                       const MoneyWindow& window);
[[nodiscard]] Result<std::vector<OrderSum>> load_orders(engine::Engine& store,
                                                        const MoneyWindow& window);

}  // namespace throughline::workflow
