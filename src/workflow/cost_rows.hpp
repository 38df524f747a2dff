#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"
#include "plan/lines.hpp"
#include "workflow/bound_costs.hpp"
#include "workflow/money.hpp"

namespace throughline::workflow {

enum class CostKind : std::uint8_t { Money, Hours };

/// What of a row belongs to a line of the bound costs.
struct CostPart {
  std::size_t line = 0;
  std::int64_t minor = 0;
};

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
  std::int64_t minor = 0;       ///< what it costs; of hours set by bind_cost_rows()
  std::size_t sum = 0;          ///< that it is part of; set by bind_cost_rows()
  std::vector<CostPart> parts;  ///< by line; set by bind_cost_rows()
  std::string file;
  std::uint64_t file_line = 0;
};

/// Reads all rows of cost of a window, money first, by day and place. Errors: those of the store.
[[nodiscard]] Result<std::vector<CostRow>> load_cost_rows(engine::Engine& store,
                                                          const MoneyWindow& window);

/// Puts rows together by what patterns look at, as load_spend() and load_hours() do, and binds the
/// sums. Each row learns its parts and, of hours, its cost. Both are rounded as the rows run: a row
/// has what its sum is worth up to and with it, less that of the rows before it. So the parts of a
/// row add up to it, and those of a line to the line, to the last minor unit.
/// \param roles  price of an hour, in minor units
[[nodiscard]] BoundCosts bind_cost_rows(const plan::Lines& lines,
                                        std::vector<CostRow>& rows,
                                        const std::map<std::string, std::int64_t>& roles);

}  // namespace throughline::workflow
