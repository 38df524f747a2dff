#include "evidence/links.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "evidence/contribution.hpp"
#include "evidence/gather.hpp"

namespace throughline::evidence {
namespace {

using plan::LinkStatus;
using plan::Untested;
using schema::Grade;

LinkStatus status_in_market(const LinkEvidence& evidence) {
  const schema::Interval& effect = evidence.effect;
  if (effect.high < evidence.min_effect || effect.high <= 0.0) {
    return LinkStatus::Refuted;
  }
  if (!(effect.low > 0.0)) {
    return LinkStatus::Untested;
  }
  return effect.value >= evidence.min_effect ? LinkStatus::Supported : LinkStatus::Partly;
}

/// In how many markets the evidence says what.
struct Counts {
  std::size_t markets = 0;
  std::size_t supported = 0;
  std::size_t partly = 0;
  std::size_t refuted = 0;
  Grade worst = Grade::None;
};

Counts count(const std::vector<LinkEvidence>& evidence) {
  Counts counts;
  for (const LinkEvidence& one : evidence) {
    if (!is_causal(one.grade)) {
      continue;
    }
    const LinkStatus status = status_in_market(one);
    ++counts.markets;
    counts.supported += status == LinkStatus::Supported ? 1 : 0;
    counts.partly += status == LinkStatus::Partly ? 1 : 0;
    counts.refuted += status == LinkStatus::Refuted ? 1 : 0;
    counts.worst = worse(counts.worst, one.grade);
  }
  return counts;
}

void set_untested(LinkJudgement& judged, Untested why, std::string reason) {
  judged.status = LinkStatus::Untested;
  judged.why = why;
  judged.reason = std::move(reason);
}

void set_status(LinkJudgement& judged, const Counts& counts) {
  if (counts.markets == 0) {
    return judged.evidence.empty()
               ? set_untested(judged, Untested::NoEvidence, "no estimate speaks of it")
               : set_untested(judged, Untested::OnlyWeak, "the evidence is of grade D or E only");
  }
  const auto in_markets = [&](std::size_t n) {
    return fmt::format(
        "{} of {} {}", n, counts.markets, counts.markets == 1 ? "market" : "markets");
  };
  if (counts.supported == counts.markets) {
    judged.status = LinkStatus::Supported;
    judged.reason = "the effect is above 0 and large enough in " + in_markets(counts.markets);
  } else if (counts.refuted == counts.markets) {
    judged.status = LinkStatus::Refuted;
    judged.reason = "the effect is too small to matter, or none, in " + in_markets(counts.markets);
  } else if (counts.supported + counts.partly > 0) {
    judged.status = LinkStatus::Partly;
    judged.reason = fmt::format("large enough in {}, above 0 but too small in {}, refuted in {}",
                                in_markets(counts.supported),
                                in_markets(counts.partly),
                                in_markets(counts.refuted));
  } else {
    set_untested(judged, Untested::Inconclusive, "the interval holds both nothing and enough");
  }
}

// ---- what speaks of a link

double min_effect_on(const plan::Tactic& tactic, const TurnedEffect& effect, bool own_metric) {
  return own_metric && tactic.hypothesis && tactic.hypothesis->min_effect
             ? delta_on_scale_of(effect, tactic.hypothesis->min_effect->value).value_or(0.0)
             : 0.0;
}

/// Where evidence on links is looked for.
struct Sources {
  const plan::Plan& plan;
  const std::vector<JudgedTactic>& tactics;
  const Observed& observed;
  const SumOn& sum_on;
  const Thresholds& thresholds;
};

bool is_barred(const MarketJudgement& market, std::string_view metric) {
  return market.judgement.verdict == plan::Verdict::Void ||
         (market.judgement.verdict == plan::Verdict::Unmeasured && market.inputs.metric == metric);
}

std::vector<LinkEvidence> evidence_of_tactic(const Sources& sources,
                                             const plan::Tactic& tactic,
                                             const std::string& metric) {
  std::vector<LinkEvidence> all;
  const JudgedTactic* judged = find_judged(sources.tactics, tactic.head.id.value);
  if (judged == nullptr) {
    return all;
  }
  for (const MarketJudgement& market : judged->markets) {
    const bool own = market.inputs.metric == metric;
    Question question =
        question_of(sources.plan, tactic, metric, market.estimates_on, sources.observed);
    if (!own) {
      question.lock = {};
    }
    const Weighing weighing = weigh(
        sources.observed.estimates, question, sources.thresholds.level, sources.observed.draws);
    const auto deciding = deciding_of(weighing, sources.observed);
    if (deciding && !is_barred(market, metric)) {
      all.push_back({market.market,
                     deciding->effect.interval,
                     deciding->grade,
                     min_effect_on(tactic, deciding->effect, own),
                     deciding->estimate});
    }
  }
  return all;
}

std::vector<LinkEvidence> estimates_about(const Sources& sources,
                                          const std::string& link,
                                          const std::string& metric) {
  std::set<std::string> markets;
  for (const schema::Estimate& estimate : sources.observed.estimates) {
    if (estimate.about.link == link && estimate.metric == metric) {
      markets.insert(estimate.market);
    }
  }
  std::vector<LinkEvidence> all;
  for (const std::string& market : markets) {
    const Weighing weighing = weigh_link(sources.observed.estimates,
                                         link,
                                         metric,
                                         market,
                                         better_of(sources.plan, metric),
                                         sources.thresholds.level,
                                         sources.observed.draws);
    if (const auto deciding = deciding_of(weighing, sources.observed)) {
      all.push_back({market, deciding->effect.interval, deciding->grade, 0.0, deciding->estimate});
    }
  }
  return all;
}

std::vector<LinkEvidence> sums_below(const Sources& sources,
                                     const std::string& child,
                                     const std::string& metric) {
  std::vector<LinkEvidence> all;
  for (const MarketSum& market : sources.sum_on(child, metric).markets) {
    if (market.sum) {
      all.push_back({market.market, *market.sum, market.grade, 0.0, ""});
    } else if (market.not_proven) {
      all.push_back({market.market, *market.not_proven, Grade::D, 0.0, ""});
    }
  }
  return all;
}

std::vector<LinkEvidence> evidence_of(const Sources& sources,
                                      const plan::Step& step,
                                      const std::string& metric) {
  if (metric.empty()) {
    return {};
  }
  if (const plan::Tactic* tactic = sources.plan.tactic(step.child); tactic != nullptr) {
    return evidence_of_tactic(sources, *tactic, metric);
  }
  std::vector<LinkEvidence> about = estimates_about(sources, step.id(), metric);
  return about.empty() ? sums_below(sources, step.child, metric) : about;
}

std::vector<std::string> claimants(const plan::Plan& plan) {
  std::vector<std::string> ids;
  const auto add = [&](const auto& nodes) {
    for (const auto& node : nodes) {
      ids.push_back(node.head.id.value);
    }
  };
  add(plan.strategies);
  add(plan.programmes);
  add(plan.tactics);
  return ids;
}

}  // namespace

LinkJudgement judge_link(std::string child,
                         std::string parent,
                         std::vector<LinkEvidence> evidence) {
  LinkJudgement judged{.child = std::move(child), .parent = std::move(parent)};
  judged.evidence = std::move(evidence);
  const Counts counts = count(judged.evidence);
  set_status(judged, counts);
  for (const LinkEvidence& one : judged.evidence) {
    judged.grade = counts.markets == 0 ? std::min(judged.grade, one.grade) : counts.worst;
  }
  return judged;
}

std::string goal_metric_of(const plan::Plan& plan,
                           const plan::Lines& lines,
                           std::string_view parent) {
  const plan::Goal* goal = plan.goal(parent);
  if (goal == nullptr) {
    const std::vector<std::string> above = lines.nearest_goals(parent);
    goal = above.empty() ? nullptr : plan.goal(above.front());
  }
  return goal != nullptr && goal->metric ? goal->metric->value : "";
}

std::vector<LinkJudgement> judge_links(const plan::Plan& plan,
                                       const plan::Lines& lines,
                                       const std::vector<JudgedTactic>& tactics,
                                       const Observed& observed,
                                       const SumOn& sum_on,
                                       const Thresholds& thresholds) {
  const Sources sources{plan, tactics, observed, sum_on, thresholds};
  std::vector<LinkJudgement> all;
  for (const std::string& id : claimants(plan)) {
    for (const plan::Step& step : lines.parents(id)) {
      const std::string metric = goal_metric_of(plan, lines, step.parent);
      all.push_back(judge_link(step.child, step.parent, evidence_of(sources, step, metric)));
      if (step.link != nullptr) {
        all.back().claimed = step.link->grade.value;
      }
    }
  }
  return all;
}

std::map<std::string, Grade, std::less<>> branch_grades(const plan::Plan& plan,
                                                        const std::vector<LinkJudgement>& links) {
  std::map<std::string, Grade, std::less<>> grades;
  for (const plan::Goal& goal : plan.goals) {
    grades.emplace(goal.head.id.value, Grade::None);
  }
  // A grade can only get better, and there are six of them, so this ends even where links make a
  // cycle.
  for (bool changed = true; changed;) {
    changed = false;
    for (const LinkJudgement& link : links) {
      const auto parent = grades.find(link.parent);
      if (parent == grades.end()) {
        continue;
      }
      const Grade on_path = worse(parent->second, link.grade);
      const auto [child, is_new] = grades.emplace(link.child, on_path);
      changed = changed || is_new || on_path < child->second;
      child->second = std::min(child->second, on_path);
    }
  }
  return grades;
}

std::set<std::string, std::less<>> amber_nodes(const plan::Lines& lines,
                                               const std::vector<LinkJudgement>& links) {
  std::set<std::string, std::less<>> amber;
  for (const LinkJudgement& link : links) {
    if (link.status == LinkStatus::Refuted) {
      amber.insert(link.child);
      amber.insert(link.parent);
      for (const std::string& id : lines.above(link.parent)) {
        amber.insert(id);
      }
    }
  }
  return amber;
}

}  // namespace throughline::evidence
