#include <fmt/format.h>
#include <set>

#include "document/nearest.hpp"
#include "plan/metric_expr.hpp"
#include "plan/placeholder.hpp"
#include "plan/rules/metric_use.hpp"
#include "plan/rules/rules.hpp"

// TL006: a metric is bound to columns that there are. What cannot be read at all is TL016.
namespace throughline::plan::rules {
namespace {

Finding unreadable(const Plan& plan,
                   const Metric& metric,
                   std::string_view key,
                   const Text& text,
                   const Error& error) {
  return finding("TL016",
                 metric.head,
                 std::string(key),
                 within(plan, text, error.place.column),
                 fmt::format("{}.{} cannot be read: {}", metric.head.id.value, key, error.message),
                 error.hint.empty() ? "write it like sum(value) / uniq(customer), with tests like "
                                      "nth = 2 and market = 'de' in where"
                                    : error.hint);
}

void add_problems(std::vector<Finding>& out,
                  const Plan& plan,
                  const Metric& metric,
                  std::string_view key,
                  const Text& text,
                  const std::vector<ColumnProblem>& problems) {
  for (const ColumnProblem& problem : problems) {
    out.push_back(finding("TL006",
                          metric.head,
                          std::string(key),
                          within(plan, text, problem.place),
                          fmt::format("{}.{}: {}", metric.head.id.value, key, problem.message),
                          problem.help));
  }
}

// The keys without which a metric counts nothing. The reader leaves them to this rule.
std::vector<Finding> without_binding(const Metric& metric) {
  std::vector<Finding> out;
  const auto lacks = [&](std::string_view key, std::string_view help) {
    out.push_back(finding("TL006",
                          metric.head,
                          std::string(key),
                          metric.head.id.at,
                          fmt::format("metric {} has no {}", metric.head.id.value, key),
                          std::string(help)));
  };
  if (!metric.dataset) {
    lacks("dataset", "bind it to one, or set decide.rule to learning-only");
  }
  if (!metric.expr) {
    lacks("expr", "say what is counted: count(), or sum(column)");
  }
  return out;
}

std::vector<Finding> unbound(const Subject& subject, const Metric& metric, bool is_silent) {
  const Plan& plan = subject.plan();
  const Dataset* dataset = metric.dataset ? plan.dataset(metric.dataset->value) : nullptr;
  const schema::DataTable* table =
      dataset == nullptr || is_silent ? nullptr : table_of(*dataset, subject.context());
  std::vector<Finding> out;
  if (!is_silent) {
    append(out, without_binding(metric));
  }
  if (metric.expr) {
    if (const auto expr = parse_metric_expr(metric.expr->value); !expr) {
      out.push_back(unreadable(plan, metric, "expr", *metric.expr, expr.error()));
    } else if (table != nullptr) {
      add_problems(out, plan, metric, "expr", *metric.expr, check_columns(*expr, *table));
    }
  }
  if (metric.where) {
    if (const auto where = parse_where(metric.where->value); !where) {
      out.push_back(unreadable(plan, metric, "where", *metric.where, where.error()));
    } else if (table != nullptr) {
      add_problems(out, plan, metric, "where", *metric.where, check_columns(*where, *table));
    }
  }
  return out;
}

// The source of the settings that a dataset names, where its kind has no rows to count.
std::vector<Finding> without_rows(const Subject& subject, const Dataset& dataset) {
  const auto& kinds = subject.context().source_kinds;
  if (!dataset.source || !kinds) {
    return {};
  }
  const auto kind = kinds->find(dataset.source->value);
  if (kind == kinds->end() || table_of(dataset, subject.context()) != nullptr) {
    return {};
  }
  return {
      finding("TL006",
              dataset.head,
              "source",
              dataset.source->at,
              fmt::format("{} stands on source {}, and {} have no rows to count",
                          dataset.head.id.value,
                          kind->first,
                          kind->second),
              "name a source of orders, leads, spend, hours, support, mentions, acts or visits")};
}

std::vector<Finding> without_time(const Subject& subject, const Dataset& dataset) {
  const schema::DataTable* table = table_of(dataset, subject.context());
  const schema::DataColumn* column =
      table == nullptr ? nullptr : schema::column_of(*table, dataset.time);
  if (table == nullptr || (column != nullptr && column->type == schema::ColumnType::Time)) {
    return {};
  }
  return {finding("TL006",
                  dataset.head,
                  "time",
                  dataset.head.id.at,
                  fmt::format("{}.time is {}, but {} has no such time",
                              dataset.head.id.value,
                              dataset.time,
                              table->name),
                  "write time: time, or leave it out")};
}

}  // namespace

std::vector<Finding> bindings(const Subject& subject) {
  std::vector<Finding> out;
  for (const Dataset& dataset : subject.plan().datasets) {
    append(out, without_rows(subject, dataset));
    append(out, without_time(subject, dataset));
  }
  const auto learning_only = metrics_of_learning_only(subject.plan());
  for (const Metric& metric : subject.plan().metrics) {
    append(out, unbound(subject, metric, learning_only.contains(metric.head.id.value)));
  }
  return out;
}

}  // namespace throughline::plan::rules
