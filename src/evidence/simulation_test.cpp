// A company of many tactics whose effects are known, judged from plan to sums.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <set>

#include "base/random.hpp"
#include "evidence/contribution.hpp"
#include "evidence/judging.hpp"
#include "evidence/roll_up.hpp"
#include "plan/sample_plan.hpp"

namespace throughline::evidence {
namespace {

using plan::Verdict;
using schema::Estimate;
using schema::Grade;
namespace sample = plan::sample;

constexpr double kZ = 1.6448536269514722;
constexpr double kBaseline = 2000.0;
constexpr double kMinEffect = 120.0;  // 6% of the baseline, as testable() asks

/// What is true of a tactic, and how sharply it is looked at.
struct Planted {
  double effect = 0.0;
  double error = 0.0;
};

/// A plan of tactics below one goal, and what was observed of them.
struct World {
  plan::Plan plan;
  std::vector<Planted> planted;
  Observed observed{.as_of = {2026, 6, 30}, .zone = TimeZone::named("UTC").value()};
};

Estimate estimate_of(const std::string& tactic, const Planted& truth, Rng& rng) {
  Estimate made;
  made.id = "e-" + tactic;
  made.about.tactic = tactic;
  made.metric = "buyers";
  made.market = "de";
  made.from = {2026, 3, 1};
  made.to = {2026, 7, 1};
  const double value = truth.effect + truth.error * rng.normal();
  made.effect = {{value, value - kZ * truth.error, value + kZ * truth.error, 0.9},
                 schema::Scale::Absolute,
                 kBaseline};
  made.n = 1000;
  made.grade = Grade::A;
  made.method = schema::Method::GeoHoldout;
  return made;
}

// A third does nothing, a third half of what matters, a third twice that; looked at sharply, just
// sharply enough, or hardly at all.
World world_of(std::size_t n_tactics, std::uint64_t seed) {
  Rng rng(seed, "world");
  World world;
  world.plan = sample::small_plan();
  world.plan.tactics.clear();
  for (std::size_t i = 0; i < n_tactics; ++i) {
    const std::string id = fmt::format("t{}", i);
    world.plan.tactics.push_back(
        sample::testable(id, {sample::link(plan::ParentType::Programme, "c1")}));
    constexpr std::array kEffects = {0.0, 0.5 * kMinEffect, 2.0 * kMinEffect};
    constexpr std::array kErrors = {10.0, kMinEffect / 2.4865, 600.0};
    world.planted.push_back({kEffects[i % 3], kErrors[i / 3 % 3]});
    world.observed.estimates.push_back(estimate_of(id, world.planted.back(), rng));
    world.observed.locks[id] = {.state = LockState::Locked, .on = CivilDate{2026, 2, 20}};
  }
  world.plan = sample::indexed(std::move(world.plan));
  world.observed.datasets["orders"] = {.newest = days_from_civil({2026, 6, 30}) * 86400};
  return world;
}

std::vector<JudgedTactic> judged(const World& world) {
  return judge_plan(world.plan, plan::Lines(world.plan), world.observed);
}

struct Count {
  double of = 0.0;
  double n = 0.0;

  [[nodiscard]] double share() const { return of / n; }

  // Two standard errors above 5%.
  [[nodiscard]] double five_percent() const { return 0.05 + 2.0 * std::sqrt(0.05 * 0.95 / n); }
};

template <class Where>
Count count(const World& world,
            const std::vector<JudgedTactic>& all,
            Verdict verdict,
            Where where) {
  Count made;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (where(world.planted[i])) {
      made.n += 1.0;
      made.of += all[i].markets.at(0).judgement.verdict == verdict ? 1.0 : 0.0;
    }
  }
  return made;
}

TEST(Simulation, CallsAtMostOneInTwentyWorkingOfThoseThatDoNothing) {
  const World world = world_of(3600, 1);
  const auto all = judged(world);
  for (const double error : {10.0, kMinEffect / 2.4865, 600.0}) {
    const Count wrong = count(world, all, Verdict::Working, [&](const Planted& truth) {
      return truth.effect == 0.0 && truth.error == error;
    });
    EXPECT_EQ(wrong.n, 400.0);
    EXPECT_LE(wrong.share(), wrong.five_percent()) << error;
  }
}

TEST(Simulation, CallsAtMostOneInTwentyHarmfulOfThoseThatDoNothing) {
  const World world = world_of(3600, 2);
  const Count wrong = count(world, judged(world), Verdict::Harmful, [](const Planted& truth) {
    return truth.effect == 0.0;
  });
  EXPECT_LE(wrong.share(), wrong.five_percent());
}

TEST(Simulation, FindsWhatWorksWhereItIsLookedAtSharply) {
  const World world = world_of(3600, 3);
  const auto all = judged(world);
  const Count sharp = count(world, all, Verdict::Working, [](const Planted& truth) {
    return truth.effect == 2.0 * kMinEffect && truth.error == 10.0;
  });
  EXPECT_EQ(sharp.share(), 1.0);
  const Count small = count(world, all, Verdict::NotWorking, [](const Planted& truth) {
    return truth.effect == 0.5 * kMinEffect && truth.error == 10.0;
  });
  EXPECT_GE(small.share(), 0.99);  // above 0, and too small to matter
}

TEST(Simulation, SaysThatItCannotTellWhereItHardlyLooked) {
  const World world = world_of(3600, 4);
  const auto all = judged(world);
  const Count blind = count(
      world, all, Verdict::Underpowered, [](const Planted& truth) { return truth.error == 600.0; });
  EXPECT_GE(blind.share(), 0.85);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Judgement& judgement = all[i].markets.at(0).judgement;
    if (judgement.verdict == Verdict::Underpowered && world.planted[i].error == 600.0) {
      ASSERT_TRUE(judgement.needed);
      EXPECT_NEAR(judgement.needed->total, 1000 * std::pow(2.4865 * 600 / kMinEffect, 2), 100);
    }
  }
}

