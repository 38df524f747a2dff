#include "workflow/metric_query.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>

#include "base/hash.hpp"
#include "sql/queries.hpp"

namespace throughline::workflow {
namespace {

using plan::Aggregate;
using plan::AggregateKind;
using plan::WhereComparison;
using plan::WhereTest;

/// How a column of the plan stands in the store.
enum class Form : std::uint8_t {
  Text,
  Word,    ///< a number that is the hash of a text
  Person,  ///< a number of somebody; compared as text in hex
  Whole,   ///< a whole number
  Minor,   ///< money in minor units
  Thousandths,
  Day,
};

// Every part of SQL that a plan can choose from.
struct Place {
  std::string_view name;  // as plans write it
  std::string_view sql;
  Form form;
};

struct Rows {
  std::string_view table;
  std::string_view sql;
  std::span<const Place> places;
};

constexpr std::array kHits = {Place{"time", "day", Form::Day},
                              Place{"kind", "kind", Form::Text},
                              Place{"path", "path", Form::Word},
                              Place{"visitor", "visitor", Form::Person},
                              Place{"market", "market", Form::Text},
                              Place{"value", "value", Form::Minor}};
constexpr std::array kSessions = {Place{"time", "day", Form::Day},
                                  Place{"visitor", "visitor", Form::Person},
                                  Place{"market", "market", Form::Text},
                                  Place{"channel", "channel", Form::Text},
                                  Place{"source", "source", Form::Text},
                                  Place{"medium", "medium", Form::Text},
                                  Place{"campaign", "campaign", Form::Text},
                                  Place{"host", "host", Form::Text},
                                  Place{"landing", "landing", Form::Word},
                                  Place{"pages", "pages", Form::Whole},
                                  Place{"engaged", "engaged", Form::Whole},
                                  Place{"returning", "returning", Form::Whole},
                                  Place{"conversions", "conversions", Form::Whole},
                                  Place{"value", "value", Form::Minor}};
constexpr std::array kOrders = {Place{"time", "day", Form::Day},
                                Place{"order", "number", Form::Text},
                                Place{"market", "market", Form::Text},
                                Place{"customer", "customer", Form::Person},
                                Place{"value", "value", Form::Minor},
                                Place{"nth", "nth", Form::Whole},
                                Place{"code", "code", Form::Text},
                                Place{"source", "source", Form::Text},
                                Place{"medium", "medium", Form::Text},
                                Place{"campaign", "campaign", Form::Text}};
constexpr std::array kLeads = {Place{"time", "day", Form::Day},
                               Place{"lead", "number", Form::Text},
                               Place{"market", "market", Form::Text},
                               Place{"customer", "customer", Form::Person},
                               Place{"stage", "stage", Form::Text},
                               Place{"value", "value", Form::Minor},
                               Place{"code", "code", Form::Text},
                               Place{"source", "source", Form::Text},
                               Place{"medium", "medium", Form::Text},
                               Place{"campaign", "campaign", Form::Text}};
constexpr std::array kSpend = {Place{"time", "day", Form::Day},
                               Place{"market", "market", Form::Text},
                               Place{"channel", "channel", Form::Text},
                               Place{"source", "source", Form::Text},
                               Place{"medium", "medium", Form::Text},
                               Place{"campaign", "campaign", Form::Text},
                               Place{"cost", "cost", Form::Minor},
                               Place{"impressions", "impressions", Form::Whole},
                               Place{"clicks", "clicks", Form::Whole},
                               Place{"tag", "tag", Form::Text}};
constexpr std::array kHours = {Place{"time", "day", Form::Day},
                               Place{"role", "role", Form::Text},
                               Place{"market", "market", Form::Text},
                               Place{"tag", "tag", Form::Text},
                               Place{"hours", "millihours", Form::Thousandths}};

constexpr std::array kTables = {Rows{"hits", sql::kMetricHits, kHits},
                                Rows{"sessions", sql::kMetricSessions, kSessions},
                                Rows{"orders", sql::kMetricOrders, kOrders},
                                Rows{"leads", sql::kMetricLeads, kLeads},
                                Rows{"spend", sql::kMetricSpend, kSpend},
                                Rows{"hours", sql::kMetricHours, kHours}};

Result<const Rows*> rows_of(std::string_view table) {
  const auto* const found = std::ranges::find(kTables, table, &Rows::table);
  if (found == kTables.end()) {
    return fail(ErrorCode::Unsupported,
                fmt::format("no metric can be counted of the table: {}", table.substr(0, 64)),
                "Take one of hits, sessions, orders, leads, spend and hours");
  }
  return found;
}

Result<const Place*> place_of(const Rows& rows, const plan::ColumnUse& column) {
  const auto found = std::ranges::find(rows.places, column.name, &Place::name);
  if (found == rows.places.end()) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} has no column {}", rows.table, column.name.substr(0, 64)),
                "docs/plan-reference.md lists the columns of every table");
  }
  return &*found;
}

