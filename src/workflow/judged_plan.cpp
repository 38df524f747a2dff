#include "workflow/judged_plan.hpp"

#include <algorithm>
#include <utility>

#include "evidence/gather.hpp"
#include "plan/match.hpp"
#include "workflow/observations.hpp"

namespace throughline::workflow {
namespace {

using evidence::LockFacts;

evidence::LockState state_of(plan::LockState state) {
  switch (state) {
    case plan::LockState::Unlocked:
      return evidence::LockState::Never;
    case plan::LockState::Locked:
      return evidence::LockState::Locked;
    case plan::LockState::Changed:
      return evidence::LockState::Changed;
    case plan::LockState::Broken:
      return evidence::LockState::Broken;
  }
  return evidence::LockState::Never;
}

LockFacts facts_of(const plan::LockStatus& status) {
  LockFacts facts{.state = state_of(status.state)};
  if (status.entry) {
    facts.on = status.entry->at;
    facts.trial = status.entry->trial;
  }
  for (const plan::ValueChange& change : status.changes) {
    facts.changed.push_back(change.key);
  }
  return facts;
}

void read_locks(JudgedPlan& judged) {
  const auto add = [&](const std::string& id) {
    judged.locks[id] = plan::lock_status(*judged.lines, judged.lock, id);
  };
  for (const plan::Goal& goal : judged.plan().goals) {
    add(goal.head.id.value);
  }
  for (const plan::Tactic& tactic : judged.plan().tactics) {
    add(tactic.head.id.value);
    judged.observed.locks[tactic.head.id.value] = facts_of(judged.locks[tactic.head.id.value]);
  }
}

evidence::Thresholds thresholds_of(const settings::Thresholds& set) {
  evidence::Thresholds thresholds;
  thresholds.unmapped_share = set.unmapped_spend_share;
  thresholds.explore_share = set.explore_share;
  return thresholds;
}

// Rows of a metric's table say what part of its tactics' rows overlap left.
evidence::KeptShares kept_on(const JudgedPlan& judged, const plan::Metric& metric) {
  const auto total = judged.totals.find(metric.head.id.value);
  if (total == judged.totals.end()) {
    return {};
  }
  const auto found = judged.bound.rows.find(total->second.table);
  return found == judged.bound.rows.end()
             ? evidence::KeptShares{}
             : evidence::kept_shares(judged.plan(), found->second.nodes());
}

// A node of some markets is not credited with what happened in others. What is known of a tactic on
// the whole counts only where all of its markets are the node's.
void keep_markets(const plan::Lines& lines, std::string_view node, evidence::Contributions& parts) {
  const std::vector<std::string> markets = lines.markets_of(node);
  if (markets.empty()) {
    return;
  }
  const auto is_in = [&](const std::string& market) {
    return std::ranges::find(markets, market) != markets.end();
  };
  std::erase_if(parts.all, [&](const evidence::Contribution& part) {
    return part.market == "all" ? !std::ranges::all_of(lines.markets_of(part.tactic), is_in)
                                : !is_in(part.market);
  });
}

void add_sums(JudgedPlan& judged) {
  for (const plan::Metric& metric : judged.plan().metrics) {
    const std::string& id = metric.head.id.value;
    judged.sums[id] = evidence::roll_up(evidence::contributions_on(judged.plan(),
                                                                   id,
                                                                   judged.tactics,
                                                                   judged.observed,
                                                                   kept_on(judged, metric),
                                                                   judged.thresholds),
                                        judged.totals_of(id),
                                        evidence::better_of(judged.plan(), id));
  }
}

void judge_links_of(JudgedPlan& judged) {
  const evidence::SumOn sum_on = [&](std::string_view node, std::string_view metric) {
    return judged.sum_of(node, metric);
  };
  judged.links = evidence::judge_links(
      judged.plan(), *judged.lines, judged.tactics, judged.observed, sum_on, judged.thresholds);
  judged.branches = evidence::branch_grades(judged.plan(), judged.links);
  judged.amber = evidence::amber_nodes(*judged.lines, judged.links);
}

}  // namespace

evidence::RollUp JudgedPlan::sum_of(std::string_view node, std::string_view metric) const {
  const auto found = sums.find(metric);
  if (found == sums.end()) {
    return {};
  }
  evidence::Contributions parts =
      evidence::only_of(found->second.parts, evidence::tactics_at(plan(), *lines, node));
  keep_markets(*lines, node, parts);
  return evidence::roll_up(
      std::move(parts), totals_of(metric), evidence::better_of(plan(), metric));
}

evidence::OutcomeTotals JudgedPlan::totals_of(std::string_view metric) const {
  const auto found = totals.find(metric);
  if (found == totals.end()) {
    return {};
  }
  evidence::OutcomeTotals known = found->second.by_market;
  known["all"] = found->second.total;
  return known;
}

const evidence::MarketJudgement* JudgedPlan::judgement(std::string_view tactic,
                                                       std::string_view market) const {
  const evidence::JudgedTactic* const found = evidence::find_judged(tactics, tactic);
  if (found == nullptr) {
    return nullptr;
  }
  for (const evidence::MarketJudgement& one : found->markets) {
    if (one.market == market || one.market == "all" || found->markets.size() == 1) {
      return &one;
    }
  }
  return nullptr;
}

const evidence::LinkJudgement* JudgedPlan::link(std::string_view child,
                                                std::string_view parent) const {
  const auto found = std::ranges::find_if(links, [&](const evidence::LinkJudgement& link) {
    return link.child == child && link.parent == parent;
  });
  return found == links.end() ? nullptr : &*found;
}

Result<JudgedPlan> judge_against_store(engine::Engine& store,
                                       const Workspace& workspace,
                                       LoadedPlan loaded,
                                       const Scope& scope) {
  TL_TRY(const TimeZone zone, TimeZone::named(workspace.settings.timezone));
  TL_TRY(plan::Lock lock, load_lock(loaded));
  auto kept = std::make_unique<const LoadedPlan>(std::move(loaded));
  auto lines = std::make_unique<const plan::Lines>(kept->reading.plan);
  JudgedPlan judged{.loaded = std::move(kept),
                    .lines = std::move(lines),
                    .lock = std::move(lock),
                    .until = scope.until.value_or(scope.as_of),
                    .observed = {.as_of = scope.as_of, .zone = zone},
                    .thresholds = thresholds_of(workspace.settings.thresholds)};
  read_locks(judged);
  TL_CHECK(observe(store, workspace, scope, judged));
  judged.tactics =
      evidence::judge_plan(judged.plan(), *judged.lines, judged.observed, judged.thresholds);
  add_sums(judged);
  judge_links_of(judged);
  judged.waterfall = evidence::waterfall(judged.plan(),
                                         judged.bound.costs.lines,
                                         evidence::standings_of(judged.tactics),
                                         judged.thresholds);
  return judged;
}

}  // namespace throughline::workflow
