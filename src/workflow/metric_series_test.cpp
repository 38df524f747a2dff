#include "workflow/metric_series.hpp"

#include "base/hash.hpp"
#include "workflow/metric_query.hpp"
#include "workflow/money_fixture.hpp"
#include "workflow/sessions.hpp"

namespace throughline::workflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class MetricSeries : public MoneyFixture {
 protected:
  // A plan with one dataset and one metric.
  const plan::Metric& metric(const std::string& source,
                             const std::string& expr,
                             const std::string& where = {}) {
    plan_ = {};
    plan_.datasets.push_back({.head = {.id = {"rows", {}}}, .source = plan::Ref{source, {}}});
    plan_.metrics.push_back(
        {.head = {.id = {"it", {}}},
         .dataset = plan::Ref{"rows", {}},
         .expr = plan::Text{expr, {}},
         .where = where.empty() ? std::nullopt : std::optional(plan::Text{where, {}})});
    plan_.by_id["rows"] = {plan::NodeType::Dataset, 0};
    plan_.by_id["it"] = {plan::NodeType::Metric, 0};
    return plan_.metrics[0];
  }

  // The metric over the whole window and all markets.
  std::optional<double> total(const std::string& source,
                              const std::string& expr,
                              const std::string& where = {}) {
    const auto totals = good(load_metric_totals(
        *engine_, workspace_.settings, plan_, metric(source, expr, where), window_));
    return totals.empty() ? std::nullopt : totals.front().value;
  }

  // How many rows are listed.
  std::size_t n_rows(const std::string& source,
                     const std::string& where = {},
                     const PageOfRows& page = {.offset = 0, .limit = 100}) {
    return good(load_metric_rows(*engine_,
                                 workspace_.settings,
                                 plan_,
                                 metric(source, "count()", where),
                                 window_,
                                 page))
        .n_rows();
  }

  std::string refusal(const std::string& source,
                      const std::string& expr,
                      const std::string& where) {
    const auto none = load_metric_totals(
        *engine_, workspace_.settings, plan_, metric(source, expr, where), window_);
    return none ? "none" : none.error().text();
  }

  void orders() {
    settings(
        "timezone: Europe/Berlin\nrates: {BRL: 0.5}\n"
        "sources: [{id: shop, kind: orders, path: orders.csv}, {id: ads, kind: spend, path: "
        "spend.csv}, {id: work, kind: hours, path: hours.csv}, {id: asked, kind: leads, path: "
        "leads.csv}]\n");
    write("orders.csv",
          "order,time,market,customer,value,currency,source\n"
          "1,2026-06-01T22:30:00Z,de,ann,10.50,EUR,it's\n"
          "2,2026-06-08T10:00:00Z,de,ann,20,EUR,\n"
          "3,2026-06-09T10:00:00Z,br,bob,30,BRL,blog\n"
          "4,2026-06-09T10:00:00Z,br,,40,USD,blog\n");
    write("spend.csv", "date,amount,campaign,impressions\n2026-06-01,5,a,100\n2026-06-02,7,b,20\n");
    write("hours.csv", "date,role,hours\n2026-06-01,editor,1.5\n2026-06-02,editor,0.25\n");
    write("leads.csv",
          "lead,time,stage,value\na,2026-06-01,won,100\nb,2026-06-01,qualified,50\nc,2026-06-01,"
          "lost,\n");
    read();
  }

  plan::Plan plan_;
  MetricWindow window_{{2026, 6, 1}, {2026, 7, 1}};
};

