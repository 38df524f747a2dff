#include "plan/metric_expr.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "base/time.hpp"
#include "document/nearest.hpp"
#include "plan/tokens.hpp"

namespace throughline::plan {
namespace {

constexpr std::array<std::string_view, 4> kAggregates = {"count", "sum", "avg", "uniq"};
constexpr std::array<std::string_view, 7> kComparisons = {"=", "!=", "<", "<=", ">", ">=", "in"};

// Index of the next token in a list of words, which takes it.
template <std::size_t N>
std::optional<std::size_t> take_one(TokenReader& in, const std::array<std::string_view, N>& names) {
  const auto* const found =
      std::ranges::find_if(names, [&](std::string_view name) { return in.peek().is(name); });
  if (found == names.end()) {
    return std::nullopt;
  }
  in.take();
  return static_cast<std::size_t>(found - names.begin());
}

Result<ColumnUse> parse_column(TokenReader& in) {
  if (in.peek().kind != TokenKind::Word) {
    return fail(unexpected(in.peek(), "a column"));
  }
  const Token& token = in.take();
  return ColumnUse{.name = token.text, .place = token.column};
}

Result<Aggregate> parse_aggregate(TokenReader& in) {
  const auto which = take_one(in, kAggregates);
  if (!which) {
    return fail(unexpected(in.peek(), "count(), sum(column), avg(column) or uniq(column)"));
  }
  Aggregate out{.kind = static_cast<AggregateKind>(*which), .column = std::nullopt};
  TL_CHECK(in.expect("("));
  if (out.kind != AggregateKind::Count) {
    TL_TRY(out.column, parse_column(in));
  }
  TL_CHECK(in.expect(")"));
  return out;
}

Result<WhereLiteral> parse_literal(TokenReader& in) {
  if (in.peek().kind == TokenKind::Quoted) {
    return WhereLiteral(in.take().text);
  }
  const bool negative = in.take_if("-");
  if (in.peek().kind == TokenKind::Number) {
    return WhereLiteral(decimal(in.take().text, negative));
  }
  Error error = unexpected(in.peek(), "a number, or text in quotes");
  if (in.peek().kind == TokenKind::Word) {
    error.hint = fmt::format("Write '{}'", in.peek().text);
  }
  return fail(std::move(error));
}

Result<std::vector<WhereLiteral>> parse_literals(TokenReader& in) {
  const bool square = in.take_if("[");
  if (!square && !in.take_if("(")) {
    return fail(unexpected(in.peek(), "\"(\" and the values, as in ('a', 'b')"));
  }
  std::vector<WhereLiteral> out;
  do {
    TL_TRY(WhereLiteral literal, parse_literal(in));
    out.push_back(std::move(literal));
  } while (in.take_if(","));
  TL_CHECK(in.expect(square ? "]" : ")"));
  return out;
}

Result<WhereTest> parse_test(TokenReader& in) {
  WhereTest out;
  TL_TRY(out.column, parse_column(in));
  const auto which = take_one(in, kComparisons);
  if (!which) {
    return fail(unexpected(in.peek(), "=, !=, <, <=, >, >= or in"));
  }
  out.comparison = static_cast<WhereComparison>(*which);
  if (out.comparison == WhereComparison::In) {
    TL_TRY(out.literals, parse_literals(in));
  } else {
    TL_TRY(WhereLiteral literal, parse_literal(in));
    out.literals.push_back(std::move(literal));
  }
  return out;
}

Result<void> expect_end(const TokenReader& in, std::string_view expected) {
  if (in.peek().kind != TokenKind::End) {
    return fail(unexpected(in.peek(), expected));
  }
  return {};
}

std::string text_of_aggregate(const Aggregate& aggregate) {
  return fmt::format("{}({})",
                     kAggregates[static_cast<std::size_t>(aggregate.kind)],
                     aggregate.column ? aggregate.column->name : "");
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c;
    if (c == '\'') {
      out += c;
    }
  }
  return out + "'";
}

std::string text_of_literal(const WhereLiteral& literal) {
  const auto* number = std::get_if<Number>(&literal);
  return number != nullptr ? number->text : quoted(std::get<std::string>(literal));
}

std::string text_of_test(const WhereTest& test) {
  std::string values;
  for (const WhereLiteral& literal : test.literals) {
    values += (values.empty() ? "" : ", ") + text_of_literal(literal);
  }
  const std::string_view comparison = kComparisons[static_cast<std::size_t>(test.comparison)];
  return test.comparison == WhereComparison::In
             ? fmt::format("{} in ({})", test.column.name, values)
             : fmt::format("{} {} {}", test.column.name, comparison, values);
}

std::string columns_of(const schema::DataTable& table) {
  std::string out;
  for (const schema::DataColumn& column : table.columns) {
    out += (out.empty() ? "" : ", ") + std::string(column.name);
  }
  return out;
}

ColumnProblem unknown_column(const ColumnUse& use, const schema::DataTable& table) {
  std::vector<std::string_view> known;
  for (const schema::DataColumn& column : table.columns) {
    known.push_back(column.name);
  }
  const std::string_view near = document::nearest(use.name, known);
  return {.place = use.place,
          .message = fmt::format("{} has no column \"{}\"", table.name, use.name),
          .help = near.empty() ? fmt::format("its columns: {}", columns_of(table))
                               : fmt::format("did you mean \"{}\"?", near)};
}

bool is_amount(schema::ColumnType type) {
  return type == schema::ColumnType::Number || type == schema::ColumnType::Money;
}

std::optional<ColumnProblem> problem_of(const Aggregate& aggregate,
                                        const schema::DataTable& table) {
  if (!aggregate.column) {
    return std::nullopt;
  }
  const ColumnUse& use = *aggregate.column;
  const schema::DataColumn* column = schema::column_of(table, use.name);
  if (column == nullptr) {
    return unknown_column(use, table);
  }
  if (aggregate.kind == AggregateKind::Uniq || is_amount(column->type)) {
    return std::nullopt;
  }
  return ColumnProblem{
      .place = use.place,
      .message = fmt::format(
          "{} of {} is no number", kAggregates[static_cast<std::size_t>(aggregate.kind)], use.name),
      .help = fmt::format("count different ones with uniq({})", use.name)};
}

bool is_equality(WhereComparison comparison) {
  return comparison == WhereComparison::Equal || comparison == WhereComparison::NotEqual ||
         comparison == WhereComparison::In;
}

bool fits(const schema::DataColumn& column, const WhereLiteral& literal) {
  const auto* text = std::get_if<std::string>(&literal);
  switch (column.type) {
    case schema::ColumnType::Text:
      return text != nullptr;
    case schema::ColumnType::Time:
      return text != nullptr && parse_date(*text).has_value();
    case schema::ColumnType::Number:
    case schema::ColumnType::Money:
      break;
  }
  return text == nullptr;
}

std::string_view wanted_by(schema::ColumnType type) {
  switch (type) {
    case schema::ColumnType::Text:
      return "text in quotes";
    case schema::ColumnType::Time:
      return "a date in quotes, as in '2026-06-30'";
    case schema::ColumnType::Number:
    case schema::ColumnType::Money:
      break;
  }
  return "a number without quotes";
}

std::optional<ColumnProblem> problem_of(const WhereTest& test, const schema::DataTable& table) {
  const schema::DataColumn* column = schema::column_of(table, test.column.name);
  if (column == nullptr) {
    return unknown_column(test.column, table);
  }
  if (column->type == schema::ColumnType::Text && !is_equality(test.comparison)) {
    return ColumnProblem{.place = test.column.place,
                         .message = fmt::format("{} is text, which has no order", test.column.name),
                         .help = "compare it with =, != or in"};
  }
  const auto odd = std::ranges::find_if(
      test.literals, [&](const WhereLiteral& literal) { return !fits(*column, literal); });
  if (odd == test.literals.end()) {
    return std::nullopt;
  }
  return ColumnProblem{
      .place = test.column.place,
      .message =
          fmt::format("{} cannot be compared with {}", test.column.name, text_of_literal(*odd)),
      .help = fmt::format("write {}", wanted_by(column->type))};
}

}  // namespace

