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
  double memory = 0.0;      ///< correlation of neighbouring periods, in [0, 1)
};

/// What units drawn by lot (people) bring over a test, as its rows have it so far.
struct UnitSpread {
  double mean = 0.0;
  double sd = 0.0;             ///< between units, in the metric's unit
  double per_day = 0.0;        ///< units that come a day, in all arms
  double treated_share = 0.5;  ///< of them, in (0, 1)
};

/// By market; "all" = all markets together.
template <class Spread>
using ByMarket = std::map<std::string, Spread, std::less<>>;

/// How the figures vary that tests are made of. What is not known is absent.
struct Spreads {
  template <class Spread>
  using ById = std::map<std::string, ByMarket<Spread>, std::less<>>;

  ById<MetricSpread> of_metric;  ///< by metric, between periods: what a series is held to
  ById<MetricSpread> of_test;    ///< by tactic, between periods of its regions, or days on and off
  ById<UnitSpread> of_units;     ///< by tactic, between units drawn by lot

  [[nodiscard]] bool empty() const {
    return of_metric.empty() && of_test.empty() && of_units.empty();
  }
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
  Spreads spreads;
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
