#include "evidence/judging.hpp"

#include <gmock/gmock.h>

#include "evidence/feeds.hpp"
#include "evidence/sample_evidence.hpp"
#include "plan/sample_plan.hpp"

namespace throughline::evidence {
namespace {

using plan::Verdict;
using schema::Estimate;
using schema::Grade;
namespace sample = plan::sample;

// sample::small_plan() with t1 in two markets, locked before March, judged on its day.
plan::Plan two_markets() {
  plan::Plan plan = sample::small_plan();
  plan.tactics[0].markets = sample::refs({"de", "fr"});
  plan.metrics[0].unit_margin = plan::Placed<plan::Money>{{1800, "EUR"}, {}};
  return plan;
}

Seconds at(CivilDate day) { return days_from_civil(day) * 86400; }

Observed observed(std::vector<Estimate> estimates) {
  Observed made{.as_of = {2026, 6, 30}, .zone = TimeZone::named("UTC").value()};
  made.estimates = std::move(estimates);
  made.locks["t1"] = {.state = LockState::Locked, .on = CivilDate{2026, 2, 20}};
  made.datasets["orders"] = {.newest = at({2026, 6, 30})};
  return made;
}

Estimate on_buyers(std::string id, std::string market, double value, double half) {
  Estimate made = sample_estimate(std::move(id), Grade::A);
  made.metric = "buyers";
  made.market = std::move(market);
  made.from = {2026, 3, 1};
  made.effect.interval = {value, value - half, value + half, 0.9};
  return made;
}

std::vector<JudgedTactic> judged(const plan::Plan& plan, const Observed& given) {
  return judge_plan(plan, plan::Lines(plan), given);
}

TEST(Judging, GivesAVerdictInEveryMarketAndNoWordForOppositeOnes) {
  const plan::Plan plan = two_markets();
  const auto all =
      judged(plan, observed({on_buyers("e1", "de", 300, 50), on_buyers("e2", "fr", -300, 50)}));
  ASSERT_EQ(all.size(), 2U);
  ASSERT_EQ(all[0].markets.size(), 2U);
  EXPECT_EQ(all[0].markets[0].judgement.verdict, Verdict::Working);
  EXPECT_EQ(all[0].markets[1].judgement.verdict, Verdict::Harmful);
  EXPECT_EQ(all[0].pooled(), std::nullopt);
  EXPECT_EQ(all[0].markets[0].inputs.min_effect, 120.0);  // 6% of 2,000
  EXPECT_EQ(all[0].markets[0].proposal->action.did, plan::Action::Scale);
  EXPECT_EQ(all[0].markets[1].proposal->action.did, plan::Action::Stop);
}

TEST(Judging, CarriesAnAverageIntoNoMarket) {
  const plan::Plan plan = two_markets();
  const auto average = judged(plan, observed({on_buyers("e1", "all", 300, 50)}));
  ASSERT_EQ(average[0].markets.size(), 1U);
  EXPECT_EQ(average[0].markets[0].market, "all");
  const auto one_own =
      judged(plan, observed({on_buyers("e1", "all", 300, 50), on_buyers("e2", "de", 300, 50)}));
  ASSERT_EQ(one_own[0].markets.size(), 2U);
  EXPECT_EQ(one_own[0].markets[1].market, "fr");
  EXPECT_EQ(one_own[0].markets[1].judgement.cause, Cause::NoEstimate);
}

TEST(Judging, TakesWhatIsSaidOfAllForTheOnlyMarket) {
  const plan::Plan plan = sample::small_plan();  // t1 in de alone, through its strategy
  const auto all = judged(plan, observed({on_buyers("e1", "all", 300, 50)}));
  ASSERT_EQ(all[0].markets.size(), 1U);
  EXPECT_EQ(all[0].markets[0].market, "de");
  EXPECT_EQ(all[0].markets[0].judgement.verdict, Verdict::Working);
}

TEST(Judging, IsVoidWhereTheLockSaysSo) {
  const plan::Plan plan = two_markets();
  Observed given = observed({on_buyers("e1", "de", 300, 50)});
  given.locks["t1"].state = LockState::Changed;
  given.locks["t1"].changed = {"hypothesis.min_effect"};
  const auto all = judged(plan, given);
  EXPECT_EQ(all[0].markets[0].judgement.verdict, Verdict::Void);
  EXPECT_THAT(all[0].markets[0].judgement.reason, testing::HasSubstr("hypothesis.min_effect"));
  EXPECT_FALSE(all[0].markets[0].proposal);
}

TEST(Judging, OnlyLearnsFromWhatWasNeverLocked) {
  const plan::Plan plan = two_markets();
  Observed given = observed({on_buyers("e1", "de", 300, 50)});
  given.locks.clear();
  EXPECT_EQ(judged(plan, given)[0].markets[0].judgement.verdict, Verdict::LearningOnly);
}

TEST(Judging, IsUnmeasuredWhereTheFeedDied) {
  const plan::Plan plan = two_markets();
  Observed given = observed({on_buyers("e1", "de", 300, 50)});
  given.datasets["orders"].newest = at({2026, 7, 1}) - 48 * 3600;
  EXPECT_EQ(judged(plan, given)[0].markets[0].judgement.verdict, Verdict::Working);
  given.datasets["orders"].newest = at({2026, 7, 1}) - 48 * 3600 - 1;
  EXPECT_EQ(judged(plan, given)[0].markets[0].judgement.cause, Cause::FeedStale);
  given.datasets["orders"].consented = Consented::No;
  EXPECT_EQ(judged(plan, given)[0].markets[0].judgement.cause, Cause::FeedUnconsented);
  given.datasets.clear();
  EXPECT_EQ(judged(plan, given)[0].markets[0].judgement.cause, Cause::FeedMissing);
}

TEST(Judging, DoesNotCallAFeedStaleThatWasFreshWhenTheWindowEnded) {
  const plan::Plan plan = two_markets();
  Observed given = observed({on_buyers("e1", "de", 300, 50)});
  given.as_of = {2026, 12, 31};
  EXPECT_EQ(judged(plan, given)[0].markets[0].judgement.verdict, Verdict::Working);
}

TEST(Judging, ReadsAGuardrailMoreStrictlyBeforeTheDay) {
  const plan::Plan plan = two_markets();
  Estimate refunds = on_buyers("e2", "de", 30, 20);  // +10 to +50 refunds at 90%: harm
  refunds.metric = "refunds";
  plan::Plan down = plan;
  down.metrics[1].better.value = plan::Better::Down;
  Observed given = observed({on_buyers("e1", "de", 300, 50), refunds});
  EXPECT_EQ(judged(down, given)[0].markets[0].judgement.cause, Cause::GuardrailHurt);
  given.as_of = {2026, 6, 29};  // −4 to +64 at 99.5%
  EXPECT_EQ(judged(down, given)[0].markets[0].judgement.verdict, Verdict::TooEarly);
  given.as_of = {2026, 6, 30};
  EXPECT_EQ(judged(plan, given)[0].markets[0].judgement.verdict, Verdict::Working);
}

TEST(Judging, MovesTheDayWithADecisionToExtend) {
  plan::Plan plan = two_markets();
  plan::Decision extend;
  extend.head = sample::head("d1");
  extend.tactic = sample::text("t1");
  extend.did.value = plan::Action::Extend;
  plan.decisions = {extend};
  const auto all = judged(sample::indexed(plan), observed({on_buyers("e1", "de", 300, 50)}));
  EXPECT_EQ(all[0].markets[0].judgement.verdict, Verdict::TooEarly);
}

TEST(Judging, OnlyLearnsFromHandMadeTacticsAndSaysWhenTheyShouldHaveEnded) {
  plan::Plan plan = two_markets();
  plan.tactics[0].unscalable =
      plan::Unscalable{true, sample::text("why they refill"), sample::date(2026, 6, 29), {}};
  const Observed given = observed({on_buyers("e1", "de", 300, 50)});
  const auto all = judged(plan, given);
  EXPECT_EQ(all[0].markets[0].judgement.verdict, Verdict::LearningOnly);
  EXPECT_TRUE(all[0].expired);
  plan.tactics[0].unscalable->expires = sample::date(2026, 6, 30);
  EXPECT_FALSE(judged(plan, given)[0].expired);
}

TEST(Judging, FlagsAnActionAtOddsWithTheVerdict) {
  plan::Plan plan = two_markets();
  plan.tactics[0].decide->rule = sample::text("scale if est > 0; else stop");
  const auto all =
      judged(plan, observed({on_buyers("e1", "de", 50, 200), on_buyers("e2", "fr", 300, 50)}));
  EXPECT_EQ(all[0].markets[0].judgement.verdict, Verdict::Underpowered);
  EXPECT_EQ(all[0].markets[0].proposal->at_odds, AtOdds::ScaleWithoutWorking);
  EXPECT_EQ(all[0].markets[1].proposal->at_odds, AtOdds::No);
  plan.tactics[0].decide->rule = sample::text("stop if est > 0; else keep");
  const auto stopped = judged(plan, observed({on_buyers("e2", "fr", 300, 50)}));
  EXPECT_EQ(stopped[0].markets[1].proposal->at_odds, AtOdds::StopWhileWorking);
}

TEST(Judging, WeighsWorthAgainstCostInTheProposal) {
  plan::Plan plan = two_markets();
  plan.tactics[0].decide->rule = sample::text("scale if roi_lo >= 4.5; else keep");
  Observed given = observed({on_buyers("e1", "de", 300, 50)});
  given.costs = {{.tactic = "t1", .market = "de", .cash = 60'000, .labour = 40'000}};
  const auto all = judged(plan, given);
  EXPECT_EQ(all[0].markets[0].per_cost, (schema::Interval{5.4, 4.5, 6.3, 0.9}));
  EXPECT_EQ(all[0].markets[0].proposal->action.did, plan::Action::Scale);
}

TEST(Judging, EndsTheWaitEarlyForABiggerFish) {
  plan::Plan plan = two_markets();
  plan.tactics[0].serves = plan.tactics[1].serves;  // both below s1
  plan.tactics[0].decide->stop_when = {{plan::StopWhen::BiggerFish, {}}};
  plan.tactics[1].markets = sample::refs({"de"});
  Estimate sibling = on_buyers("e2", "de", 900, 10);
  sibling.about.tactic = "t2";
  Observed given = observed({on_buyers("e1", "de", 300, 10), sibling});
  given.locks["t2"] = given.locks["t1"];
  given.as_of = {2026, 6, 1};
  given.estimates[0].to = {2026, 6, 1};
  given.estimates[1].to = {2026, 6, 1};
  given.datasets["orders"].newest = at({2026, 6, 1});
  given.costs = {{.tactic = "t1", .market = "de", .cash = 100},
                 {.tactic = "t2", .market = "de", .cash = 100}};
  const auto all = judged(sample::indexed(plan), given);
  EXPECT_EQ(all[0].markets[0].inputs.stops.at(0).met, Met::Yes);
  EXPECT_EQ(all[0].markets[0].judgement.verdict, Verdict::Working);
  EXPECT_EQ(all[1].markets[0].judgement.verdict, Verdict::TooEarly);
}

TEST(Judging, LeavesDraftsOut) {
  plan::Plan plan = two_markets();
  plan.tactics[0].status.value = plan::Status::Draft;
  EXPECT_EQ(judged(plan, observed({})).size(), 1U);
}

TEST(Judging, StandsAnEmptyPlanAndAnEmptyTactic) {
  EXPECT_TRUE(judged({}, observed({})).empty());
  plan::Plan bare;
  bare.tactics = {sample::tactic("t1", {})};
  const auto all = judged(sample::indexed(bare), observed({}));
  EXPECT_EQ(all[0].markets[0].judgement.cause, Cause::NoMetric);
}

}  // namespace
}  // namespace throughline::evidence
