#include "evidence/ansoff.hpp"

#include <gmock/gmock.h>

#include "plan/sample_plan.hpp"

namespace throughline::evidence {
namespace {

using plan::Ansoff;
using plan::Newness;
namespace sample = plan::sample;

TEST(Ansoff, DerivesTheMoveFromBothNewnesses) {
  EXPECT_EQ(move_of(Newness::Existing, Newness::Existing), Ansoff::Penetration);
  EXPECT_EQ(move_of(Newness::Existing, Newness::New), Ansoff::MarketDevelopment);
  EXPECT_EQ(move_of(Newness::New, Newness::Existing), Ansoff::ProductDevelopment);
  EXPECT_EQ(move_of(Newness::New, Newness::New), Ansoff::Diversification);
}

// s1 sells a product in de (existing) and fr (new).
plan::Plan two_markets(Newness product) {
  plan::Plan plan = sample::small_plan();
  plan.products.resize(1);
  plan.products[0].head = sample::head("p1");
  plan.products[0].status.value = product;
  plan.markets[1].status.value = Newness::New;
  plan.strategies[0].product = sample::text("p1");
  plan.strategies[0].markets = sample::refs({"de", "fr"});
  plan.strategies[0].ansoff = plan::Placed<Ansoff>{Ansoff::Penetration, {}};
  return sample::indexed(std::move(plan));
}

TEST(Ansoff, FlagsADeclaredMoveThatTheStatusesDeny) {
  const plan::Plan plan = two_markets(Newness::New);
  const auto moves = moves_of(plan, plan::Lines(plan));
  ASSERT_EQ(moves.size(), 2U);
  EXPECT_EQ(moves[1].market, "fr");
  EXPECT_EQ(moves[1].derived, Ansoff::Diversification);
  EXPECT_TRUE(moves[1].differs());  // new product, new market is no penetration
  plan::Plan silent = plan;
  silent.strategies[0].product.reset();
  EXPECT_EQ(moves_of(silent, plan::Lines(silent))[0].derived, std::nullopt);
  EXPECT_FALSE(moves_of(silent, plan::Lines(silent))[0].differs());
}

TEST(Ansoff, PutsMoneyAndValueOfAMarketIntoItsCell) {
  const plan::Plan plan = two_markets(Newness::Existing);
  const Contributions parts{
      .all = {
          {.tactic = "t1", .market = "de", .interval = {10, 5, 15, 0.9}, .grade = schema::Grade::A},
          {.tactic = "t1",
           .market = "fr",
           .interval = {30, 20, 40, 0.9},
           .grade = schema::Grade::B}}};
  const auto cells = ansoff_cells(plan,
                                  plan::Lines(plan),
                                  {{.tactic = "t1", .market = "de", .cash = 100, .labour = 20},
                                   {.tactic = "t2", .market = "fr", .cash = 7},
                                   {.tactic = "t2", .market = "elsewhere", .cash = 900}},
                                  parts);
  EXPECT_EQ(cells[0].cost, 120);
  EXPECT_EQ(cells[0].added.sum->value, 10);
  EXPECT_EQ(cells[1].move, Ansoff::MarketDevelopment);
  EXPECT_EQ(cells[1].cost, 7);
  EXPECT_EQ(cells[1].added.grade, schema::Grade::B);
  EXPECT_EQ(cells[3].added.sum, std::nullopt);
  EXPECT_EQ(cells[1].strategies.size(), 1U);
}

}  // namespace
}  // namespace throughline::evidence