Result<MetricExpr> parse_metric_expr(std::string_view text) {
  TL_TRY(std::vector<Token> tokens, tokens_of(text));
  TokenReader in(std::move(tokens));
  MetricExpr out;
  TL_TRY(out.numerator, parse_aggregate(in));
  if (in.take_if("/")) {
    TL_TRY(out.denominator, parse_aggregate(in));
  }
  TL_CHECK(expect_end(in, "\"/\" or the end"));
  return out;
}

Result<Where> parse_where(std::string_view text) {
  TL_TRY(std::vector<Token> tokens, tokens_of(text));
  TokenReader in(std::move(tokens));
  Where out;
  do {
    TL_TRY(WhereTest test, parse_test(in));
    out.push_back(std::move(test));
  } while (in.take_if("and"));
  TL_CHECK(expect_end(in, "\"and\" or the end"));
  return out;
}

bool adds_up(const MetricExpr& expr) {
  return !expr.denominator &&
         (expr.numerator.kind == AggregateKind::Count || expr.numerator.kind == AggregateKind::Sum);
}

std::string text_of(const MetricExpr& expr) {
  return expr.denominator ? fmt::format("{} / {}",
                                        text_of_aggregate(expr.numerator),
                                        text_of_aggregate(*expr.denominator))
                          : text_of_aggregate(expr.numerator);
}

std::string text_of(const Where& where) {
  std::string out;
  for (const WhereTest& test : where) {
    out += (out.empty() ? "" : " and ") + text_of_test(test);
  }
  return out;
}

std::vector<ColumnProblem> check_columns(const MetricExpr& expr, const schema::DataTable& table) {
  std::vector<ColumnProblem> out;
  for (const Aggregate* aggregate :
       {&expr.numerator, expr.denominator ? &*expr.denominator : nullptr}) {
    if (auto problem = aggregate == nullptr ? std::nullopt : problem_of(*aggregate, table)) {
      out.push_back(*std::move(problem));
    }
  }
  return out;
}

std::vector<ColumnProblem> check_columns(const Where& where, const schema::DataTable& table) {
  std::vector<ColumnProblem> out;
  for (const WhereTest& test : where) {
    if (auto problem = problem_of(test, table)) {
      out.push_back(*std::move(problem));
    }
  }
  return out;
}

}  // namespace throughline::plan
