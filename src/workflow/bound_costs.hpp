#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "evidence/waterfall.hpp"
#include "plan/lines.hpp"
#include "plan/match.hpp"
#include "workflow/money.hpp"

namespace throughline::workflow {

/// Rows of cost, each sum bound to the tactic or programme that gets it.
struct BoundCosts {
  std::vector<evidence::CostLine> lines;
  std::vector<std::size_t> sums;    ///< [line] which sum it is, or is a part of: money, then hours
  std::int64_t ledger = 0;          ///< minor units: what all rows add up to, bound or not
  std::uint64_t unpriced = 0;       ///< rows whose currency has no rate: in no sum
  std::uint64_t unknown_roles = 0;  ///< rows of hours whose role has no price: they cost nothing
};

/// Binds money and hours to a plan. What a row of a tactic does not say, in which market it was
/// spent, is shared out over the tactic's markets as the cash that says so is, evenly if none does;
/// the rows themselves count in the first of them.
/// \param roles  price of an hour, in minor units
[[nodiscard]] BoundCosts bind_costs(const plan::Lines& lines,
                                    const plan::Matcher& matcher,
                                    std::span<const SpendSum> spend,
                                    std::span<const HoursSum> hours,
                                    const std::map<std::string, std::int64_t>& roles);

/// What a row of each table says for the keys of `match`. The views live as long as the row.
[[nodiscard]] plan::RowKeys keys_of(const SpendSum& row);
[[nodiscard]] plan::RowKeys keys_of(const HoursSum& row);
[[nodiscard]] plan::RowKeys keys_of(const OrderSum& row);
[[nodiscard]] plan::RowKeys keys_of(const LeadSum& row);
[[nodiscard]] plan::RowKeys keys_of(const SessionSum& row);

}  // namespace throughline::workflow