TEST_F(MetricSeries, CountsSumsAveragesAndDistinctThingsOfEveryTable) {
  orders();
  EXPECT_EQ(n_rows("orders"), 4U);
  EXPECT_EQ(n_rows("spend"), 2U);
  EXPECT_EQ(n_rows("hours"), 2U);
  EXPECT_EQ(n_rows("leads"), 3U);
  EXPECT_EQ(n_rows("shop", "market = 'br' and source = 'blog'"), 2U);
  EXPECT_EQ(n_rows("shop", {}, {.offset = 3, .limit = 5}), 1U);
  EXPECT_EQ(n_rows("shop", "market = 'fr'"), 0U);
  EXPECT_EQ(total("orders", "count()"), 4.0);
  EXPECT_EQ(total("shop", "sum(value)"), 45.5);
  EXPECT_EQ(total("shop", "sum(value) / count()"), 45.5 / 4);
  EXPECT_EQ(total("shop", "avg(value)", "market = 'de'"), 15.25);
  EXPECT_EQ(total("shop", "uniq(customer)"), 2.0);
  EXPECT_EQ(total("shop", "count()", "nth = 1"), 2.0);
  EXPECT_EQ(total("shop", "count()", "nth >= 2 and market in ('de', 'br')"), 1.0);
  EXPECT_EQ(total("shop", "count()", "value > 10.5"), 2.0);
  EXPECT_EQ(total("shop", "count()", "source = 'it''s'"), 1.0);
  EXPECT_EQ(total("shop", "count()", "source != ''"), 3.0);
  EXPECT_EQ(total("shop", "count()", "time >= '2026-06-09'"), 2.0);
  EXPECT_EQ(total("spend", "sum(cost)"), 12.0);
  EXPECT_EQ(total("ads", "sum(impressions)", "campaign = 'b'"), 20.0);
  EXPECT_EQ(total("spend", "sum(cost) / sum(impressions)"), 0.1);
  EXPECT_EQ(total("hours", "sum(hours)"), 1.75);
  EXPECT_EQ(total("hours", "count()", "hours < 1"), 1.0);
  EXPECT_EQ(total("leads", "count()", "stage in ('accepted', 'qualified', 'won')"), 2.0);
  EXPECT_EQ(total("asked", "sum(value)"), 100.0);
}

TEST_F(MetricSeries, AnAverageOfNothingIsNothingAndACountOfNothingIsNought) {
  orders();
  EXPECT_EQ(total("shop", "avg(value)", "market = 'fr'"), std::nullopt);
  EXPECT_EQ(total("shop", "sum(value) / count()", "market = 'fr'"), std::nullopt);
  EXPECT_EQ(total("shop", "count()", "market = 'fr'"), 0.0);
  EXPECT_EQ(total("shop", "count() / sum(nth)", "nth = 0"), std::nullopt);
}

TEST_F(MetricSeries, EveryBucketOfTheWindowHasAValueForEveryMarket) {
  orders();
  const auto series = good(load_metric_series(*engine_,
                                              workspace_.settings,
                                              plan_,
                                              metric("shop", "sum(value)"),
                                              {{2026, 6, 1}, {2026, 6, 15}}));
  EXPECT_THAT(series,
              ElementsAre(MetricValue{{2026, 6, 1}, "br", 0.0},
                          MetricValue{{2026, 6, 1}, "de", 10.5, 1},
                          MetricValue{{2026, 6, 8}, "br", 15.0, 2, 1},
                          MetricValue{{2026, 6, 8}, "de", 20.0, 1}));
}

TEST_F(MetricSeries, DaysAreThoseOfTheWorkspace) {
  orders();
  const auto days = good(load_metric(*engine_,
                                     workspace_.settings,
                                     plan_,
                                     metric("shop", "count()", "order = '1'"),
                                     window_,
                                     Bucket::Day,
                                     ByMarket::No));
  EXPECT_THAT(days, ElementsAre(MetricValue{{2026, 6, 2}, "", 1.0, 1}));
}

