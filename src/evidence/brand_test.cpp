#include "evidence/brand.hpp"

#include <gmock/gmock.h>

#include "plan/sample_plan.hpp"

namespace throughline::evidence {
namespace {

using plan::Consistent;
using plan::LinkStatus;
namespace sample = plan::sample;

TEST(Brand, CallsStrategicOnlyWhatPassesBothGates) {
  for (const LinkStatus status :
       {LinkStatus::Supported, LinkStatus::Partly, LinkStatus::Refuted, LinkStatus::Untested}) {
    for (const std::optional<Consistent> consistent : {std::optional<Consistent>(),
                                                       std::optional(Consistent::Yes),
                                                       std::optional(Consistent::Neutral),
                                                       std::optional(Consistent::No)}) {
      const bool both = status == LinkStatus::Supported && consistent == Consistent::Yes;
      EXPECT_EQ(brand_word(status, consistent) == BrandWord::Strategic, both);
    }
  }
  EXPECT_EQ(brand_word(LinkStatus::Supported, Consistent::Neutral), BrandWord::UsefulNotStrategic);
  EXPECT_EQ(brand_word(LinkStatus::Supported, Consistent::No), BrandWord::UsefulNotStrategic);
  EXPECT_EQ(brand_word(LinkStatus::Supported, std::nullopt), BrandWord::CannotTell);
  EXPECT_EQ(brand_word(LinkStatus::Untested, Consistent::Yes), BrandWord::CannotTell);
  EXPECT_EQ(brand_word(LinkStatus::Refuted, Consistent::Yes), BrandWord::NotUseful);
}

TEST(Brand, TakesTheBestLinkOfAStrategy) {
  plan::Plan plan = sample::small_plan();
  plan.strategies[0].brand = plan::BrandGate{
      .consistent = plan::Placed<Consistent>{Consistent::Yes, {}}, .reviewer = sample::text("mia")};
  const std::vector<LinkJudgement> links = {
      {.child = "s1", .parent = "g1", .status = LinkStatus::Refuted},
      {.child = "s1", .parent = "g2", .status = LinkStatus::Supported},
      {.child = "t1", .parent = "s1", .status = LinkStatus::Refuted}};
  const auto gates = brand_gates(plan, links);
  ASSERT_EQ(gates.size(), 1U);
  EXPECT_EQ(gates[0].word, BrandWord::Strategic);
  EXPECT_EQ(gates[0].reviewer, "mia");
  EXPECT_EQ(brand_gates(plan, {})[0].word, BrandWord::CannotTell);
}

}  // namespace
}  // namespace throughline::evidence
