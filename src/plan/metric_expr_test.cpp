#include "plan/metric_expr.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace throughline::plan {
namespace {

using ::testing::HasSubstr;

const schema::DataTable& table(std::string_view name) { return *schema::data_table(name); }

TEST(MetricExpr, ReadsEveryAggregateAndARatio) {
  for (const char* text : {"count()",
                           "sum(value)",
                           "avg(value)",
                           "uniq(customer)",
                           "sum(value) / uniq(customer)",
                           "count() / count()"}) {
    const auto expr = parse_metric_expr(text);
    ASSERT_TRUE(expr.has_value()) << text;
    EXPECT_EQ(text_of(*expr), text);
  }
  EXPECT_EQ(text_of(*parse_metric_expr(" sum ( value )/count( ) ")), "sum(value) / count()");
}

TEST(MetricExpr, ReadsWhichRowsCount) {
  const auto where =
      parse_where("nth >= 2 and code in ('A', \"B\"\"C\") and market != 'de' and value > -1.50");
  ASSERT_TRUE(where.has_value());
  ASSERT_EQ(where->size(), 4U);
  EXPECT_EQ(std::get<Number>((*where)[0].literals[0]).value, 2.0);
  EXPECT_EQ(std::get<std::string>((*where)[1].literals[1]), "B\"C");
  EXPECT_EQ(text_of(*where),
            "nth >= 2 and code in ('A', 'B\"C') and market != 'de' and value > -1.5");
  EXPECT_TRUE(parse_where("nth in [1, 2]").has_value());
  EXPECT_EQ(std::get<std::string>((*parse_where("code = 'it''s'"))[0].literals[0]), "it's");
}

TEST(MetricExpr, SaysWhereAndWhatWasExpected) {
  struct Row {
    const char* text;
    std::size_t column;
    const char* expected;
  };

  for (const Row& row : {Row{"", 1, "count(), sum(column)"},
                         Row{"median(value)", 1, "found \"median\""},
                         Row{"count(value)", 7, "expected \")\""},
                         Row{"sum()", 5, "a column"},
                         Row{"sum value", 5, "expected \"(\""},
                         Row{"sum(value) * 2", 12, "has no meaning"},
                         Row{"sum(value) count()", 12, "\"/\" or the end"},
                         Row{"sum(value) /", 13, "found the end"},
                         Row{"1; drop table orders", 1, "found \"1\""}}) {
    const auto expr = parse_metric_expr(row.text);
    ASSERT_FALSE(expr.has_value()) << row.text;
    EXPECT_EQ(expr.error().place.column, row.column) << row.text;
    EXPECT_THAT(expr.error().message, HasSubstr(row.expected)) << row.text;
  }
  for (const Row& row : {Row{"", 1, "a column"},
                         Row{"nth", 4, "=, !="},
                         Row{"nth = ", 7, "a number, or text in quotes"},
                         Row{"stage = won", 9, "a number, or text in quotes"},
                         Row{"stage in 'won'", 10, "expected \"(\""},
                         Row{"stage in ()", 11, "a number, or text in quotes"},
                         Row{"stage in ('won'", 16, "expected \")\""},
                         Row{"nth = 2 or nth = 3", 9, "\"and\" or the end"},
                         Row{"code = 'open", 8, "do not close"}}) {
    const auto where = parse_where(row.text);
    ASSERT_FALSE(where.has_value()) << row.text;
    EXPECT_EQ(where.error().place.column, row.column) << row.text;
    EXPECT_THAT(where.error().message, HasSubstr(row.expected)) << row.text;
  }
  EXPECT_EQ(parse_where("stage = won").error().hint, "Write 'won'");
}

TEST(MetricExpr, KnowsTheColumnsOfItsTable) {
  EXPECT_TRUE(
      check_columns(*parse_metric_expr("sum(value) / uniq(customer)"), table("orders")).empty());
  const auto misspelt =
      check_columns(*parse_metric_expr("sum(vale) / uniq(buyer)"), table("orders"));
  ASSERT_EQ(misspelt.size(), 2U);
  EXPECT_EQ(misspelt[0].message, "orders has no column \"vale\"");
  EXPECT_EQ(misspelt[0].help, "did you mean \"value\"?");
  EXPECT_EQ(misspelt[0].place, 5U);
  EXPECT_EQ(misspelt[1].place, 18U);
  EXPECT_THAT(misspelt[1].help, HasSubstr("its columns: time, order, market"));
  EXPECT_THAT(check_columns(*parse_metric_expr("sum(customer)"), table("orders"))[0].help,
              HasSubstr("uniq(customer)"));
}

TEST(MetricExpr, KnowsWhatEachColumnComparesWith) {
  const auto problems = [](std::string_view where) {
    return check_columns(*parse_where(where), table("orders")).size();
  };
  EXPECT_EQ(problems("nth = 2 and value > 10.5 and code in ('A') and time >= '2026-01-01'"), 0U);
  EXPECT_EQ(problems("nth = '2'"), 1U);
  EXPECT_EQ(problems("customer = 17"), 1U);
  EXPECT_EQ(problems("customer > 'a'"), 1U);
  EXPECT_EQ(problems("time > 'yesterday'"), 1U);
  EXPECT_EQ(problems("time > 20260101"), 1U);
  EXPECT_EQ(problems("city = 'Berlin' and nth = 'x'"), 2U);
}

rc::Gen<WhereLiteral> literals() {
  return rc::gen::exec([] {
    if (*rc::gen::arbitrary<bool>()) {
      return WhereLiteral(
          *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab'\" -;%"))));
    }
    const int value = *rc::gen::inRange(-1000, 1000);
    return WhereLiteral(Number{.value = double(value), .text = std::to_string(value)});
  });
}

RC_GTEST_PROP(MetricExpr, IsReadBackFromItsText, ()) {
  const auto aggregate = [] {
    const auto kind = static_cast<AggregateKind>(*rc::gen::inRange(0, 4));
    return kind == AggregateKind::Count
               ? Aggregate{}
               : Aggregate{.kind = kind, .column = ColumnUse{.name = "value"}};
  };
  MetricExpr expr{.numerator = aggregate()};
  if (*rc::gen::arbitrary<bool>()) {
    expr.denominator = aggregate();
  }
  const auto again = parse_metric_expr(text_of(expr));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == expr);
}

RC_GTEST_PROP(MetricExpr, ItsRowsAreReadBackFromTheirText, ()) {
  Where where;
  for (int i = 0, n = *rc::gen::inRange(1, 4); i < n; ++i) {
    WhereTest test{.column = {.name = *rc::gen::element<std::string>("nth", "time", "code")}};
    test.comparison = static_cast<WhereComparison>(*rc::gen::inRange(0, 7));
    const int n_literals = test.comparison == WhereComparison::In ? *rc::gen::inRange(1, 4) : 1;
    for (int j = 0; j < n_literals; ++j) {
      test.literals.push_back(*literals());
    }
    where.push_back(std::move(test));
  }
  const auto again = parse_where(text_of(where));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == where);
}

}  // namespace
}  // namespace throughline::plan
