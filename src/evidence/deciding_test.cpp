#include "evidence/deciding.hpp"

#include <gmock/gmock.h>
#include <limits>

#include "evidence/sample_evidence.hpp"

namespace throughline::evidence {
namespace {

using schema::Estimate;
using schema::Grade;
using schema::Method;
using testing::ElementsAre;
using testing::IsEmpty;

// A question that was locked on 1 January, before the data of January to June.
Question question() {
  return {.tactic = "t1",
          .metric = "orders",
          .market = "de",
          .method = Method::GeoHoldout,
          .dates = {.from = CivilDate{2026, 1, 5},
                    .until = CivilDate{2026, 6, 30},
                    .by = CivilDate{2026, 6, 30}},
          .lock = {.state = LockState::Locked, .on = CivilDate{2026, 1, 1}}};
}

std::vector<std::string> order(const std::vector<Estimate>& estimates) {
  std::vector<std::string> ids;
  for (const Weighed& weighed : weigh(estimates, question(), 0.9).all) {
    ids.push_back(estimates[weighed.index].id);
  }
  return ids;
}

Weighed alone(const Estimate& estimate, const Question& asked = question()) {
  const Weighing weighing = weigh(std::span(&estimate, 1), asked, 0.9);
  EXPECT_EQ(weighing.all.size(), 1U);
  return weighing.all.at(0);
}

TEST(Deciding, PutsTheBestGradeFirstThenTheLatestThenTheNarrowestThenTheId) {
  Estimate weak = sample_estimate("weak", Grade::B);
  Estimate old = sample_estimate("old", Grade::A);
  old.to = {2026, 5, 1};
  Estimate wide = sample_estimate("wide", Grade::A);
  wide.effect.interval.high += 10;
  EXPECT_THAT(
      order({weak, wide, old, sample_estimate("z", Grade::A), sample_estimate("b", Grade::A)}),
      ElementsAre("b", "z", "wide", "old", "weak"));
}

TEST(Deciding, LeavesOutWhatIsAboutSomethingElse) {
  Estimate pair = sample_estimate("pair", Grade::A);
  pair.about.second = "t2";
  Estimate link = sample_estimate("link", Grade::A);
  link.about = {.tactic = "", .link = "t1>c1", .second = ""};
  Estimate metric = sample_estimate("metric", Grade::A);
  metric.metric = "visits";
  Estimate market = sample_estimate("market", Grade::A);
  market.market = "all";
  EXPECT_THAT(order({pair, link, metric, market}), IsEmpty());
}

TEST(Deciding, LetsOnlyWindowsWithinTheTrialDecide) {
  for (const auto& [from, to, within] :
       {std::tuple(CivilDate{2026, 1, 5}, CivilDate{2026, 7, 1}, true),
        std::tuple(CivilDate{2026, 1, 4}, CivilDate{2026, 7, 1}, false),
        std::tuple(CivilDate{2026, 1, 5}, CivilDate{2026, 7, 2}, false)}) {
    Estimate estimate = sample_estimate("e", Grade::A);
    estimate.from = from;
    estimate.to = to;
    EXPECT_EQ(alone(estimate).can_decide, within) << format_date(from) << " " << format_date(to);
  }
}

TEST(Deciding, CountsWhatWasNotFixedBeforehandAsD) {
  Estimate estimate = sample_estimate("e", Grade::A);
  Question never = question();
  never.lock = {};
  EXPECT_EQ(alone(estimate, never).grade, Grade::D);
  EXPECT_THAT(alone(estimate, never).remarks, ElementsAre(Remark::NotFixedBefore));
  Question late = question();
  late.lock.on = CivilDate{2026, 1, 6};
  EXPECT_EQ(alone(estimate, late).grade, Grade::D);
  late.lock.on = CivilDate{2026, 1, 5};  // on the day the window begins is not after it began
  EXPECT_EQ(alone(estimate, late).grade, Grade::A);
}

TEST(Deciding, TakesAnotherMethodOnlyIfItIsBetterThanTheLockedOneCouldBe) {
  Question asked = question();
  asked.method = Method::DiffInDiff;  // B at best
  EXPECT_EQ(alone(sample_estimate("geo", Grade::A), asked).grade, Grade::A);
  Estimate same_grade = sample_estimate("its", Grade::B);
  same_grade.method = Method::InterruptedSeries;
  EXPECT_EQ(alone(same_grade, asked).grade, Grade::D);
  Estimate weaker = sample_estimate("mmm", Grade::C);
  weaker.method = Method::MixModel;
  EXPECT_EQ(alone(weaker, asked).grade, Grade::D);
  EXPECT_THAT(alone(weaker, asked).remarks, ElementsAre(Remark::OtherMethod));
}

TEST(Deciding, LowersAGradeAboveItsMethodAndAfterAFailedCheck) {
  Estimate boast = sample_estimate("boast", Grade::A);
  boast.method = Method::Anecdote;
  EXPECT_EQ(alone(boast).grade, Grade::E);
  Estimate failed = sample_estimate("failed", Grade::A);
  failed.caveats = {"failed check: sample ratio, p = 0.0001"};
  EXPECT_EQ(alone(failed).grade, Grade::D);
  EXPECT_THAT(alone(failed).remarks, ElementsAre(Remark::FailedCheck));
  Estimate none = sample_estimate("none", Grade::None);
  EXPECT_EQ(alone(none).grade, Grade::E);
}

TEST(Deciding, ShowsButNeverTakesNumbersThatMakeNoInterval) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const schema::Interval interval : {schema::Interval{5, 6, 7, 0.9},
                                          schema::Interval{kNan, 1, 2, 0.9},
                                          schema::Interval{1, -kInfinity, 2, 0.9},
                                          schema::Interval{1, 0, 2, 1.0}}) {
    Estimate estimate = sample_estimate("e", Grade::A);
    estimate.effect.interval = interval;
    const Weighing weighing = weigh(std::span(&estimate, 1), question(), 0.9);
    EXPECT_EQ(weighing.deciding(), nullptr);
    EXPECT_EQ(weighing.all.size(), 1U);
  }
}