TEST_F(MetricSeries, VisitsAndHitsAreCountedByWhatTheySay) {
  settings(
      "sites: [{id: de, host: [own.example], market: de}]\n"
      "sources: [{id: app, kind: events, path: file.jsonl}]\n");
  write(
      "file.jsonl",
      R"({"time":"2026-06-01T10:00:00Z","visitor":"a","name":"pageview","url":"https://own.example/x","referrer":"https://blog.example/post"}
{"time":"2026-06-01T10:00:30Z","visitor":"a","name":"purchase","url":"https://own.example/x","value":12.5}
{"time":"2026-06-02T10:00:00Z","visitor":"a","name":"pageview","url":"https://own.example/x?utm_source=news&utm_medium=email"}
{"time":"2026-06-02T11:00:00Z","visitor":"b","name":"pageview","url":"https://own.example/y"}
)");
  read();
  const auto purchase = hash_bytes("purchase");
  ASSERT_TRUE(derive_sessions(*engine_, {.goal_events = {purchase}, .money_events = {purchase}}, {})
                  .has_value());
  EXPECT_EQ(n_rows("sessions", "landing = '/x'"), 2U);
  EXPECT_EQ(n_rows("hits"), 4U);
  EXPECT_EQ(total("sessions", "count()"), 3.0);
  EXPECT_EQ(total("app", "sum(engaged)"), 1.0);
  EXPECT_EQ(total("app", "sum(returning) / count()"), 1.0 / 3);
  EXPECT_EQ(total("app", "sum(conversions)"), 1.0);
  EXPECT_EQ(total("app", "sum(value)"), 12.5);
  EXPECT_EQ(total("sessions", "uniq(visitor)"), 2.0);
  EXPECT_EQ(total("sessions", "uniq(host)", "medium = 'referral'"), 1.0);
  EXPECT_EQ(total("sessions", "count()", "landing = '/y'"), 1.0);
  EXPECT_EQ(total("sessions", "count()", "channel in ('Email', 'Direct')"), 2.0);
  EXPECT_EQ(total("sessions", "count()", "source = '(direct)' and medium = '(none)'"), 1.0);
  EXPECT_EQ(total("sessions", "count()", "market = 'de'"), 3.0);
  EXPECT_EQ(total("hits", "count()", "kind = 'event' and path = 'purchase'"), 1.0);
  EXPECT_EQ(total("hits", "count()", "kind = 'page' and path = '/x'"), 2.0);
  EXPECT_EQ(total("hits", "sum(value)"), 12.5);
}

TEST_F(MetricSeries, WhatCannotBeCountedIsToldWithWhatToDo) {
  orders();
  EXPECT_THAT(refusal("shop", "sum(source)", ""), HasSubstr("metric it"));
  EXPECT_THAT(refusal("shop", "count()", "price = 3"), HasSubstr("price"));
  EXPECT_THAT(refusal("shop", "count()", "nth = 'one'"), HasSubstr("nth"));
  EXPECT_THAT(refusal("nowhere", "count()", ""), HasSubstr("names no source"));
  EXPECT_THAT(refusal("mentions", "count()", ""), HasSubstr("mentions"));
}

TEST_F(MetricSeries, WithoutRowsThereIsNothing) {
  EXPECT_EQ(total("orders", "count()"), 0.0);
  EXPECT_THAT(good(load_metric_series(
                  *engine_, workspace_.settings, plan_, metric("orders", "count()"), window_)),
              IsEmpty());
}

TEST(MetricQuery, NoByteOfALiteralIsPartOfTheSql) {
  MetricQuestion question{.table = "orders"};
  question.where = {{.column = {.name = "source"}, .literals = {std::string("plain")}}};
  const std::string plain = metric_query(question)->sql;
  const std::string plain_rows = metric_rows_query(question)->sql;
  for (const char* const evil : {"' OR 1 = 1 --", "{feed:UInt32}", "\\'; DROP TABLE hits", "*/"}) {
    question.where.front().literals = {std::string(evil)};
    const auto query = metric_query(question);
    ASSERT_TRUE(query.has_value()) << query.error().text();
    EXPECT_EQ(query->sql, plain);
    EXPECT_EQ(metric_rows_query(question)->sql, plain_rows);
    EXPECT_EQ(query->parameters.front().second, evil);
  }
}

TEST(MetricQuery, AColumnIsOneOfTheListOrNone) {
  MetricQuestion question{.table = "orders"};
  for (const char* const evil :
       {"1); DROP TABLE hits; --", "number", "feed", "", "value, customer"}) {
    question.expr.numerator = {plan::AggregateKind::Sum, plan::ColumnUse{evil}};
    EXPECT_FALSE(metric_query(question).has_value()) << evil;
  }
  question.table = "orders; --";
  EXPECT_FALSE(metric_query(question).has_value());
}

}  // namespace
}  // namespace throughline::workflow
