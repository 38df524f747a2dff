#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "plan/lock.hpp"
#include "plan/quantity.hpp"

namespace throughline::plan {

/// Limits of the rules; `thresholds:` of the settings names them the same.
struct LintThresholds {
  double unmapped_spend_share = 0.02;  ///< cash of the ledger that no tactic claims, in [0, 1]
  int decision_grace_days = 14;        ///< a decision may be written down so much later
  int knowledge_days = 180;            ///< an observation of a market counts for so long
  int convergence_days = 90;           ///< an answer on convergence counts for so long
  double explore_share = 0.10;         ///< of the budgets, to be left for exploring, in [0, 1]
};

/// What one period of a metric's grain looks like in one unit that could be treated: a region, or
/// the whole market.
struct MetricSpread {
  double mean = 0.0;
  double sd = 0.0;          ///< between periods, in the metric's unit
  std::size_t n_units = 1;  ///< regions; 1 = the market as a whole
};

/// Money of the ledger and what of it no tactic of the plan claims.
struct LedgerShare {
  Money unmapped;
  Money total;
};

/// What only the store knows. What is absent here is unknown.
struct DataFacts {
  /// Seconds from the newest row of a dataset to the end of the as-of day; no entry = no rows.
  std::map<std::string, Seconds, std::less<>> age_of_dataset;
  std::map<std::string, MetricSpread, std::less<>> spread_of_metric;
  std::optional<LedgerShare> ledger;
};

/// What the rules must know beside the plan.
struct LintContext {
  CivilDate as_of;
  LintThresholds thresholds;
  /// Kind of each source of the settings, by id: "orders-shop" -> "orders". Absent = no settings.
  std::optional<std::map<std::string, std::string, std::less<>>> source_kinds;
  std::optional<Lock> lock;       ///< absent = nothing is locked
  std::optional<DataFacts> data;  ///< absent = there is no store
};

}  // namespace throughline::plan
