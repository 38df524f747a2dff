#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/judging.hpp"
#include "evidence/observed.hpp"
#include "evidence/thresholds.hpp"
#include "plan/model.hpp"
#include "plan/overlap.hpp"
#include "schema/estimate.hpp"

namespace throughline::evidence {

/// What a tactic added to a metric in one market, turned so that up is better, in the metric's
/// unit.
struct Contribution {
  std::string tactic;
  std::string market;
  schema::Interval interval;  ///< less overlap
  schema::Grade grade = schema::Grade::None;
  double kept = 1.0;          ///< share that overlap left; 1 at grade A and B
  std::string estimate;       ///< id
  std::vector<double> draws;  ///< less overlap; empty = not kept
};

/// Why a tactic stands in no sum.
enum class LeftOutWhy : std::uint8_t {
  Void,
  Unmeasured,
  OtherMetric,       ///< it is measured by another one, and has no estimate on this
  NoEstimate,        ///< that can decide
  OnlyAnecdote,      ///< grade E
  StaysAShare,       ///< of a baseline that nobody tells
  CountedElsewhere,  ///< it is known by another tactic's measure, which is counted
};

struct LeftOut {
  std::string tactic;
  std::string market;
  LeftOutWhy why = LeftOutWhy::NoEstimate;

  friend bool operator==(const LeftOut&, const LeftOut&) = default;
};

struct Contributions {
  std::vector<Contribution> all;  ///< grade A to D, in plan order
  std::vector<LeftOut> left_out;
};

/// Share of its matched rows that each tactic keeps, by id; absent = all of them.
using KeptShares = std::map<std::string, double, std::less<>>;

[[nodiscard]] KeptShares kept_shares(const plan::Plan& plan,
                                     const std::vector<plan::NodeTally>& nodes);

/// Finds what every tactic added to a metric.
///
///   contribution = estimate · rows kept / rows matched;   grade A and B stay whole
///
/// The estimate is the one that decides at Thresholds::level. On a metric other than that of its
/// measure, which no lock speaks of, a tactic's estimates count as D at best.
[[nodiscard]] Contributions contributions_on(const plan::Plan& plan,
                                             std::string_view metric,
                                             const std::vector<JudgedTactic>& tactics,
                                             const Observed& observed,
                                             const KeptShares& kept,
                                             const Thresholds& thresholds = {});

/// The tactic by whose measure this one is known (q.know: t1.measure); "" where it is by its own.
[[nodiscard]] std::string known_by(const plan::Tactic& tactic);

/// Those of some tactics only.
[[nodiscard]] Contributions only_of(const Contributions& contributions,
                                    const std::vector<std::string>& tactics);

}  // namespace throughline::evidence
