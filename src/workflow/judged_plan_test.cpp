#include "workflow/judged_plan.hpp"

#include <gtest/gtest.h>

#include "plan/read_plan.hpp"

namespace throughline::workflow {
namespace {

constexpr const char* kPlan = R"yaml(throughline: 1
company: {id: acme, currency: EUR}
purpose: {id: purpose, text: care, horizon: 5y, brand: [plain]}
datasets: [{id: shop, source: orders}]
metrics: [{id: orders, dataset: shop, expr: "count()", kind: outcome, board: revenue}]
goals: [{id: g1, serves: purpose, metric: orders, baseline: 1, target: 2, by: 2026-12-31}]
markets: [{id: de, status: existing}]
strategies:
  - {id: s1, serves: [{goal: g1, claim: one}], markets: [de]}
  - {id: s2, serves: [{goal: g1, claim: two}], markets: [de]}
tactics:
  - {id: t1, serves: [{strategy: s1, claim: a}]}
  - {id: t2, serves: [{strategy: s1, claim: b}, {strategy: s2, claim: c}]}
  - {id: t3, serves: [{strategy: s2, claim: d}]}
)yaml";

JudgedPlan judged(double total, std::vector<evidence::Contribution> parts) {
  LoadedPlan loaded{.at = {}, .reading = plan::read_plan({{"plan.yaml", kPlan}}, {})};
  JudgedPlan made{.loaded = std::make_unique<const LoadedPlan>(std::move(loaded)),
                  .observed = {.zone = TimeZone::named("UTC").value()}};
  made.lines = std::make_unique<const plan::Lines>(made.plan());
  made.totals["orders"] = {.total = total, .by_market = {{"de", total}}};
  made.sums["orders"] = evidence::roll_up({.all = std::move(parts)}, made.totals_of("orders"));
  return made;
}

evidence::Contribution part(const char* tactic, double value) {
  return {.tactic = tactic,
          .market = "de",
          .interval = {value, value - 10, value + 10, 0.9},
          .grade = schema::Grade::A};
}

// 200 were claimed of an outcome of 100: every node is scaled alike, so that those that stand
// beside each other add up to what stands above them.
TEST(JudgedPlan, TakesTheCeilingOnceForAllNodes) {
  const JudgedPlan plan = judged(100.0, {part("t1", 60), part("t2", 40), part("t3", 100)});
  const auto value = [&](const char* node) { return plan.sum_of(node, "orders").sum->value; };
  EXPECT_DOUBLE_EQ(value("g1"), 100.0);
  EXPECT_DOUBLE_EQ(value("t1"), 30.0);
  EXPECT_DOUBLE_EQ(value("t2"), 20.0);
  EXPECT_DOUBLE_EQ(value("t3"), 50.0);
  EXPECT_DOUBLE_EQ(value("s1"), 50.0);
  EXPECT_DOUBLE_EQ(value("s2"), 70.0);
  EXPECT_DOUBLE_EQ(value("t1") + value("t2") + value("t3"), value("g1"));
}

TEST(JudgedPlan, HasNoSumOnAMetricThatNothingIsKnownOf) {
  const JudgedPlan plan = judged(100.0, {});
  EXPECT_FALSE(plan.sum_of("g1", "orders").sum.has_value());
  EXPECT_FALSE(plan.sum_of("g1", "visits").sum.has_value());
  EXPECT_FALSE(plan.sum_of("nobody", "orders").sum.has_value());
}

}  // namespace
}  // namespace throughline::workflow
