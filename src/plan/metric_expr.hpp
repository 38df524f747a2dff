#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "plan/quantity.hpp"
#include "schema/datasets.hpp"

/// What a metric counts: `expr`, and of which rows: `where`. A small language, not SQL.
///
///   expr    = agg , [ "/" , agg ] ;
///   agg     = "count" , "(" , ")" | ( "sum" | "avg" | "uniq" ) , "(" , column , ")" ;
///   where   = test , { "and" , test } ;
///   test    = column , ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) , literal
///           | column , "in" , "(" , literal , { "," , literal } , ")" ;      also [ ... ]
///   literal = [ "-" ] , number | "'" , text , "'" | '"' , text , '"' ;       a quote within is
///   doubled
namespace throughline::plan {

enum class AggregateKind : std::uint8_t { Count, Sum, Avg, Uniq };

/// A column as written, and where.
struct ColumnUse {
  std::string name;
  std::size_t place = 1;  ///< column in the text, in characters from 1; not part of the meaning

  friend bool operator==(const ColumnUse& a, const ColumnUse& b) { return a.name == b.name; }
};

struct Aggregate {
  AggregateKind kind = AggregateKind::Count;
  std::optional<ColumnUse> column;  ///< of all but Count

  friend bool operator==(const Aggregate&, const Aggregate&) = default;
};

struct MetricExpr {
  Aggregate numerator;
  std::optional<Aggregate> denominator;

  friend bool operator==(const MetricExpr&, const MetricExpr&) = default;
};

enum class WhereComparison : std::uint8_t { Equal, NotEqual, Less, NotMore, More, NotLess, In };

using WhereLiteral = std::variant<std::string, Number>;

struct WhereTest {
  ColumnUse column;
  WhereComparison comparison = WhereComparison::Equal;
  std::vector<WhereLiteral> literals;  ///< one, but for In

  friend bool operator==(const WhereTest&, const WhereTest&) = default;
};

/// All of its tests must hold.
using Where = std::vector<WhereTest>;

/// Each reads one of the two. Errors: InvalidArgument with the column as place and what was
/// expected there. Columns are not looked up.
[[nodiscard]] Result<MetricExpr> parse_metric_expr(std::string_view text);
[[nodiscard]] Result<Where> parse_where(std::string_view text);

/// Whether values of separate days may be added up: counts and sums may; averages, ratios and
/// distinct things may not.
[[nodiscard]] bool adds_up(const MetricExpr& expr);

/// Prints what the parsers read back to the same.
[[nodiscard]] std::string text_of(const MetricExpr& expr);
[[nodiscard]] std::string text_of(const Where& where);

/// A column that a table lacks, or that cannot be used so.
struct ColumnProblem {
  std::size_t place = 1;  ///< of the column in the text
  std::string message;    ///< one sentence, without full stop
  std::string help;
};

/// Finds unknown columns, sums and averages of what is no number, and literals of another type than
/// their column: numbers and money compare with numbers, text with text by =, != and in, times with
/// dates in quotes.
[[nodiscard]] std::vector<ColumnProblem> check_columns(const MetricExpr& expr,
                                                       const schema::DataTable& table);
[[nodiscard]] std::vector<ColumnProblem> check_columns(const Where& where,
                                                       const schema::DataTable& table);

}  // namespace throughline::plan
