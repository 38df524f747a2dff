#include "evidence/roll_up.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <numeric>
#include <rapidcheck/gtest.h>

#include "base/random.hpp"
#include "evidence/sample_evidence.hpp"
#include "plan/sample_plan.hpp"

namespace throughline::evidence {
namespace {

using schema::Estimate;
using schema::Grade;
using schema::Interval;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
namespace sample = plan::sample;

Contribution part(
    std::string tactic, double value, double half, Grade grade, std::string market = "de") {
  return {.tactic = std::move(tactic),
          .market = std::move(market),
          .interval = {value, value - half, value + half, 0.9},
          .grade = grade};
}

TEST(RollUp, AddsGradesAToCWithHarmAndShowsDBeside) {
  const RollUp made = roll_up({.all = {part("t1", 100, 30, Grade::A),
                                       part("t2", -40, 40, Grade::C),
                                       part("t3", 500, 10, Grade::D)}},
                              {});
  EXPECT_EQ(made.sum, (Interval{60, 10, 110, 0.9}));  // √(30² + 40²) = 50
  EXPECT_EQ(made.not_proven, (Interval{500, 490, 510, 0.9}));
  EXPECT_EQ(made.grade, Grade::C);
  EXPECT_THAT(made.findings, IsEmpty());
}

TEST(RollUp, HasNoSumWithoutAnythingProven) {
  EXPECT_EQ(roll_up({}, {}).sum, std::nullopt);
  EXPECT_EQ(roll_up({.all = {part("t1", 5, 1, Grade::D)}}, {}).sum, std::nullopt);
  EXPECT_EQ(roll_up({.all = {part("t1", 5, 1, Grade::D)}}, {}).grade, Grade::None);
}

TEST(RollUp, ScalesDownToTheOutcomeAndSaysSo) {
  const RollUp made = roll_up(
      {.all = {part("t1", 100, 10, Grade::A), part("t2", 300, 40, Grade::B)}}, {{"de", 200.0}});
  EXPECT_DOUBLE_EQ(made.sum->value, 200.0);
  EXPECT_LE(made.sum->high, 200.0);
  EXPECT_DOUBLE_EQ(made.parts.all[0].interval.value, 50.0);
  EXPECT_DOUBLE_EQ(made.parts.all[1].interval.value, 150.0);
  ASSERT_THAT(made.findings, SizeIs(1));
  EXPECT_THAT(made.findings[0], testing::HasSubstr("more than the outcome of 200"));
}

TEST(RollUp, LeavesRoomForHarmBelowTheCeiling) {
  const RollUp made = roll_up(
      {.all = {part("t1", 100, 10, Grade::A), part("t2", -50, 10, Grade::A)}}, {{"de", 60.0}});
  EXPECT_DOUBLE_EQ(made.sum->value, 50.0);
  EXPECT_THAT(made.findings, IsEmpty());
}

TEST(RollUp, HoldsEachMarketAndAllOfThemUnderTheirOutcome) {
  const Contributions parts{.all = {part("t1", 100, 10, Grade::A, "de"),
                                    part("t1", 100, 10, Grade::A, "br"),
                                    part("t2", 100, 10, Grade::A, "all")}};
  const RollUp made = roll_up(parts, {{"de", 50.0}, {"br", 500.0}, {"all", 200.0}});
  EXPECT_NEAR(made.sum->value, 200.0, 1e-9);
  ASSERT_THAT(made.markets, SizeIs(3));
  EXPECT_LE(made.markets[2].sum->value, 50.0);  // all, br, de
  EXPECT_THAT(made.findings, SizeIs(2));
}

TEST(RollUp, HasNoCeilingWhereDownIsBetter) {
  const RollUp made =
      roll_up({.all = {part("t1", 300, 10, Grade::A)}}, {{"de", 200.0}}, plan::Better::Down);
  EXPECT_DOUBLE_EQ(made.sum->value, 300.0);
}

TEST(RollUp, AddsDrawByDrawWhereTheyWereKept) {
  Contribution a = part("t1", 0, 1.645, Grade::C);
  Contribution b = part("t2", 0, 1.645, Grade::C);
  Rng rng(1, "draws");
  for (int i = 0; i < 4000; ++i) {
    a.draws.push_back(rng.normal());
    b.draws.push_back(-a.draws.back());  // what one has the other lacks
  }
  const RollUp joint = roll_up({.all = {a, b}}, {});
  EXPECT_NEAR(joint.sum->high - joint.sum->low, 0.0, 1e-12);
  b.draws.clear();
  EXPECT_NEAR(roll_up({.all = {a, b}}, {}).sum->high, 1.645 * std::sqrt(2.0), 1e-9);
}

// Coverage of the sum of independent estimates: the interval must hold the truth 9 times in 10.
TEST(RollUp, CoversTheTrueSumOfManyTactics) {
  Rng rng(5, "roll-up");
  constexpr int kRuns = 1000;
  int held = 0;
  for (int run = 0; run < kRuns; ++run) {
    Contributions parts;
    double truth = 0.0;
    for (int tactic = 0; tactic < 12; ++tactic) {
      const double effect = 50 * rng.normal();
      const double se = 5 + 30 * rng.uniform();
      truth += effect;
      parts.all.push_back(part(
          "t", effect + se * rng.normal(), 1.6448536 * se, tactic % 2 == 0 ? Grade::A : Grade::C));
    }
    const Interval sum = *roll_up(parts, {}).sum;
    held += sum.low <= truth && truth <= sum.high ? 1 : 0;
  }
  EXPECT_NEAR(held, 900, 3 * std::sqrt(90.0));
}

RC_GTEST_PROP(RollUp,
              NeverAddsUpToMoreThanTheOutcome,
              (const std::vector<std::int16_t>& values, std::uint16_t de, std::uint16_t br)) {
  Contributions parts;
  for (std::size_t i = 0; i < values.size(); ++i) {
    parts.all.push_back(part("t" + std::to_string(i),
                             values[i],
                             1 + std::abs(values[i] / 2),
                             static_cast<Grade>(1 + i % 4),
                             i % 3 == 0 ? "br" : "de"));
  }
  const double d = de;
  const double b = br;
  const RollUp made = roll_up(parts, {{"de", d}, {"br", b}});
  if (made.sum) {
    RC_ASSERT(made.sum->value <= d + b);
    RC_ASSERT(made.sum->high <= std::max(d + b, made.sum->value));
    RC_ASSERT(made.sum->low <= made.sum->value && made.sum->value <= made.sum->high);
    double again = 0.0;
    for (const Contribution& one : made.parts.all) {
      again += is_causal(one.grade) ? one.interval.value : 0.0;
    }
    RC_ASSERT(std::fabs(again - made.sum->value) <= 1e-6 * (1 + std::fabs(again)));
  }
  for (const MarketSum& market : made.markets) {
    if (market.sum) {
      RC_ASSERT(market.sum->value <= (market.market == "de" ? d : b));
    }
  }
}

TEST(Explain, SplitsTheChangeAndLetsTheRestBeNegative) {
  const RollUp sum = roll_up({.all = {part("t1", 300, 50, Grade::A)}}, {});
  const std::array forces = {Interval{-150, -200, -100, 0.9}};
  const Explanation made = explain(900, 1000, plan::Better::Up, sum, forces);
  EXPECT_DOUBLE_EQ(made.change, -100.0);  // a falling market in which a tactic works
  EXPECT_DOUBLE_EQ(made.unexplained, -250.0);
  EXPECT_DOUBLE_EQ(*made.explained_share, -3.0);
  EXPECT_EQ(explain(5, 5, plan::Better::Up, sum, {}).explained_share, std::nullopt);
  EXPECT_DOUBLE_EQ(explain(900, 1000, plan::Better::Down, sum, {}).change, 100.0);
}

// ---- contributions from a plan

Estimate on_buyers(std::string tactic, Grade grade, schema::Method method) {
  Estimate made = sample_estimate("e-" + tactic, grade);
  made.about.tactic = std::move(tactic);
  made.metric = "buyers";
  made.from = {2026, 3, 1};
  made.method = method;
  return made;
}

Observed observed(std::vector<Estimate> estimates) {
  Observed made{.as_of = {2026, 6, 30}, .zone = TimeZone::named("UTC").value()};
  made.estimates = std::move(estimates);
  for (const char* tactic : {"t1", "t2"}) {
    made.locks[tactic] = {.state = LockState::Locked, .on = CivilDate{2026, 2, 20}};
  }
  made.datasets["orders"] = {.newest = days_from_civil({2026, 6, 30}) * 86400};
  return made;
}

Contributions contributions(const plan::Plan& plan,
                            const Observed& given,
                            const KeptShares& kept = {}) {
  const std::vector<JudgedTactic> judged = judge_plan(plan, plan::Lines(plan), given);
  return contributions_on(plan, "buyers", judged, given, kept);
}

TEST(Contributions, LoseWhatOverlapsButKeepWhatWasTestedWhole) {
  plan::Plan plan = sample::small_plan();
  plan.tactics[1].hypothesis->method->value = schema::Method::MixModel;
  const Observed given = observed({on_buyers("t1", Grade::A, schema::Method::GeoHoldout),
                                   on_buyers("t2", Grade::C, schema::Method::MixModel)});
  const Contributions made = contributions(plan, given, {{"t1", 0.5}, {"t2", 0.25}});
  ASSERT_THAT(made.all, SizeIs(2));
  EXPECT_DOUBLE_EQ(made.all[0].interval.value, 120.0);
  EXPECT_DOUBLE_EQ(made.all[1].interval.value, 30.0);
  EXPECT_DOUBLE_EQ(made.all[1].kept, 0.25);
}

TEST(Contributions, NameWhatTheyLeaveOut) {
  plan::Plan plan = sample::small_plan();
  Observed given = observed({on_buyers("t1", Grade::A, schema::Method::GeoHoldout),
                             on_buyers("t2", Grade::E, schema::Method::Anecdote)});
  given.locks["t1"].state = LockState::Changed;
  EXPECT_THAT(contributions(plan, given).left_out,
              ElementsAre(LeftOut{"t1", "de", LeftOutWhy::Void},
                          LeftOut{"t2", "de", LeftOutWhy::OnlyAnecdote}));
  given.datasets.clear();
  given.locks["t1"].state = LockState::Locked;
  EXPECT_THAT(contributions(plan, given).left_out,
              ElementsAre(LeftOut{"t1", "de", LeftOutWhy::Unmeasured},
                          LeftOut{"t2", "de", LeftOutWhy::Unmeasured}));
}

TEST(Contributions, CountAnEffectOnceThatTwoTacticsClaim) {
  plan::Plan plan = sample::small_plan();
  plan.tactics[1].q = plan::Questions{.know = sample::text("t1.measure")};
  const Observed given = observed({on_buyers("t1", Grade::A, schema::Method::GeoHoldout),
                                   on_buyers("t2", Grade::A, schema::Method::GeoHoldout)});
  const Contributions once = contributions(plan, given);
  EXPECT_THAT(once.all, SizeIs(1));
  EXPECT_THAT(once.left_out, ElementsAre(LeftOut{"t2", "de", LeftOutWhy::CountedElsewhere}));
  plan.tactics[0].q = plan::Questions{.know = sample::text("t2.measure")};
  EXPECT_THAT(contributions(plan, given).all, SizeIs(1));
}

TEST(Contributions, CountATacticOnceHoweverManyWaysLeadToIt) {
  plan::Plan plan = sample::small_plan();
  plan.strategies.push_back(
      sample::strategy("s2", {sample::link(plan::ParentType::Strategy, "s1")}));
  plan.tactics[0].serves.push_back(sample::link(plan::ParentType::Strategy, "s2"));
  plan = sample::indexed(plan);
  const plan::Lines lines(plan);
  EXPECT_THAT(tactics_at(plan, lines, "g1"), ElementsAre("t1", "t2"));
  EXPECT_THAT(tactics_at(plan, lines, "s2"), ElementsAre("t1"));
  EXPECT_THAT(tactics_at(plan, lines, "t1"), ElementsAre("t1"));
  const Observed given = observed({on_buyers("t1", Grade::A, schema::Method::GeoHoldout)});
  const RollUp sum =
      roll_up(only_of(contributions(plan, given), tactics_at(plan, lines, "s1")), {});
  EXPECT_DOUBLE_EQ(sum.sum->value, 120.0);
}

TEST(Contributions, AreDOnAMetricThatNoLockSpeaksOf) {
  plan::Plan plan = sample::small_plan();
  plan.metrics.push_back(sample::metric("revenue"));
  plan = sample::indexed(plan);
  Estimate estimate = on_buyers("t1", Grade::A, schema::Method::GeoHoldout);
  estimate.metric = "revenue";
  const Observed given = observed({estimate});
  const auto judged = judge_plan(plan, plan::Lines(plan), given);
  const Contributions made = contributions_on(plan, "revenue", judged, given, {});
  ASSERT_THAT(made.all, SizeIs(1));
  EXPECT_EQ(made.all[0].grade, Grade::D);
  EXPECT_THAT(made.left_out, ElementsAre(LeftOut{"t2", "de", LeftOutWhy::OtherMetric}));
}

}  // namespace
}  // namespace throughline::evidence