// Each tactic is spoiled in one of the ways in which a report flatters.
TEST(Simulation, NeverCallsWorkingWhatWasMovedDeadToldOrMerelyExists) {
  World world = world_of(1000, 5);
  world.plan.metrics.push_back(sample::metric("page_exists"));
  world.plan.metrics.back().kind = plan::Placed<plan::MetricKind>{plan::MetricKind::Existence, {}};
  world.plan.metrics.push_back(sample::metric("dead"));
  world.plan.metrics.back().dataset = sample::text("dead_feed");
  plan::Dataset dead;
  dead.head = sample::head("dead_feed");
  world.plan.datasets.push_back(dead);
  world.observed.datasets["dead_feed"] = {.newest = days_from_civil({2026, 6, 27}) * 86400};
  for (std::size_t i = 0; i < 1000; ++i) {
    plan::Tactic& tactic = world.plan.tactics[i];
    Estimate& estimate = world.observed.estimates[i];
    estimate.effect.interval = {900, 890, 910, 0.9};
    const auto measure_by = [&](const std::string& metric) {
      tactic.measure->metric = sample::text(metric);
      estimate.metric = metric;
    };
    switch (i % 5) {
      case 0:  // the smallest effect that matters was lowered
        world.observed.locks[tactic.head.id.value].state = LockState::Changed;
        break;
      case 1:
        measure_by("dead");
        break;
      case 2:
        estimate.grade = Grade::A;
        estimate.method = schema::Method::Anecdote;
        break;
      case 3:
        measure_by("page_exists");
        break;
      default:  // locked when the data had come in
        world.observed.locks[tactic.head.id.value].on = CivilDate{2026, 6, 29};
    }
  }
  world.plan = sample::indexed(std::move(world.plan));
  std::set<Verdict> seen;
  for (const JudgedTactic& tactic : judged(world)) {
    seen.insert(tactic.markets.at(0).judgement.verdict);
    EXPECT_NE(tactic.markets.at(0).judgement.verdict, Verdict::Working) << tactic.tactic;
  }
  EXPECT_EQ(seen, (std::set{Verdict::Void, Verdict::Unmeasured, Verdict::LearningOnly}));
}

TEST(Simulation, NeverAddsUpToMoreThanTheOutcome) {
  const World world = world_of(900, 6);
  const Contributions parts =
      contributions_on(world.plan, "buyers", judged(world), world.observed, {});
  const double outcome = 20'000;  // far less than 900 tactics claim
  const RollUp all = roll_up(parts, {{"de", outcome}, {"all", outcome}});
  EXPECT_LE(all.sum->value, outcome);
  EXPECT_LE(all.sum->high, outcome);
  EXPECT_EQ(all.findings.size(), 1U);
}

// A guardrail that nothing hurts is looked at every week of half a year.
TEST(Simulation, RarelyCriesHarmThoughItLooksEveryWeek) {
  Rng rng(7, "weeks");
  constexpr int kTactics = 1000;
  constexpr int kWeeks = 26;
  int cried = 0;
  for (int tactic = 0; tactic < kTactics; ++tactic) {
    double sum = 0.0;
    bool harmful = false;
    for (int week = 1; week <= kWeeks; ++week) {
      sum += rng.normal();
      const double se = std::sqrt(static_cast<double>(week));
      const schema::Interval at_90{sum, sum - kZ * se, sum + kZ * se, 0.9};
      harmful = harmful || schema::rescale_level(at_90, schema::kLookLevel).high < 0.0;
    }
    cried += harmful ? 1 : 0;
  }
  EXPECT_LE(cried, kTactics * 0.05);
}

std::string bytes_of(const std::vector<JudgedTactic>& all) {
  std::string text;
  for (const JudgedTactic& tactic : all) {
    for (const MarketJudgement& market : tactic.markets) {
      text += fmt::format("{} {} {} {} {} ",
                          tactic.tactic,
                          market.market,
                          static_cast<int>(market.judgement.verdict),
                          market.judgement.step,
                          market.judgement.reason);
      for (const Step& step : market.judgement.steps) {
        for (const StepInput& input : step.inputs) {
          const double* number = std::get_if<double>(&input.value);
          text += fmt::format("{}={:a} {};", input.name, number ? *number : 0.0, input.from);
        }
      }
    }
  }
  return text;
}

TEST(Simulation, GivesTheSameBytesWhateverTheOrderOfTheEstimates) {
  World world = world_of(300, 8);
  for (std::size_t i = 0; i < 300; i += 2) {  // a second, equally good estimate for every other one
    Estimate twin = world.observed.estimates[i];
    twin.id = "f-" + twin.id;
    twin.effect.interval.value += 1;
    world.observed.estimates.push_back(twin);
  }
  const std::string first = bytes_of(judged(world));
  EXPECT_EQ(bytes_of(judged(world)), first);
  std::ranges::reverse(world.observed.estimates);
  EXPECT_EQ(bytes_of(judged(world)), first);
}

}  // namespace
}  // namespace throughline::evidence
