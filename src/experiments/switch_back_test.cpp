#include "experiments/switch_back.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace throughline::experiments {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The hand-made example of randomisation_test.cpp, ten days a block.
std::vector<Block> six_blocks() {
  return {{true, 100, 10},
          {false, 10, 10},
          {true, 110, 10},
          {false, 20, 10},
          {true, 120, 10},
          {false, 30, 10}};
}

TEST(SwitchBack, FindsTheEffectADayInTotalAndAgainstTheBaseline) {
  const Measured found = switch_back(six_blocks()).value().value();
  EXPECT_NEAR(found.per_unit.value, 9.0, 1e-12);
  EXPECT_NEAR(found.per_unit.low, 7.0, 1e-12);
  EXPECT_NEAR(found.per_unit.high, 11.0, 1e-12);
  EXPECT_NEAR(found.total.value, 270.0, 1e-9);
  EXPECT_NEAR(found.baseline, 60.0, 1e-9);
  EXPECT_FALSE(found.relative);  // the upper end leaves nothing: 330 of 330
  EXPECT_EQ(found.grade, schema::Grade::A);
  EXPECT_EQ(found.method, schema::Method::Switchback);
  EXPECT_EQ(found.n, 6U);
}

TEST(SwitchBack, InAFixedOrderIsOfGradeB) {
  std::vector<Block> blocks = six_blocks();
  for (Block& block : blocks) {
    block.outcome += 1000;
  }
  const Measured found = switch_back(blocks, {.lot = BlockLot::FixedOrder}).value().value();
  EXPECT_EQ(found.grade, schema::Grade::B);
  EXPECT_THAT(found.caveats, ElementsAre("blocks were switched in a fixed order, not by lot"));
  EXPECT_NEAR(found.relative->value, 270.0 / 3060.0, 1e-9);
  EXPECT_THAT(switch_back(blocks).value().value().caveats, IsEmpty());
}

TEST(SwitchBack, SaysHowManyBlocksItNeeds) {
  std::vector<Block> blocks = six_blocks();
  blocks.pop_back();
  const auto few = switch_back(blocks).value();
  ASSERT_FALSE(few);
  EXPECT_EQ(few.error().why, "5 blocks give no 90% interval");
  EXPECT_EQ(few.error().needed, "at least 3 blocks on and 3 off");
  const auto pairs = switch_back(six_blocks(), {.lot = BlockLot::WithinPairs}).value();
  ASSERT_FALSE(pairs);
  EXPECT_EQ(pairs.error().needed, "at least 5 blocks on and 5 off");
  EXPECT_FALSE(switch_back({}).value());
}

TEST(SwitchBack, CannotTellFromBlocksThatAreAlike) {
  const std::vector<Block> blocks{
      {true, 10, 1}, {true, 20, 2}, {true, 30, 3}, {false, 10, 1}, {false, 10, 1}, {false, 10, 1}};
  EXPECT_EQ(switch_back(blocks).value().error().why, "all blocks are alike");
}

TEST(SwitchBack, RefusesTheImpossible) {
  std::vector<Block> blocks = six_blocks();
  blocks[2].length = 0;
  EXPECT_FALSE(switch_back(blocks));
  blocks[2].length = std::nan("");
  EXPECT_FALSE(switch_back(blocks));
  blocks = six_blocks();
  blocks[2].outcome = std::nan("");
  EXPECT_FALSE(switch_back(blocks));
  blocks = six_blocks();
  blocks[0].on = false;
  const auto refused = switch_back(blocks, {.lot = BlockLot::WithinPairs});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("within pairs"));
  EXPECT_FALSE(switch_back(six_blocks(), {.level = 0.0}));
}

RC_GTEST_PROP(SwitchBackProperty, ExchangedBlocksMirrorTheEffect, ()) {
  std::vector<Block> blocks;
  for (int i = 0; i < 10; ++i) {
    blocks.push_back({i % 2 == 0, 1.0 * *rc::gen::inRange(0, 1000), 7.0});
  }
  for (const BlockLot lot : {BlockLot::AmongAll, BlockLot::WithinPairs}) {
    const auto there = switch_back(blocks, {.lot = lot}).value();
    RC_PRE(there.has_value());
    std::vector<Block> mirrored = blocks;
    for (Block& block : mirrored) {
      block.on = !block.on;
    }
    const auto back = switch_back(mirrored, {.lot = lot}).value();
    RC_ASSERT(std::fabs(there->per_unit.low + back->per_unit.high) < 1e-9);
  }
}

}  // namespace
}  // namespace throughline::experiments
