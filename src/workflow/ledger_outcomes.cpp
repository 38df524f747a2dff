#include <algorithm>

#include "evidence/ablation.hpp"
#include "evidence/effect.hpp"
#include "evidence/gather.hpp"
#include "workflow/ledger_names.hpp"
#include "workflow/ledger_parts.hpp"

namespace throughline::workflow {
namespace {

using evidence::RollUp;
using views::Ledger;

constexpr std::string_view kAll = "all";

// What a period of the metric's grain is now, as goals are set.
views::Quantity quantity_of(const JudgedPlan& judged,
                            const std::string& metric,
                            const std::string& market) {
  views::Quantity quantity{.figure = views::metric_figure(metric)};
  const auto found = judged.totals.find(metric);
  if (found == judged.totals.end()) {
    return quantity;
  }
  quantity.rows = found->second.rows;
  if (const auto in = found->second.recent.find(market); in != found->second.recent.end()) {
    quantity.value = in->second;
  }
  return quantity;
}

// The sum of contributions on a metric in one market, or in all.
std::optional<views::EffectFigure> added_in(const RollUp& sum,
                                            const std::string& metric,
                                            const std::string& market) {
  std::optional<schema::Interval> found = market.empty() ? sum.sum : std::nullopt;
  schema::Grade grade = sum.grade;
  for (const evidence::MarketSum& one : sum.markets) {
    if (one.market == market) {
      found = one.sum;
      grade = one.grade;
    }
  }
  if (!found) {
    return std::nullopt;
  }
  return views::EffectFigure{views::metric_figure(metric), sum.parts.all.size(), *found, grade};
}

std::vector<std::string> left_out_of(const RollUp& sum) {
  std::vector<std::string> ids;
  for (const evidence::LeftOut& left : sum.parts.left_out) {
    if (left.why != evidence::LeftOutWhy::OtherMetric &&
        std::ranges::find(ids, left.tactic) == ids.end()) {
      ids.push_back(left.tactic);
    }
  }
  return ids;
}

// Every tactic on a metric, whatever goal it serves.
RollUp sum_on(const JudgedPlan& judged, const std::string& metric) {
  const plan::Plan& plan = judged.plan();
  return judged.sum_of(plan.purpose ? plan.purpose->head.id.value : std::string(), metric);
}

views::OutcomeRow outcome_row(const JudgedPlan& judged,
                              const plan::Metric& metric,
                              const std::string& goal) {
  const std::string& id = metric.head.id.value;
  views::OutcomeRow row{.metric = metric_name(judged.plan(), id), .goal = goal};
  row.board = metric.board ? std::optional(metric.board->value) : std::nullopt;
  const RollUp sum = sum_on(judged, id);
  row.added = added_in(sum, id, "");
  row.left_out = left_out_of(sum);
  if (row.added) {
    if (const auto margin = evidence::unit_margin_of(judged.plan(), id)) {
      row.worth = schema::Interval{row.added->interval.value * *margin,
                                   row.added->interval.low * *margin,
                                   row.added->interval.high * *margin,
                                   row.added->interval.level};
    }
  }
  return row;
}

std::optional<double> number_in(const plan::Canonical& terms, std::string_view key) {
  const plan::Canonical* const found = terms.find(key);
  if (found == nullptr) {
    return std::nullopt;
  }
  const std::string text = found->text();
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return end == text.c_str() + text.size() ? std::optional(value) : std::nullopt;
}

// Progress counts towards the target that was locked, whatever the plan says now.
void set_target(const JudgedPlan& judged, const plan::Goal& goal, views::GoalRow& row) {
  const std::optional<double> planned =
      goal.target ? std::optional(goal.target->value.value) : std::nullopt;
  row.target = planned;
  const auto found = judged.locks.find(goal.head.id.value);
  if (found == judged.locks.end() || !found->second.entry) {
    return;
  }
  row.locked = true;
  if (const auto locked = number_in(found->second.entry->terms, "target")) {
    row.target = locked;
    row.planned = locked != planned ? planned : std::nullopt;
  }
}

schema::Interval per_bucket(const schema::Interval& interval, double buckets) {
  return {
      interval.value / buckets, interval.low / buckets, interval.high / buckets, interval.level};
}

// Goals are set for a period of the grain: what tactics added over the window is spread over it,
// and what they leave of the change is the rest.
void set_unexplained(const JudgedPlan& judged, const plan::Goal& goal, views::GoalRow& row) {
  const auto total = judged.totals.find(goal.metric->value);
  if (total == judged.totals.end()) {
    return;
  }
  if (row.explained) {
    row.explained->interval = per_bucket(row.explained->interval, total->second.buckets);
  }
  if (row.now && row.now->rows > 0 && goal.baseline) {
    const double change = row.now->value - row.baseline;
    row.unexplained = change - (row.explained ? row.explained->interval.value : 0.0);
  }
}

void set_explained(const JudgedPlan& judged, const plan::Goal& goal, views::GoalRow& row) {
  const std::string& metric = goal.metric->value;
  const std::string market = goal.market ? goal.market->value : std::string();
  const RollUp sum = judged.sum_of(goal.head.id.value, metric);
  row.explained = added_in(sum, metric, market);
  if (!row.explained && sum.sum && market.empty()) {
    row.explained = added_in(sum, metric, "");
  }
  set_unexplained(judged, goal, row);
}

views::GoalRow goal_row(const JudgedPlan& judged, const plan::Goal& goal) {
  views::GoalRow row{.id = goal.head.id.value, .name = goal.head.name(), .kind = goal.kind.value};
  row.market = goal.market ? market_name(judged.plan(), goal.market->value) : "";
  row.baseline = goal.baseline ? goal.baseline->value.value : 0.0;
  row.by = goal.by ? goal.by->value : CivilDate{};
  set_target(judged, goal, row);
  if (goal.metric) {
    row.metric = metric_name(judged.plan(), goal.metric->value);
    row.now = quantity_of(
        judged, goal.metric->value, goal.market ? goal.market->value : std::string(kAll));
    set_explained(judged, goal, row);
  }
  return row;
}

}  // namespace

void fill_outcomes(const JudgedPlan& judged, Ledger& ledger) {
  for (const plan::Goal& goal : judged.plan().goals) {
    ledger.goals.push_back(goal_row(judged, goal));
  }
  std::set<std::string> shown;
  const auto add = [&](const plan::Metric& metric, const std::string& goal) {
    const bool is_outcome = metric.kind && metric.kind->value == plan::MetricKind::Outcome;
    if (is_outcome && shown.insert(metric.head.id.value).second) {
      ledger.outcomes.push_back(outcome_row(judged, metric, goal));
    }
  };
  for (const plan::Goal& goal : judged.plan().goals) {
    if (const plan::Metric* metric =
            goal.metric ? judged.plan().metric(goal.metric->value) : nullptr) {
      add(*metric, goal.head.id.value);
    }
  }
  for (const plan::Tactic& tactic : judged.plan().tactics) {
    if (const plan::Metric* metric = tactic.measure && tactic.measure->metric
                                         ? judged.plan().metric(tactic.measure->metric->value)
                                         : nullptr) {
      add(*metric, "");
    }
  }
  // What the tactics moved stands first; an outcome on which nothing is known, last.
  std::ranges::stable_sort(ledger.outcomes, [](const auto& a, const auto& b) {
    return a.added.has_value() > b.added.has_value();
  });
}

}  // namespace throughline::workflow
