#include "schema/estimate_id.hpp"

#include <functional>
#include <gtest/gtest.h>
#include <set>

namespace throughline::schema {
namespace {

Estimate sample() {
  return {.about = {.tactic = "t1", .link = "", .second = ""},
          .metric = "repeat_buyers",
          .market = "de",
          .from = {2026, 1, 1},
          .to = {2026, 4, 1},
          .effect = {.interval = {.value = 120, .low = 40.5, .high = 200, .level = 0.9},
                     .scale = Scale::Absolute,
                     .baseline = 1000},
          .n = 24,
          .grade = Grade::A,
          .method = Method::GeoHoldout,
          .inputs = {.run = "",
                     .plan_hash = "",
                     .sources = {"geo"},
                     .rows = 7,
                     .seed = 1,
                     .version = "0.1.0"},
          .caveats = {"few regions"},
          .origin = Origin::Computed};
}

TEST(EstimateId, DependsOnEveryFieldButItself) {
  const std::vector<std::function<void(Estimate&)>> changes = {
      [](Estimate& e) { e.about.tactic = "t2"; },
      [](Estimate& e) { e.about.link = "t1>s1"; },
      [](Estimate& e) { e.about.second = "t2"; },
      [](Estimate& e) { e.metric = "orders"; },
      [](Estimate& e) { e.market = "br"; },
      [](Estimate& e) { e.from.day = 2; },
      [](Estimate& e) { e.to.day = 2; },
      [](Estimate& e) { e.effect.interval.value += 1e-12; },
      [](Estimate& e) { e.effect.interval.low = 40; },
      [](Estimate& e) { e.effect.interval.high = 201; },
      [](Estimate& e) { e.effect.interval.level = 0.95; },
      [](Estimate& e) { e.effect.scale = Scale::Relative; },
      [](Estimate& e) { e.effect.baseline = 0; },
      [](Estimate& e) { e.n = 25; },
      [](Estimate& e) { e.grade = Grade::D; },
      [](Estimate& e) { e.method = Method::Randomised; },
      [](Estimate& e) { e.inputs.run = "r"; },
      [](Estimate& e) { e.inputs.plan_hash = "h"; },
      [](Estimate& e) { e.inputs.sources = {"ge", "o"}; },
      [](Estimate& e) { e.inputs.rows = 8; },
      [](Estimate& e) { e.inputs.seed = 2; },
      [](Estimate& e) { e.inputs.version = "0.1.1"; },
      [](Estimate& e) { e.caveats.clear(); },
      [](Estimate& e) { e.caveats = {"few ", "regions"}; },
      [](Estimate& e) { e.origin = Origin::Imported; }};
  std::set<std::string> ids{estimate_id(sample())};
  for (const auto& change : changes) {
    Estimate changed = sample();
    change(changed);
    ids.insert(estimate_id(changed));
  }
  EXPECT_EQ(ids.size(), changes.size() + 1);
  Estimate named = sample();
  named.id = "anything";
  EXPECT_EQ(estimate_id(named), estimate_id(sample()));
}

TEST(EstimateId, TakesBothZerosForOne) {
  Estimate zero = sample();
  zero.effect.interval.low = 0.0;
  Estimate minus = zero;
  minus.effect.interval.low = -0.0;
  EXPECT_EQ(estimate_id(zero), estimate_id(minus));
}

// Stored ids are values of this function.
TEST(EstimateId, NeverChanges) {
  EXPECT_EQ(estimate_id(sample()), "8b42cbb32181d9416bfb38a1f8abefb0");
}

}  // namespace
}  // namespace throughline::schema