TEST(Deciding, FlagsAnIntervalThatMissesTheDecidingOne) {
  const Estimate first = sample_estimate("a", Grade::A);
  Estimate other = sample_estimate("b", Grade::B);
  other.effect.interval = {500, 450, 550, 0.9};
  Estimate touching = sample_estimate("c", Grade::B);
  touching.effect.interval = {170, 160, 180, 0.9};
  const std::vector<Estimate> all = {first, other, touching};
  const Weighing weighing = weigh(all, question(), 0.9);
  ASSERT_EQ(weighing.all.size(), 3U);
  for (const Weighed& weighed : weighing.all) {
    EXPECT_EQ(weighed.conflicts, all[weighed.index].id == "b");
  }
}

TEST(Deciding, SaysWhereALevelWasReachedByACurve) {
  const Estimate estimate = sample_estimate("e", Grade::A);
  const Weighing strict = weigh(std::span(&estimate, 1), question(), 0.995);
  EXPECT_THAT(strict.all.at(0).remarks, ElementsAre(Remark::LevelByCurve));
  EXPECT_TRUE(strict.all.at(0).can_decide);
  const Weighing drawn =
      weigh(std::span(&estimate, 1), question(), 0.995, {{"e", {80, 120, 130, 160}}});
  EXPECT_THAT(drawn.all.at(0).remarks, IsEmpty());
}

TEST(Deciding, ReadsAGuardrailWithoutTheLock) {
  Estimate estimate = sample_estimate("e", Grade::B);
  estimate.method = Method::DiffInDiff;
  Question asked = question();
  asked.lock = {};
  EXPECT_EQ(weigh_guardrail(std::span(&estimate, 1), asked, 0.9).all.at(0).grade, Grade::B);
}

TEST(Effect, IsTurnedSoThatUpIsBetterAndPutIntoUnits) {
  schema::Effect effect{{-0.10, -0.20, -0.05, 0.9}, schema::Scale::Relative, 400.0};
  const TurnedEffect fewer = turned(effect, plan::Better::Down);
  EXPECT_EQ(fewer.interval, (schema::Interval{40, 20, 80, 0.9}));
  EXPECT_EQ(fewer.scale, schema::Scale::Absolute);
  EXPECT_DOUBLE_EQ(*delta_on_scale_of(fewer, {{6, "6"}, true}), 24.0);
  EXPECT_DOUBLE_EQ(*delta_on_scale_of(fewer, {{6, "6"}, false}), 6.0);
  effect.baseline = 0.0;
  const TurnedEffect share = turned(effect, plan::Better::Up);
  EXPECT_EQ(share.scale, schema::Scale::Relative);
  EXPECT_DOUBLE_EQ(*delta_on_scale_of(share, {{6, "6"}, true}), 0.06);
  EXPECT_EQ(delta_on_scale_of(share, {{6, "6"}, false}), std::nullopt);
  EXPECT_EQ(worth(share, 2.0), std::nullopt);
  EXPECT_EQ(worth(fewer, 2.0), (schema::Interval{80, 40, 160, 0.9}));
}

TEST(Effect, TakesAnotherLevelFromDrawsWhereTheyWereKept) {
  const TurnedEffect effect{.interval = {0, -1.959964, 1.959964, 0.95}};
  EXPECT_NEAR(at_level(effect, 0.9).interval.high, 1.644854, 1e-6);
  EXPECT_EQ(at_level(effect, 0.9).level_from, LevelFrom::NormalCurve);
  const std::vector<double> draws = {-5, -4, 0, 4, 5};
  EXPECT_DOUBLE_EQ(at_level(effect, 0.5, draws).interval.high, 4.0);
  EXPECT_EQ(at_level(effect, 0.5, draws).level_from, LevelFrom::Draws);
  EXPECT_EQ(at_level(effect, 0.95, draws).level_from, LevelFrom::AsStored);
}

}  // namespace
}  // namespace throughline::evidence
