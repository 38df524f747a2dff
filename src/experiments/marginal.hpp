#pragma once

#include <cstdint>
#include <span>

#include "base/error.hpp"
#include "experiments/reading.hpp"

namespace throughline::experiments {

/// What was spent in a period, and what it brought, both in money.
struct SpendPeriod {
  double cost = 0.0;
  double value = 0.0;
};

/// What one more unit of cost brings.
struct Marginal {
  schema::Interval value_per_cost;
  std::uint64_t n = 0;  ///< periods behind it
};

/// Marginal value per unit of cost: slope of value on cost by least squares, Student's t with n − 2
/// degrees of freedom.
///
/// The mean slope over the levels seen. If returns diminish it is above that at the highest level,
/// so "its upper end is below 1" still says that the last unit does not pay. Spend that followed
/// demand raises it too (grade D).
/// Cannot tell: fewer than four periods, one level of spend, or no spread around the line. Errors:
/// InvalidArgument for NaN or a negative cost, a level out of range.
/// Source: any text on least squares, such as Draper & Smith (1998) ch. 1.
[[nodiscard]] Result<Told<Marginal>> marginal_value(std::span<const SpendPeriod> periods,
                                                    double level = 0.9);

}  // namespace throughline::experiments