double scale_of(Form form, int minor_digits) {
  switch (form) {
    case Form::Minor:
      return std::pow(10.0, minor_digits);
    case Form::Thousandths:
      return 1000.0;
    default:
      return 1.0;
  }
}

// One aggregate as two whole numbers, so that no sum depends on the order of rows: what is added
// up, and by how many rows an average divides it.
struct Sums {
  std::string sum;
  std::string n;
  double scale = 1.0;
};

// Nobody and nothing are no value of their own.
std::string distinct(const Place& place) {
  switch (place.form) {
    case Form::Text:
      return fmt::format("uniqExactIf({0}, {0} != '')", place.sql);
    case Form::Word:
    case Form::Person:
      return fmt::format("uniqExactIf({0}, {0} != 0)", place.sql);
    default:
      return fmt::format("uniqExact({})", place.sql);
  }
}

Result<Sums> sums_of(const Rows& rows, const Aggregate& aggregate, int minor_digits) {
  constexpr const char* kOne = "toInt64(1)";
  if (aggregate.kind == AggregateKind::Count || !aggregate.column) {
    return Sums{"toInt64(count())", kOne};
  }
  TL_TRY(const Place* const place, place_of(rows, *aggregate.column));
  if (aggregate.kind == AggregateKind::Uniq) {
    return Sums{fmt::format("toInt64({})", distinct(*place)), kOne};
  }
  if (place->form < Form::Whole || place->form == Form::Day) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} is no number that can be summed", place->name),
                "Take uniq() of it, or count()");
  }
  return Sums{fmt::format("toInt64(sum(toInt64({})))", place->sql),
              aggregate.kind == AggregateKind::Avg ? "toInt64(count())" : kOne,
              scale_of(place->form, minor_digits)};
}

std::string_view sign_of(WhereComparison comparison) {
  constexpr std::array<std::string_view, 7> kSigns = {"=", "!=", "<", "<=", ">", ">=", "="};
  return kSigns[static_cast<std::size_t>(comparison)];
}

std::string_view type_of(Form form) {
  switch (form) {
    case Form::Text:
    case Form::Person:
      return "String";
    case Form::Word:
      return "UInt64";
    case Form::Day:
      return "Date";
    default:
      return "Float64";
  }
}

tl::unexpected<Error> bad_literal(const Place& place) {
  return fail(ErrorCode::InvalidArgument,
              fmt::format("{} is compared with a literal of another type", place.name),
              "Numbers and money compare with numbers, text with text, times with dates in quotes");
}

// The value that is bound for a literal: on the store's scale, by the hash of a word.
Result<std::string> bound(const Place& place, const plan::WhereLiteral& literal, int minor_digits) {
  const auto* const number = std::get_if<plan::Number>(&literal);
  const auto* const text = std::get_if<std::string>(&literal);
  if (type_of(place.form) == "Float64") {
    if (number == nullptr || !std::isfinite(number->value)) {
      return bad_literal(place);
    }
    return fmt::format("{}", number->value * scale_of(place.form, minor_digits));
  }
  if (text == nullptr || (place.form == Form::Day && !parse_date(*text))) {
    return bad_literal(place);
  }
  return place.form == Form::Word ? std::to_string(hash_bytes(*text)) : *text;
}

