#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "evidence/judging.hpp"
#include "evidence/links.hpp"
#include "evidence/roll_up.hpp"
#include "evidence/waterfall.hpp"
#include "plan/lint_context.hpp"
#include "plan/lock.hpp"
#include "plan/overlap.hpp"
#include "workflow/bound_costs.hpp"
#include "workflow/plan_files.hpp"
#include "workflow/scope.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// Rows of the store that belong to the plan, by table of data.
struct BoundPlan {
  BoundCosts costs;
  std::map<std::string, plan::BoundRows, std::less<>> rows;  ///< by table: "orders", "sessions"
};

/// What an outcome or response was over the window.
struct MetricTotal {
  std::string table;  ///< "orders"
  double total = 0.0;
  std::map<std::string, double, std::less<>> by_market;
  std::uint64_t rows = 0;
  double buckets = 1.0;  ///< periods of the metric's grain in the window
  /// Mean of a period over the last four weeks, by market; "all" for all of them.
  std::map<std::string, double, std::less<>> recent;
};

/// A plan held against the store: what the pages on it are filled from. It is not copied, since
/// parts of it point into the plan.
struct JudgedPlan {
  std::unique_ptr<const LoadedPlan> loaded;
  std::unique_ptr<const plan::Lines> lines;
  plan::Lock lock;
  std::map<std::string, plan::LockStatus, std::less<>> locks;  ///< of goals and tactics
  CivilDate from;                                              ///< of the window
  CivilDate until;                                             ///< its last day
  BoundPlan bound;
  evidence::Observed observed;
  evidence::Thresholds thresholds;
  std::map<std::string, MetricTotal, std::less<>> totals;  ///< by metric
  plan::Spreads spreads;            ///< what the power of its tests is reckoned from
  std::vector<std::string> silent;  ///< experiments that cannot tell, a sentence each
  std::vector<evidence::JudgedTactic> tactics;
  /// By metric, all tactics together: the ceiling is taken here, once, so that what stands below a
  /// node adds up to it.
  std::map<std::string, evidence::RollUp, std::less<>> sums;
  std::vector<evidence::LinkJudgement> links;
  std::map<std::string, schema::Grade, std::less<>> branches;
  std::set<std::string, std::less<>> amber;
  evidence::Waterfall waterfall;

  [[nodiscard]] const plan::Plan& plan() const { return loaded->reading.plan; }

  /// What lies at or below a node, added up on a metric.
  [[nodiscard]] evidence::RollUp sum_of(std::string_view node, std::string_view metric) const;
  /// What a metric was in the window, as ceilings take it.
  [[nodiscard]] evidence::OutcomeTotals totals_of(std::string_view metric) const;
  /// The judgement of a tactic that money in a market is held to, or null.
  [[nodiscard]] const evidence::MarketJudgement* judgement(std::string_view tactic,
                                                           std::string_view market) const;
  /// The judgement of a link, or null.
  [[nodiscard]] const evidence::LinkJudgement* link(std::string_view child,
                                                    std::string_view parent) const;
};

/// Judges every tactic and link of a plan by what the store holds in the scope's window.
/// Errors: those of the store; CorruptData where money in the plan and in the ledger differ.
[[nodiscard]] Result<JudgedPlan> judge_against_store(engine::Engine& store,
                                                     const Workspace& workspace,
                                                     LoadedPlan loaded,
                                                     const Scope& scope);

}  // namespace throughline::workflow
