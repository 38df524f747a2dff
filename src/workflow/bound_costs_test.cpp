#include "workflow/bound_costs.hpp"

#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "plan/sample_plan.hpp"

namespace throughline::workflow {
namespace {

namespace sample = plan::sample;

// A tactic of two markets, known by its campaign and its tag.
plan::Plan plan_of_two_markets() {
  plan::Plan plan;
  plan::Tactic tactic;
  tactic.head = sample::head("t1");
  tactic.markets = sample::refs({"de", "br"});
  tactic.cost = plan::Cost{.ledger_tag = sample::text("t1")};
  plan::MatchItem item;
  item.keys[plan::MatchKey::SpendCampaign] = {sample::text("c1")};
  tactic.match = {item};
  plan.tactics.push_back(tactic);
  plan.by_id["t1"] = {plan::NodeType::Tactic, 0};
  for (const std::string id : {"de", "br"}) {
    plan::Market market;
    market.head = sample::head(id);
    plan.by_id[id] = {plan::NodeType::Market, plan.markets.size()};
    plan.markets.push_back(market);
  }
  return plan;
}

SpendSum spent(std::string market, std::string campaign, std::int64_t cost) {
  SpendSum row;
  row.market = std::move(market);
  row.campaign = std::move(campaign);
  row.rows = 1;
  row.cost = cost;
  return row;
}

HoursSum worked(std::string tag, double hours) {
  HoursSum row;
  row.role = "editor";
  row.tag = std::move(tag);
  row.rows = 1;
  row.hours = hours;
  return row;
}

BoundCosts bound(const plan::Plan& plan,
                 const std::vector<SpendSum>& spend,
                 const std::vector<HoursSum>& hours) {
  const plan::Lines lines(plan);
  return bind_costs(lines, plan::Matcher(plan), spend, hours, {{"editor", 4500}});
}

TEST(BoundCosts, HoursFollowTheCashOverTheMarketsOfTheirTactic) {
  const plan::Plan plan = plan_of_two_markets();
  const BoundCosts costs =
      bound(plan, {spent("de", "c1", 3000), spent("br", "c1", 1000)}, {worked("t1", 2.0)});
  ASSERT_EQ(costs.lines.size(), 4U);
  EXPECT_EQ(costs.lines[2].market, "de");
  EXPECT_EQ(costs.lines[2].labour, 6750);
  EXPECT_EQ(costs.lines[3].market, "br");
  EXPECT_EQ(costs.lines[3].labour, 2250);
  EXPECT_EQ(costs.lines[3].rows, 0U);
}

TEST(BoundCosts, WithoutCashHoursAreSharedEvenly) {
  const plan::Plan plan = plan_of_two_markets();
  const BoundCosts costs = bound(plan, {}, {worked("t1", 1.0)});
  ASSERT_EQ(costs.lines.size(), 2U);
  EXPECT_EQ(costs.lines[0].labour, 2250);
  EXPECT_EQ(costs.lines[1].labour, 2250);
}

TEST(BoundCosts, WhatNobodyClaimsStaysAsItIs) {
  const plan::Plan plan = plan_of_two_markets();
  const BoundCosts costs = bound(plan, {spent("", "other", 700)}, {worked("nobody", 1.0)});
  ASSERT_EQ(costs.lines.size(), 2U);
  EXPECT_FALSE(costs.lines[0].node.has_value());
  EXPECT_EQ(costs.lines[0].cash, 700);
  EXPECT_EQ(costs.lines[1].labour, 4500);
}

TEST(BoundCosts, ARoleWithoutAPriceCostsNothingAndIsCounted) {
  const plan::Plan plan = plan_of_two_markets();
  HoursSum row = worked("t1", 3.0);
  row.role = "intern";
  const BoundCosts costs = bound(plan, {}, {row});
  EXPECT_EQ(costs.ledger, 0);
  EXPECT_EQ(costs.unknown_roles, 1U);
}

RC_GTEST_PROP(BoundCosts, LinesAlwaysAddUpToTheLedger, ()) {
  const plan::Plan plan = plan_of_two_markets();
  std::vector<SpendSum> spend;
  for (const auto& [market, cost] : *rc::gen::container<std::vector<std::pair<int, int>>>(
           rc::gen::pair(rc::gen::inRange(0, 4), rc::gen::inRange(-500, 100000)))) {
    const std::string names[] = {"de", "br", "", "unknown"};
    spend.push_back(spent(names[market], "c1", cost));
  }
  const BoundCosts costs = bound(plan, spend, {worked("t1", *rc::gen::inRange(0, 99) / 7.0)});
  const std::int64_t sum =
      std::accumulate(costs.lines.begin(),
                      costs.lines.end(),
                      std::int64_t{0},
                      [](std::int64_t so_far, const auto& line) { return so_far + line.full(); });
  RC_ASSERT(sum == costs.ledger);
}

}  // namespace
}  // namespace throughline::workflow
