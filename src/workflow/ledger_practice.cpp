#include <algorithm>
#include <map>

#include "evidence/agreement.hpp"
#include "evidence/ansoff.hpp"
#include "evidence/brand.hpp"
#include "evidence/gather.hpp"
#include "evidence/teaching.hpp"
#include "plan/history.hpp"
#include "plan/words.hpp"
#include "workflow/ledger_names.hpp"
#include "workflow/ledger_parts.hpp"

namespace throughline::workflow {
namespace {

using views::Ledger;

// ---- Ansoff

// Contributions of all cells are on one metric, that of the first goal: others do not add up.
std::string first_goal_metric(const plan::Plan& plan) {
  for (const plan::Goal& goal : plan.goals) {
    if (goal.metric) {
      return goal.metric->value;
    }
  }
  return {};
}

std::vector<views::AnsoffItem> items_of(const plan::Plan& plan,
                                        const std::vector<evidence::StrategyMove>& moves) {
  std::vector<views::AnsoffItem> items;
  for (const evidence::StrategyMove& move : moves) {
    if (items.empty() || items.back().id != move.strategy) {
      items.push_back(
          {.id = move.strategy, .name = node_name(plan, move.strategy), .declared = move.declared});
    }
  }
  return items;
}

// Rows of cost that go into each move.
std::map<plan::Ansoff, std::uint64_t> rows_by_move(const JudgedPlan& judged) {
  const auto& costs = judged.observed.costs;
  const auto moves = evidence::moves_of_costs(judged.plan(), *judged.lines, costs);
  std::map<plan::Ansoff, std::uint64_t> rows;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (moves[i]) {
      rows[*moves[i]] += costs[i].rows;
    }
  }
  return rows;
}

void fill_ansoff(const JudgedPlan& judged, Ledger& ledger) {
  const std::string metric = first_goal_metric(judged.plan());
  const auto sum = judged.sums.find(metric);
  const auto cells = evidence::ansoff_cells(
      judged.plan(),
      *judged.lines,
      judged.observed.costs,
      sum == judged.sums.end() ? evidence::Contributions{} : sum->second.parts,
      judged.totals_of(metric),
      evidence::better_of(judged.plan(), metric));
  std::map<plan::Ansoff, std::uint64_t> rows = rows_by_move(judged);
  for (const evidence::AnsoffCell& cell : cells) {
    if (cell.strategies.empty()) {
      continue;
    }
    const views::FigureId figure{.subject = views::FigureId::Subject::Ansoff,
                                 .name = std::string(plan::name_of(cell.move))};
    views::AnsoffCell shown{.move = cell.move, .money = {figure, rows[cell.move], cell.cost}};
    if (cell.added.sum) {
      shown.added = views::EffectFigure{
          figure, cell.added.parts.all.size(), *cell.added.sum, cell.added.grade};
    }
    shown.strategies = items_of(judged.plan(), cell.strategies);
    ledger.ansoff.push_back(std::move(shown));
  }
}

// ---- owners' agreement

void fill_agreement(const JudgedPlan& judged, Ledger& ledger) {
  for (const evidence::Agreement& found : evidence::agreements(judged.plan())) {
    if (!found.share) {
      continue;
    }
    views::Agreement row{.node = found.node,
                         .name = node_name(judged.plan(), found.node),
                         .owners = found.owners,
                         .share = *found.share};
    for (const evidence::NamedOutcome& outcome : found.outcomes) {
      row.outcomes.push_back(
          {.metric = metric_name(judged.plan(), outcome.metric), .owners = outcome.owners.size()});
    }
    ledger.agreement.push_back(std::move(row));
  }
  std::ranges::stable_sort(ledger.agreement,
                           [](const auto& a, const auto& b) { return a.share < b.share; });
}

// ---- brand

views::BrandWord shown(evidence::BrandWord word) {
  switch (word) {
    case evidence::BrandWord::Strategic:
      return views::BrandWord::Strategic;
    case evidence::BrandWord::UsefulNotStrategic:
      return views::BrandWord::UsefulOnly;
    case evidence::BrandWord::NotUseful:
      return views::BrandWord::NotUseful;
    case evidence::BrandWord::CannotTell:
      return views::BrandWord::CannotTell;
  }
  return views::BrandWord::CannotTell;
}

void fill_brand(const JudgedPlan& judged, Ledger& ledger) {
  for (const evidence::BrandGates& gates : evidence::brand_gates(judged.plan(), judged.links)) {
    ledger.brand.push_back({.id = gates.strategy,
                            .name = node_name(judged.plan(), gates.strategy),
                            .contributes = gates.contributes,
                            .consistent = gates.consistent,
                            .reviewer = gates.reviewer,
                            .word = shown(gates.word)});
  }
}

// ---- lenses

views::LensCell cell_of(const JudgedPlan& judged, const std::optional<plan::Lens>& lens) {
  views::LensCell cell;
  if (!lens) {
    return cell;
  }
  if (lens->not_applicable) {
    cell.state = views::LensState::NotApplicable;
    cell.why = lens->not_applicable->value;
    return cell;
  }
  for (const plan::Ref& metric : lens->metrics) {
    views::LensMetric shown{.metric = metric_name(judged.plan(), metric.value)};
    const auto total = judged.totals.find(metric.value);
    if (total != judged.totals.end() && total->second.rows > 0) {
      shown.now = views::Quantity{
          views::metric_figure(metric.value), total->second.rows, total->second.total};
      cell.state = views::LensState::Measured;
    }
    cell.metrics.push_back(std::move(shown));
  }
  if (cell.state != views::LensState::Measured && !cell.metrics.empty()) {
    cell.state = views::LensState::NoRows;
  }
  return cell;
}

void fill_lenses(const JudgedPlan& judged, Ledger& ledger) {
  for (const plan::Strategy& strategy : judged.plan().strategies) {
    views::LensRow row{.id = strategy.head.id.value, .name = strategy.head.name()};
    for (std::size_t i = 0; i < row.by_name.size(); ++i) {
      row.by_name[i] =
          strategy.lenses ? cell_of(judged, strategy.lenses->by_name[i]) : views::LensCell{};
    }
    ledger.lenses.push_back(std::move(row));
  }
}

// ---- what is there to teach

void fill_hand_made(const JudgedPlan& judged, Ledger& ledger) {
  for (const evidence::Teaching& teaching : evidence::teachings(judged.plan(), judged.tactics)) {
    const plan::Tactic& tactic = *judged.plan().tactic(teaching.tactic);
    views::HandMade row{.id = teaching.tactic,
                        .name = tactic.head.name(),
                        .expired = teaching.expired,
                        .learnings = teaching.learnings.size(),
                        .used = teaching.used_by.size()};
    if (tactic.unscalable) {
      row.learn = tactic.unscalable->learn ? tactic.unscalable->learn->value : "";
      row.expires = tactic.unscalable->expires ? std::optional(tactic.unscalable->expires->value)
                                               : std::nullopt;
    }
    if (const views::TreeNode* const node = ledger.node(row.id)) {
      row.cost = node->cost;
    }
    ledger.hand_made.push_back(std::move(row));
  }
}

void fill_learnings(const JudgedPlan& judged, Ledger& ledger) {
  std::map<std::string, std::vector<std::string>> against;
  for (const plan::Learning& learning : judged.plan().learnings) {
    for (const plan::Ref& other : learning.contradicts) {
      against[other.value].push_back(learning.head.id.value);
      against[learning.head.id.value].push_back(other.value);
    }
  }
  for (const plan::Learning& learning : judged.plan().learnings) {
    views::LearningRow row{.id = learning.head.id.value,
                           .says = learning.says ? learning.says->value : "",
                           .grade = learning.grade.value,
                           .source = learning.source.value,
                           .owner = learning.head.owner ? learning.head.owner->value : "",
                           .used_by = learning.used_by.size()};
    if (learning.on) {
      row.on = learning.on->value;
      row.days_old = static_cast<int>(days_from_civil(judged.observed.as_of) -
                                      days_from_civil(learning.on->value));
    }
    row.contradicted_by = against[row.id];
    std::ranges::sort(row.contradicted_by);
    row.contradicted_by.erase(std::ranges::unique(row.contradicted_by).begin(),
                              row.contradicted_by.end());
    ledger.learnings.push_back(std::move(row));
  }
}

void fill_changes(const JudgedPlan& judged, Ledger& ledger) {
  const plan::PlanHistory history = plan::history_of(judged.plan());
  for (const plan::ChangeRecord& change : history.changes) {
    views::ChangeRow row{.id = change.id,
                         .on = change.on,
                         .node = change.node,
                         .owner = change.owner,
                         .because = change.learned() ? change.because : std::vector<std::string>{}};
    for (const plan::Change& written : judged.plan().changes) {
      if (written.head.id.value == change.id && written.what) {
        row.what = written.what->value;
      }
    }
    ledger.changes.push_back(std::move(row));
  }
  for (const plan::Loop& loop : history.loops) {
    ledger.loops.push_back(
        {.tactic = loop.tactic,
         .days = loop.days ? std::optional(static_cast<int>(*loop.days)) : std::nullopt});
  }
}

}  // namespace

void fill_practice(const JudgedPlan& judged, Ledger& ledger) {
  fill_ansoff(judged, ledger);
  fill_agreement(judged, ledger);
  fill_brand(judged, ledger);
  fill_lenses(judged, ledger);
  fill_hand_made(judged, ledger);
  fill_learnings(judged, ledger);
  fill_changes(judged, ledger);
}

}  // namespace throughline::workflow
