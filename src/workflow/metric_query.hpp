#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"
#include "plan/metric_expr.hpp"

namespace throughline::workflow {

/// A question of a plan put to the store: an expression over rows of one table.
struct MetricQuestion {
  std::string table;  ///< of schema::data_tables()
  plan::MetricExpr expr;
  plan::Where where;
  std::uint32_t feed = 0;  ///< rows of this source alone; 0 = of all
  int minor_digits = 2;    ///< of the workspace's currency, in which money is compared
};

struct MetricQuery {
  std::string sql;  ///< with columns start, market, rows, unpriced, top, n_top, bottom and n_bottom
  engine::Parameters parameters;  ///< of `where`; those of the window are the caller's
  double top_scale = 1.0;         ///< what `top` is divided by
  double bottom_scale = 1.0;
};

/// Writes the query that answers a question. The one place where SQL is put together from what a
/// plan says: its columns are looked up in a list of constants, and its literals are bound, so that
/// no byte of the plan is part of the SQL.
/// Errors: InvalidArgument for a column that the table lacks or that cannot be used so; Unsupported
/// for a table that holds no rows in this version.
[[nodiscard]] Result<MetricQuery> metric_query(const MetricQuestion& question);

/// The same for the rows themselves: the columns of the table that a plan may name, in the order of
/// their values, {limit} rows from {offset} on. Takes nothing from the question's expression.
[[nodiscard]] Result<MetricQuery> metric_rows_query(const MetricQuestion& question);

}  // namespace throughline::workflow
