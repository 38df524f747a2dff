#pragma once

#include <string>
#include <utility>

#include "base/error.hpp"
#include "engine/batch.hpp"
#include "views/figure.hpp"
#include "workflow/cost_rows.hpp"
#include "workflow/judged_plan.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// A column of a table: what `get` takes from each item of a list.
template <class Values, class Items, class Get>
[[nodiscard]] engine::Column column_of(std::string name, const Items& items, const Get& get) {
  Values values;
  for (const auto& item : items) {
    values.push_back(get(item));
  }
  return {std::move(name), std::move(values)};
}

/// A row of cost, and what of it belongs to the figure under which it is listed, in minor units.
struct ListedCost {
  const CostRow* row = nullptr;
  std::int64_t minor = 0;
};

/// Rows of cost with the node to which each is bound. Money in minor units.
[[nodiscard]] engine::Batch table_of_costs(const plan::Plan& plan,
                                           const BoundCosts& bound,
                                           const std::vector<ListedCost>& rows);

/// One estimate by its id, or those about a node, the tactics below it and its links. Errors:
/// NotFound if there is none such.
[[nodiscard]] Result<engine::Batch> table_of_estimates(const JudgedPlan& judged,
                                                       const views::FigureId& figure);

/// Decisions due, learnings, changes, or what the rules say of the plan. Errors: those of reading
/// the plan's lock.
[[nodiscard]] Result<engine::Batch> table_of_plan(const JudgedPlan& judged,
                                                  const Workspace& workspace,
                                                  const views::FigureId& figure);

}  // namespace throughline::workflow
