#include "workflow/before_after_estimates.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/read_plan.hpp"

namespace throughline::workflow {
namespace {

using testing::Contains;
using testing::HasSubstr;

constexpr CivilDate kStart{2026, 3, 2};
constexpr CivilDate kAsOf{2026, 6, 28};

plan::Plan plan_with(const std::string& method) {
  const std::string text = fmt::format(R"yaml(throughline: 1
company: {{id: acme, currency: EUR}}
purpose: {{id: purpose, text: care, horizon: 5y, brand: [plain]}}
datasets: [{{id: shop, source: orders}}]
metrics:
  - {{id: orders, dataset: shop, expr: "count()", kind: outcome, board: revenue}}
  - {{id: basket, dataset: shop, expr: "sum(value) / count()", kind: outcome, board: revenue}}
goals: [{{id: g1, serves: purpose, metric: orders, baseline: 1, target: 2, by: 2026-12-31}}]
markets:
  - {{id: m0, status: existing}}
  - {{id: m1, status: existing}}
tactics:
  - id: t1
    serves: [{{goal: g1, claim: "it helps"}}]
    status: running
    markets: [m0]
    hypothesis: {{change: 20%, min_effect: 5%, on: orders, method: {}, from: 2026-03-02, until: 2026-06-28}}
    measure: {{metric: orders, kind: outcome, guardrails: [basket]}}
    decide: {{by: 2026-06-28, rule: "scale if lo > 0; else stop", owner: growth}}
)yaml",
                                       method);
  return plan::read_plan({{"plan.yaml", text}}, {}).plan;
}

// Markets m0, m1 ... that go up and down together and each a little for itself; what is done in m0
// makes a half of its orders more, of a third less value each.
std::vector<MetricValue> series(std::size_t n_markets, const plan::Metric& metric) {
  std::vector<MetricValue> points;
  const std::int64_t start = days_from_civil(kStart);
  for (std::int64_t day = start - 26 * 7; day <= days_from_civil(kAsOf); ++day) {
    for (std::size_t m = 0; m < n_markets; ++m) {
      const auto t = static_cast<double>(day - start);
      const double wave =
          1.0 + 0.2 * std::sin(t / 9.0) + 0.05 * std::sin(t * (1.3 + static_cast<double>(m)));
      const double price = 1.0 + 0.05 * std::sin(t / 5.0 * (1.0 + static_cast<double>(m)));
      const bool done = m == 0 && day >= start;
      const bool is_money = metric.expr->value.starts_with("sum");
      points.push_back({.start = civil_from_days(day),
                        .market = fmt::format("m{}", m),
                        .value = (20.0 + static_cast<double>(m)) * wave * (done ? 1.5 : 1.0) *
                                 (is_money ? (done ? 20.0 : 30.0) * price : 1.0),
                        .rows = 1});
    }
  }
  return points;
}

BeforeAfterEstimates estimates(const std::string& method, std::size_t n_markets) {
  const plan::Plan plan = plan_with(method);
  const plan::Lines lines(plan);
  std::vector<MetricValue> kept;
  const auto found = estimate_before_after(
      lines,
      [&](const plan::Metric& metric) -> Result<const std::vector<MetricValue>*> {
        kept = series(n_markets, metric);
        return &kept;
      },
      kAsOf,
      {});
  EXPECT_TRUE(found.has_value());
  return found.value_or(BeforeAfterEstimates{});
}

std::vector<schema::Estimate> of(const BeforeAfterEstimates& all,
                                 const std::string& metric,
                                 schema::Grade grade) {
  std::vector<schema::Estimate> found;
  std::ranges::copy_if(all.estimates, std::back_inserter(found), [&](const auto& estimate) {
    return estimate.metric == metric && estimate.grade == grade;
  });
  return found;
}

TEST(BeforeAfterEstimates, AMarketIsHeldAgainstThoseWithoutTheTactic) {
  const auto found = of(estimates("interrupted-series", 6), "orders", schema::Grade::B);
  ASSERT_EQ(found.size(), 1U);
  const schema::Effect& effect = found[0].effect;
  EXPECT_NEAR(effect.interval.value / effect.baseline, 0.5, 0.03);
  EXPECT_GT(effect.interval.low, 0.0);
  EXPECT_EQ(found[0].market, "m0");
  EXPECT_EQ(found[0].method, schema::Method::InterruptedSeries);
  EXPECT_EQ(found[0].from, kStart);
  EXPECT_THAT(found[0].caveats, Contains("markets were not drawn by lot"));
}

TEST(BeforeAfterEstimates, WithThreeOtherMarketsItStaysAtGradeDAndSaysWhatIsLacking) {
  const BeforeAfterEstimates all = estimates("interrupted-series", 4);
  EXPECT_TRUE(of(all, "orders", schema::Grade::B).empty());
  const auto found = of(all, "orders", schema::Grade::D);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].caveats,
              Contains(HasSubstr("3 controls are too few; it takes at least 4 without it")));
}

TEST(BeforeAfterEstimates, AMethodThatAsksForNoControlsGetsNone) {
  const BeforeAfterEstimates all = estimates("before-after", 6);
  EXPECT_TRUE(of(all, "orders", schema::Grade::B).empty());
  EXPECT_EQ(of(all, "orders", schema::Grade::D).size(), 1U);
}

// Value per order fell from 30 to 20, whatever the method looks for in orders.
TEST(BeforeAfterEstimates, GuardrailsAreLookedAtAsRatiosOfAWeek) {
  for (const char* method : {"interrupted-series", "randomised"}) {
    const auto found = of(estimates(method, 2), "basket", schema::Grade::D);
    ASSERT_EQ(found.size(), 1U) << method;
    EXPECT_NEAR(found[0].effect.interval.value, -10.0, 0.5);
    EXPECT_NEAR(found[0].effect.baseline, 30.0, 0.5);
  }
}

}  // namespace
}  // namespace throughline::workflow
