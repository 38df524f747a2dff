#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"
#include "plan/match.hpp"
#include "workflow/bound_costs.hpp"
#include "workflow/money.hpp"

namespace throughline::workflow {

enum class CostKind : std::uint8_t { Money, Hours };

/// One row of cost, with the place where it was read.
struct CostRow {
  CostKind kind = CostKind::Money;
  CivilDate day;
  std::string market;
  std::string channel;
  std::string source;
  std::string medium;
  std::string campaign;
  std::string tag;
  std::string role;
  bool priced = true;  ///< false: its currency has no rate, and it costs nothing in every sum
  std::int64_t millihours = 0;
  std::int64_t minor = 0;  ///< what it costs; of hours set by bind_cost_rows()
  std::size_t line = 0;    ///< of the costs that it is part of; set by bind_cost_rows()
  std::string file;
  std::uint64_t file_line = 0;
};

/// Reads all rows of cost of a window, money first, by day and place. Errors: those of the store.
[[nodiscard]] Result<std::vector<CostRow>> load_cost_rows(engine::Engine& store,
                                                          const MoneyWindow& window);

/// Puts rows together by what patterns look at, as load_spend() and load_hours() do, and binds the
/// sums. Each row learns its line and, of hours, its cost: the price of the hours of its line up to
/// and with it, less that of those before it, so that rounded rows add up to the rounded line.
/// \param roles  price of an hour, in minor units
[[nodiscard]] BoundCosts bind_cost_rows(const plan::Matcher& matcher,
                                        std::vector<CostRow>& rows,
                                        const std::map<std::string, std::int64_t>& roles);

}  // namespace throughline::workflow
