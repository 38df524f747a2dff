#include "evidence/waterfall.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace throughline::evidence {
namespace {

using plan::NodeType;
using plan::Verdict;
using schema::Grade;

// Goal g1, strategy s1, programme c1; tactics t0 … t5 serve c1, and t6 serves nothing.
plan::Plan seven_tactics() {
  plan::Plan made;
  made.goals.resize(1);
  made.goals[0].head.id.value = "g1";
  made.strategies.resize(1);
  made.strategies[0].head.id.value = "s1";
  made.strategies[0].serves = {{.type = plan::ParentType::Goal, .parent = {"g1", {}}}};
  made.programmes.resize(1);
  made.programmes[0].head.id.value = "c1";
  made.programmes[0].serves = {{.type = plan::ParentType::Strategy, .parent = {"s1", {}}}};
  made.tactics.resize(7);
  for (std::size_t i = 0; i < 7; ++i) {
    made.tactics[i].head.id.value = "t" + std::to_string(i);
    made.by_id["t" + std::to_string(i)] = {NodeType::Tactic, i};
    if (i < 6) {
      made.tactics[i].serves = {{.type = plan::ParentType::Programme, .parent = {"c1", {}}}};
    }
  }
  made.by_id["g1"] = {NodeType::Goal, 0};
  made.by_id["s1"] = {NodeType::Strategy, 0};
  made.by_id["c1"] = {NodeType::Programme, 0};
  return made;
}

CostLine line(std::optional<std::size_t> tactic, std::int64_t cash, std::int64_t labour = 0) {
  CostLine made{.id = "", .what = "w", .channel = "", .market = "de"};
  if (tactic) {
    made.node = {NodeType::Tactic, *tactic};
  }
  made.rows = 1;
  made.cash = cash;
  made.labour = labour;
  return made;
}

TacticStanding standing(std::size_t tactic, Grade grade, Verdict verdict, double worth_low) {
  return {.tactic = "t" + std::to_string(tactic),
          .market = "de",
          .kind = plan::MetricKind::Outcome,
          .grade = grade,
          .deciding = grade,
          .verdict = verdict,
          .worth_low = worth_low};
}

std::vector<TacticStanding> standings() {
  std::vector<TacticStanding> all = {standing(0, Grade::A, Verdict::Working, 1000),
                                     standing(1, Grade::B, Verdict::Working, 999),
                                     standing(2, Grade::A, Verdict::NotWorking, 0),
                                     standing(3, Grade::C, Verdict::Working, 9999),
                                     standing(4, Grade::E, Verdict::LearningOnly, 0),
                                     standing(5, Grade::A, Verdict::Unmeasured, 0),
                                     standing(6, Grade::A, Verdict::Working, 9999)};
  all[5].kind = plan::MetricKind::Activity;
  return all;
}

TEST(Waterfall, LosesAtEachStepWhatDoesNotBelongToTheNext) {
  std::vector<CostLine> lines;
  for (std::size_t tactic = 0; tactic < 7; ++tactic) {
    lines.push_back(line(tactic, 900, 100));
  }
  lines.push_back(line({}, 500));
  CostLine programme = line({}, 300);
  programme.node = {NodeType::Programme, 0};
  lines.push_back(programme);
  const Waterfall made = waterfall(seven_tactics(), lines, standings());
  EXPECT_EQ(made.at(MoneyStep::Spent).minor, 7800);
  EXPECT_EQ(made.at(MoneyStep::Mapped).minor, 6000);    // t0 … t5
  EXPECT_EQ(made.at(MoneyStep::Measured).minor, 4000);  // t0 … t3
  EXPECT_EQ(made.at(MoneyStep::Tested).minor, 3000);    // t0 … t2
  EXPECT_EQ(made.at(MoneyStep::Paying).minor, 1000);    // t0; t1 is one unit short
  const auto& lost = made.at(MoneyStep::Mapped).lost;
  ASSERT_EQ(lost.size(), 3U);
  EXPECT_EQ(lost[0].why, MoneyLoss::NoGoal);
  EXPECT_EQ(lost[1].why, MoneyLoss::NoTactic);
  EXPECT_EQ(lost[2].why, MoneyLoss::ProgrammeOnly);
  EXPECT_EQ(made.at(MoneyStep::Paying).lost.size(), 2U);
  EXPECT_NEAR(made.unmapped_cash_share, 1700.0 / 7100.0, 1e-15);
  EXPECT_TRUE(made.unmapped_too_much);
  ASSERT_EQ(made.no_reason.size(), 3U);
  EXPECT_EQ(made.no_reason[0].full(), 1000);
  EXPECT_EQ(made.no_reason[2].full(), 300);
}

TEST(Waterfall, CountsHoursAsMoneyEvenWithoutAnyMedia) {
  const Waterfall made =
      waterfall(seven_tactics(), {line(0, 0, cost_of_hours(120.0, 4500))}, standings());
  EXPECT_EQ(made.at(MoneyStep::Spent).minor, 540000);
  EXPECT_EQ(made.unmapped_cash_share, 0.0);
  EXPECT_EQ(cost_of_hours(0.5, 1), 1);
}

TEST(Waterfall, HoldsWorthAgainstTheCostOfTheWholeWindowNotOfALine) {
  const std::vector<CostLine> lines = {line(0, 600), line(0, 600)};
  EXPECT_EQ(waterfall(seven_tactics(), lines, standings()).at(MoneyStep::Paying).minor, 0);
  EXPECT_EQ(waterfall(seven_tactics(), lines, standings()).at(MoneyStep::Tested).minor, 1200);
}

TEST(Waterfall, DoesNotCarryAMarketsVerdictIntoAnother) {
  CostLine elsewhere = line(0, 400);
  elsewhere.market = "br";
  std::vector<TacticStanding> two = standings();
  two.push_back(standing(0, Grade::D, Verdict::LearningOnly, 0));
  two.back().market = "br";
  const Waterfall made = waterfall(seven_tactics(), {line(0, 600), elsewhere}, two);
  EXPECT_EQ(made.at(MoneyStep::Measured).minor, 1000);
  EXPECT_EQ(made.at(MoneyStep::Paying).minor, 600);
}

TEST(Waterfall, IsZeroThroughoutWithoutMoneyOrPlan) {
  const Waterfall made = waterfall({}, {}, {});
  EXPECT_EQ(made.at(MoneyStep::Spent).minor, 0);
  EXPECT_EQ(made.unmapped_cash_share, 0.0);
  EXPECT_FALSE(made.unmapped_too_much);
  EXPECT_EQ(waterfall({}, {line({}, 5)}, {}).unmapped_cash_share, 1.0);
}

TEST(Waterfall, ReportsSevenPercentUnmappedAsSevenPercent) {
  const Waterfall made =
      waterfall(seven_tactics(), {line(0, 93'000), line({}, 4'000), line({}, 3'000)}, standings());
  EXPECT_NEAR(made.unmapped_cash_share, 0.07, 1e-12);
  EXPECT_THAT(made.no_reason, testing::SizeIs(2));
  EXPECT_EQ(made.no_reason[0].cash, 4'000);
}

RC_GTEST_PROP(Waterfall,
              NeverGrowsAndLosesNothing,
              (const std::vector<std::pair<std::uint8_t, std::uint16_t>>& some)) {
  std::vector<CostLine> lines;
  std::int64_t spent = 0;
  for (const auto& [which, cash] : some) {
    const std::size_t tactic = which % 9;
    lines.push_back(line(tactic < 7 ? std::optional(tactic) : std::nullopt, cash, which));
    spent += cash + which;
  }
  const Waterfall made = waterfall(seven_tactics(), lines, standings());
  RC_ASSERT(made.at(MoneyStep::Spent).minor == spent);
  for (std::size_t step = 1; step < kMoneySteps; ++step) {
    std::int64_t lost = 0;
    for (const LostMoney& part : made.steps[step].lost) {
      lost += part.minor;
    }
    RC_ASSERT(made.steps[step].minor <= made.steps[step - 1].minor);
    RC_ASSERT(made.steps[step].minor + lost == made.steps[step - 1].minor);
  }
}

TEST(CostByTactic, AddsUpCashAndLabourInPlanOrder) {
  std::vector<CostLine> lines = {line(2, 5), line(1, 7, 3), line(1, 1), line({}, 9)};
  const std::vector<TacticCost> costs = cost_by_tactic(seven_tactics(), lines);
  ASSERT_EQ(costs.size(), 2U);
  EXPECT_EQ(costs[0].tactic, "t1");
  EXPECT_EQ(costs[0].full(), 11);
  EXPECT_EQ(costs[1].full(), 5);
}

TEST(Reconcile, AllowsOneInAThousandAndNoMore) {
  EXPECT_TRUE(reconcile(100'000, 93'000, 6'900));
  EXPECT_TRUE(reconcile(0, 0, 0));
  const auto apart = reconcile(100'000, 93'000, 6'899);
  ASSERT_FALSE(apart);
  EXPECT_EQ(apart.error().code, ErrorCode::CorruptData);
  EXPECT_FALSE(reconcile(0, 5, 0));
}

}  // namespace
}  // namespace throughline::evidence
