#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/judging.hpp"
#include "evidence/observed.hpp"
#include "evidence/roll_up.hpp"
#include "plan/lines.hpp"
#include "plan/model.hpp"

namespace throughline::evidence {

/// What speaks for or against a link in one market.
struct LinkEvidence {
  std::string market;
  schema::Interval effect;  ///< turned, on the metric of the goal above, at Thresholds::level
  schema::Grade grade = schema::Grade::None;
  double min_effect = 0.0;  ///< smallest effect that matters, on the effect's scale
  std::string from;         ///< id of an estimate; "" = the sum of what lies below
};

/// What the evidence says of a claim that a child serves a parent.
struct LinkJudgement {
  std::string child;
  std::string parent;
  plan::LinkStatus status = plan::LinkStatus::Untested;
  plan::Untested why = plan::Untested::NoEvidence;  ///< of an untested one
  schema::Grade grade = schema::Grade::E;           ///< effective: the evidence's, else E
  schema::Grade claimed = schema::Grade::E;         ///< the author's; used in no sum
  std::string reason;                               ///< one sentence
  std::vector<LinkEvidence> evidence;               ///< all markets, weak ones too

  [[nodiscard]] std::string id() const { return child + ">" + parent; }
};

/// Says what evidence makes of a link; only grade A to C counts.
///
///   supported  lower bound > 0 and estimate >= min_effect in every market
///   refuted    upper bound < min_effect or <= 0 in every market
///   partly     lower bound > 0 but estimate below min_effect; or supported or partly in one market
///              and not in another
///   untested   else: no evidence, only D or E, or inconclusive
///
/// Effective grade: the worst of what counted, else E.
[[nodiscard]] LinkJudgement judge_link(std::string child,
                                       std::string parent,
                                       std::vector<LinkEvidence> evidence);

/// Sums up what lies at or below a node on a metric.
using SumOn = std::function<RollUp(std::string_view node, std::string_view metric)>;

/// Judges every link of a plan that makes a claim, in plan order: strategies, programmes, tactics.
///
/// Of a tactic's link: its deciding estimate on the metric of the nearest goal above (a void or
/// unmeasured tactic has none). Of any other: estimates about that link, else the sum of what lies
/// at or below the child, on the same metric.
[[nodiscard]] std::vector<LinkJudgement> judge_links(const plan::Plan& plan,
                                                     const plan::Lines& lines,
                                                     const std::vector<JudgedTactic>& tactics,
                                                     const Observed& observed,
                                                     const SumOn& sum_on,
                                                     const Thresholds& thresholds = {});

/// Grade of every node's branch: the weakest link on the way to a goal; of several ways, that of
/// the best. Goals have None, since nothing is claimed above them; what reaches no goal is absent.
[[nodiscard]] std::map<std::string, schema::Grade, std::less<>> branch_grades(
    const plan::Plan& plan, const std::vector<LinkJudgement>& links);

/// Nodes whose branch is amber: the child of a refuted link, its parent, and all above.
[[nodiscard]] std::set<std::string, std::less<>> amber_nodes(
    const plan::Lines& lines, const std::vector<LinkJudgement>& links);

/// Metric of the goal that a link leads to first; "" = none.
[[nodiscard]] std::string goal_metric_of(const plan::Plan& plan,
                                         const plan::Lines& lines,
                                         std::string_view parent);

}  // namespace throughline::evidence
