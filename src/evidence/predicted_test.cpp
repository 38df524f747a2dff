#include "evidence/predicted.hpp"

#include <gmock/gmock.h>

#include "plan/sample_plan.hpp"

namespace throughline::evidence {
namespace {

using testing::ElementsAre;
namespace sample = plan::sample;

plan::Questions claims(double delta, double low, double high) {
  plan::Questions made;
  made.business = plan::Business{.delta = sample::number(delta),
                                 .unit = sample::text("buyers"),
                                 .low = sample::number(low),
                                 .high = sample::number(high)};
  return made;
}

plan::Plan both_claim() {
  plan::Plan plan = sample::small_plan();
  plan.metrics[0].unit_margin = plan::Placed<plan::Money>{{1800, "EUR"}, {}};
  plan.tactics[0].q = claims(120, 40, 200);
  plan.tactics[1].q = claims(120, 40, 200);
  return plan;
}

plan::MatchItem campaign(const std::string& name) {
  plan::MatchItem made;
  made.keys[plan::MatchKey::Campaign] = {sample::text(name)};
  return made;
}

ClaimedSum sum(const plan::Plan& plan, const KeptShares& kept = {}) {
  return claimed_sum(plan, {"t1", "t2"}, "buyers", kept);
}

TEST(Claimed, AddsUpWhatIsNotTheSame) {
  const ClaimedSum made = sum(both_claim());
  EXPECT_DOUBLE_EQ(made.sum.value, 240);
  EXPECT_NEAR(made.sum.low, 240 - 80 * std::sqrt(2.0), 1e-9);
  EXPECT_DOUBLE_EQ(made.worth->value, 240 * 1800);
}

TEST(Claimed, CountsOneDeltaOnceForTheSameRows) {
  plan::Plan plan = both_claim();
  plan.tactics[0].match = {campaign("Spring"), campaign("summer")};
  plan.tactics[1].match = {campaign("summer"), campaign("spring")};
  const ClaimedSum made = sum(plan);
  EXPECT_DOUBLE_EQ(made.sum.value, 120);
  EXPECT_EQ(made.claims[1].also_claimed_by, "t1");
}

TEST(Claimed, CountsOneDeltaOnceForTheSameMeasure) {
  plan::Plan plan = both_claim();
  plan.tactics[0].q->know = sample::text("t2.measure");
  EXPECT_DOUBLE_EQ(sum(plan).sum.value, 120);
  EXPECT_EQ(sum(plan).claims[0].also_claimed_by, "t2");
  plan.tactics[1].q->know = sample::text("t1.measure");
  EXPECT_DOUBLE_EQ(sum(plan).sum.value, 120);
}

TEST(Claimed, TakesTheShareOfRowsThatOverlapLeft) {
  EXPECT_DOUBLE_EQ(sum(both_claim(), {{"t1", 1.0}, {"t2", 0.25}}).sum.value, 150);
}

TEST(Claimed, ListsWhatIsUnknownAndLeavesDraftsOut) {
  plan::Plan plan = both_claim();
  plan.tactics[0].q->business->unknown = true;
  plan.tactics[1].status.value = plan::Status::Draft;
  const ClaimedSum made = sum(plan);
  EXPECT_THAT(made.unknown, ElementsAre("t1"));
  EXPECT_DOUBLE_EQ(made.sum.value, 0);
}

}  // namespace
}  // namespace throughline::evidence