// Adds one test. A number is compared as a float: all that the store holds stay below 2^53.
Result<void> add_test(const Rows& rows,
                      const WhereTest& test,
                      int minor_digits,
                      MetricQuery& query) {
  TL_TRY(const Place* const place, place_of(rows, test.column));
  const std::string column = place->form == Form::Person ? fmt::format("lower(hex({}))", place->sql)
                             : type_of(place->form) == "Float64"
                                 ? fmt::format("toFloat64({})", place->sql)
                                 : std::string(place->sql);
  std::string either;
  for (const plan::WhereLiteral& literal : test.literals) {
    TL_TRY(std::string value, bound(*place, literal, minor_digits));
    const std::string name = fmt::format("p{}", query.parameters.size());
    either += fmt::format("{}{} {} {{{}:{}}}",
                          either.empty() ? "" : " OR ",
                          column,
                          sign_of(test.comparison),
                          name,
                          type_of(place->form));
    query.parameters.emplace_back(name, std::move(value));
  }
  query.sql += fmt::format("\n  AND ({})", either.empty() ? "0" : either);
  return {};
}

// A column as it is listed: days as texts, people in hex as `where` compares them, money told to be
// in minor units.
std::string readable(const Place& place) {
  switch (place.form) {
    case Form::Person:
      return fmt::format("lower(hex({0})) AS {0}_hash", place.sql);
    case Form::Day:
      return fmt::format("toString({}) AS date", place.sql);
    case Form::Word:
      return fmt::format("{0} AS {0}_number", place.sql);
    case Form::Minor:
      return fmt::format("toInt64({0}) AS {0}_minor", place.sql);
    default:
      return std::string(place.sql);
  }
}

// Every column a plan may name, apart by commas.
template <class Written>
std::string columns_of(const Rows& rows, const Written& written) {
  std::string columns;
  for (const Place& place : rows.places) {
    columns += fmt::format("{}{}", columns.empty() ? "" : ", ", written(place));
  }
  return columns;
}

constexpr std::string_view kStart =
    "multiIf({bucket:UInt8} = 1, day, {bucket:UInt8} = 2, toMonday(day), {bucket:UInt8} = 3, "
    "toStartOfMonth(day), toDate(0)) AS start,\n"
    "    if({by_market:UInt8} = 1, market, '') AS of_market,\n"
    "    toUInt64(count()) AS rows,\n"
    "    toUInt64(countIf(priced = 0)) AS unpriced";

}  // namespace

Result<MetricQuery> metric_query(const MetricQuestion& question) {
  const int digits = question.minor_digits;
  TL_TRY(const Rows* const rows, rows_of(question.table));
  TL_TRY(const Sums top, sums_of(*rows, question.expr.numerator, digits));
  Sums bottom{"toInt64(1)", "toInt64(1)"};
  if (question.expr.denominator) {
    TL_TRY(bottom, sums_of(*rows, *question.expr.denominator, digits));
  }
  MetricQuery query{.top_scale = top.scale, .bottom_scale = bottom.scale};
  query.sql = fmt::format(
      "SELECT\n    {},\n    {} AS top,\n    {} AS n_top,\n    {} AS bottom,\n    {} AS n_bottom\n"
      "FROM\n(\n{}) AS told\nWHERE ({{feed:UInt32}} = 0 OR feed = {{feed:UInt32}})",
      kStart,
      top.sum,
      top.n,
      bottom.sum,
      bottom.n,
      rows->sql);
  for (const WhereTest& test : question.where) {
    TL_CHECK(add_test(*rows, test, digits, query));
  }
  query.sql += "\nGROUP BY start, of_market\nORDER BY start, of_market\n";
  query.parameters.emplace_back("feed", std::to_string(question.feed));
  return query;
}

Result<MetricQuery> metric_rows_query(const MetricQuestion& question) {
  TL_TRY(const Rows* const rows, rows_of(question.table));
  MetricQuery query;
  query.sql = fmt::format(
      "SELECT {}\nFROM\n(\n{}) AS told\nWHERE ({{feed:UInt32}} = 0 OR feed = {{feed:UInt32}})",
      columns_of(*rows, readable),
      rows->sql);
  for (const WhereTest& test : question.where) {
    TL_CHECK(add_test(*rows, test, question.minor_digits, query));
  }
  query.sql += fmt::format("\nORDER BY {}\nLIMIT {{offset:UInt64}}, {{limit:UInt64}}\n",
                           columns_of(*rows, [](const Place& place) { return place.sql; }));
  query.parameters.emplace_back("feed", std::to_string(question.feed));
  return query;
}

}  // namespace throughline::workflow
