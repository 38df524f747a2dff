#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

#include "plan/metric_expr.hpp"
#include "plan/rules/metric_use.hpp"
#include "plan/rules/rules.hpp"
#include "plan/words.hpp"

// TL007: that something exists, or that we were busy, is no outcome.
namespace throughline::plan::rules {
namespace {

constexpr std::string_view kHelp = "name the response or outcome that it should cause";

bool is_activity(MetricKind kind) {
  return kind == MetricKind::Existence || kind == MetricKind::Activity;
}

std::string_view kind_text(MetricKind kind) {
  switch (kind) {
    case MetricKind::Existence:
      return "an existence";
    case MetricKind::Activity:
      return "an activity";
    case MetricKind::Response:
      return "a response";
    case MetricKind::Outcome:
      break;
  }
  return "an outcome";
}

// The metric that is referred to, if it is of a low kind.
const Metric* low_metric(const Plan& plan, const std::optional<Ref>& ref) {
  const Metric* metric = ref ? plan.metric(ref->value) : nullptr;
  return metric != nullptr && metric->kind && is_activity(metric->kind->value) ? metric : nullptr;
}

std::vector<Finding> standing_in(const Plan& plan,
                                 const Head& head,
                                 std::string key,
                                 const std::optional<Ref>& ref,
                                 std::string_view how) {
  const Metric* metric = low_metric(plan, ref);
  if (metric == nullptr) {
    return {};
  }
  return {finding(
      "TL007",
      head,
      std::move(key),
      ref->at,
      fmt::format(
          "{} {} {}, which is {}", head.id.value, how, ref->value, kind_text(metric->kind->value)),
      std::string(kHelp))};
}

// A measure that calls its metric more than it is.
std::vector<Finding> raised(const Plan& plan, const Tactic& tactic) {
  const Measure& measure = *tactic.measure;
  const Metric* metric = measure.metric ? plan.metric(measure.metric->value) : nullptr;
  if (metric == nullptr || !metric->kind || !measure.kind ||
      measure.kind->value <= metric->kind->value) {
    return {};
  }
  return {finding("TL007",
                  tactic.head,
                  "measure.kind",
                  measure.kind->at,
                  fmt::format("{}.measure.kind says {}, but {} is {}",
                              tactic.head.id.value,
                              name_of(measure.kind->value),
                              metric->head.id.value,
                              kind_text(metric->kind->value)),
                  is_activity(metric->kind->value) ? std::string(kHelp)
                                                   : fmt::format("write {}, or measure an outcome",
                                                                 name_of(metric->kind->value)))};
}

std::vector<Finding> of_tactic(const Plan& plan, const Tactic& tactic) {
  std::vector<Finding> out;
  if (tactic.measure) {
    out = raised(plan, tactic);
    if (out.empty()) {
      out = standing_in(
          plan, tactic.head, "measure.metric", tactic.measure->metric, "is measured by");
    }
  }
  const bool same = tactic.q && tactic.q->business && tactic.q->business->unit && tactic.measure &&
                    tactic.measure->metric &&
                    tactic.q->business->unit->value == tactic.measure->metric->value;
  if (tactic.q && tactic.q->business && !same) {
    append(out,
           standing_in(plan,
                       tactic.head,
                       "q.business.unit",
                       tactic.q->business->unit,
                       "promises the business"));
  }
  return out;
}

// What we did ourselves, by the tables and columns in which it stands.
bool counts_our_own_doing(const Aggregate& aggregate, const schema::DataTable& table) {
  constexpr std::array<std::string_view, 4> kOurs = {"impressions", "clicks", "pages", "hours"};
  if (aggregate.kind == AggregateKind::Count) {
    return table.name == "hits" || table.name == "acts" || table.name == "hours";
  }
  return aggregate.kind == AggregateKind::Sum &&
         std::ranges::find(kOurs, aggregate.column->name) != kOurs.end();
}

// What a metric adds up over all rows of a table, if that is what we did ourselves: "sum(hours)".
std::optional<std::string> our_own_doing(const Metric& metric, const schema::DataTable& table) {
  if (!metric.expr || metric.where) {
    return std::nullopt;
  }
  const auto expr = parse_metric_expr(metric.expr->value);
  const bool ours = expr && !expr->denominator && counts_our_own_doing(expr->numerator, table);
  return ours ? std::optional(text_of(*expr)) : std::nullopt;
}

std::vector<Finding> false_outcome(const Subject& subject, const Metric& metric) {
  const Dataset* dataset = metric.dataset ? subject.plan().dataset(metric.dataset->value) : nullptr;
  const schema::DataTable* table =
      dataset == nullptr ? nullptr : table_of(*dataset, subject.context());
  const auto doing = table == nullptr ? std::nullopt : our_own_doing(metric, *table);
  if (!doing || metric.kind->value != MetricKind::Outcome) {
    return {};
  }
  return {finding("TL007",
                  metric.head,
                  "kind",
                  metric.kind->at,
                  fmt::format("{} is called an outcome, but {} of {} counts what we do",
                              metric.head.id.value,
                              *doing,
                              table->name),
                  "write kind: activity, and name the outcome that it should cause")};
}

std::vector<Finding> of_metric(const Subject& subject, const Metric& metric) {
  if (!metric.kind) {
    return {};
  }
  if (metric.board && is_activity(metric.kind->value)) {
    return {finding("TL007",
                    metric.head,
                    "board",
                    metric.board->at,
                    fmt::format("{} goes to the board as {}, but it is {}",
                                metric.head.id.value,
                                name_of(metric.board->value),
                                kind_text(metric.kind->value)),
                    "take board out; the board sees outcomes")};
  }
  return false_outcome(subject, metric);
}

}  // namespace

std::vector<Finding> activity(const Subject& subject) {
  const Plan& plan = subject.plan();
  std::vector<Finding> out;
  for (const Metric& metric : plan.metrics) {
    append(out, of_metric(subject, metric));
  }
  for (const Goal& goal : plan.goals) {
    append(out, standing_in(plan, goal.head, "metric", goal.metric, "is reached by"));
  }
  for (const Strategy& strategy : plan.strategies) {
    if (strategy.q && strategy.q->business) {
      append(out,
             standing_in(plan,
                         strategy.head,
                         "q.business.unit",
                         strategy.q->business->unit,
                         "promises the business"));
    }
  }
  for (const Tactic& tactic : plan.tactics) {
    if (is_kept(tactic)) {
      append(out, of_tactic(plan, tactic));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
