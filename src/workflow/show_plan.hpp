#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "views/figure.hpp"
#include "workflow/cost_rows.hpp"
#include "workflow/judged_plan.hpp"
#include "workflow/scope.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// Some of the rows behind a figure.
struct FigurePage {
  std::uint64_t in_all = 0;           ///< rows of the figure
  std::optional<std::int64_t> minor;  ///< of cost: what all of them add up to, in minor units
  engine::Batch rows;
};

/// The rows behind figures that only a plan gives rows to. The plan is judged once; rows of cost
/// are read and bound again, apart from the sums that the ledger was filled from. The engine and
/// the workspace must outlive this.
class PlanFigures {
 public:
  /// Errors: NotFound without a plan; those of the store.
  [[nodiscard]] static Result<PlanFigures> of(engine::Engine& store,
                                              const Workspace& workspace,
                                              const Scope& scope);

  /// At most `limit` rows from `offset` on, in a fixed order. Errors: NotFound for a step, node,
  /// word, estimate or metric that there is none of; InvalidArgument for a measure that its subject
  /// does not have.
  [[nodiscard]] Result<FigurePage> page(const views::FigureId& figure,
                                        std::uint64_t offset,
                                        std::uint64_t limit);

  [[nodiscard]] const JudgedPlan& judged() const { return judged_; }

 private:
  PlanFigures(engine::Engine& store, const Workspace& workspace, JudgedPlan judged)
      : store_(&store), workspace_(&workspace), judged_(std::move(judged)) {}

  Result<void> load_costs();
  [[nodiscard]] Result<FigurePage> costs(const views::FigureId& figure,
                                         std::uint64_t offset,
                                         std::uint64_t limit);
  [[nodiscard]] Result<FigurePage> metric(const views::FigureId& figure,
                                          std::uint64_t offset,
                                          std::uint64_t limit) const;

  engine::Engine* store_;
  const Workspace* workspace_;
  JudgedPlan judged_;
  bool has_costs_ = false;
  std::vector<CostRow> rows_;
  BoundCosts bound_;
  evidence::Waterfall waterfall_;
};

}  // namespace throughline::workflow
