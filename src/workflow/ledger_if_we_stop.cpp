#include <algorithm>
#include <cmath>

#include "evidence/ablation.hpp"
#include "evidence/gather.hpp"
#include "workflow/ledger_names.hpp"
#include "workflow/ledger_parts.hpp"

namespace throughline::workflow {
namespace {

using evidence::NodeEffect;

// Where a goal stands on its date if the window's pace goes on. A count in the window has the
// spread of a count (Poisson) at least.
std::optional<evidence::GoalForecast> forecast_of(const JudgedPlan& judged,
                                                  const plan::Goal& goal,
                                                  const views::GoalRow& row) {
  if (!goal.metric || !row.target || !row.now || row.now->rows == 0) {
    return std::nullopt;
  }
  constexpr double kNinety = 1.6448536269514722;
  const double value = row.now->value;
  const double half = kNinety * std::sqrt(std::max(value, 1.0));
  return evidence::GoalForecast{.goal = row.id,
                                .at_by = {value, value - half, value + half, 0.9},
                                .target = *row.target,
                                .better = evidence::better_of(judged.plan(), goal.metric->value)};
}

// What a node adds to a period of the grain, as the goal is set.
evidence::RollUp in_a_period(evidence::RollUp sum, double periods) {
  if (sum.sum) {
    schema::Interval& interval = *sum.sum;
    interval = {
        interval.value / periods, interval.low / periods, interval.high / periods, interval.level};
  }
  return sum;
}

std::vector<NodeEffect> effects_below(const JudgedPlan& judged, const plan::Goal& goal) {
  std::vector<NodeEffect> effects;
  const double periods = judged.totals.at(goal.metric->value).buckets;
  for (const std::string& id : judged.lines->below(goal.head.id.value)) {
    if (judged.plan().goal(id) == nullptr) {
      effects.push_back({id, in_a_period(judged.sum_of(id, goal.metric->value), periods)});
    }
  }
  return effects;
}

views::IfWeStop row_of(const JudgedPlan& judged,
                       const evidence::Ablation& found,
                       const std::string& goal) {
  views::IfWeStop row{.id = found.node, .name = node_name(judged.plan(), found.node), .goal = goal};
  if (found.with && found.without) {
    row.chance =
        views::Ablation{views::node_figure(found.node, views::FigureId::Measure::Estimates),
                        1,
                        *found.with,
                        *found.without};
  }
  return row;
}

}  // namespace

void fill_if_we_stop(const JudgedPlan& judged, std::uint64_t seed, views::Ledger& ledger) {
  for (const views::GoalRow& row : ledger.goals) {
    const plan::Goal& goal = *judged.plan().goal(row.id);
    const auto forecast = forecast_of(judged, goal, row);
    if (!forecast) {
      continue;
    }
    for (const evidence::Ablation& found :
         evidence::ablate(*forecast, effects_below(judged, goal), {.seed = seed})) {
      ledger.if_we_stop.push_back(row_of(judged, found, row.id));
    }
  }
  for (views::TreeNode& node : ledger.tree) {
    for (const views::IfWeStop& row : ledger.if_we_stop) {
      if (row.id == node.id && row.chance && node.important) {
        node.important->data = row.chance;
      }
    }
  }
}

}  // namespace throughline::workflow
