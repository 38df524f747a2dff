#include "evidence/mix.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "plan/sample_plan.hpp"

namespace throughline::evidence {
namespace {

using plan::Mode;
using plan::ReasonCode;
using testing::IsEmpty;
using testing::SizeIs;
namespace sample = plan::sample;

plan::Plan three_tactics() {
  plan::Plan plan = sample::small_plan();
  plan.tactics.push_back(sample::tactic("t3", {}));
  plan.tactics[0].mode = plan::Placed<Mode>{Mode::Networked, {}};
  plan.tactics[1].mode = plan::Placed<Mode>{Mode::Engaged, {}};
  return sample::indexed(std::move(plan));
}

std::vector<TacticCost> costs(std::int64_t one, std::int64_t two, std::int64_t three) {
  return {{.tactic = "t1", .market = "de", .cash = one},
          {.tactic = "t2", .market = "de", .labour = two},
          {.tactic = "t3", .market = "de", .cash = three}};
}

TEST(Mode, KeepsWhatIsNotLabelledInTheDenominator) {
  const auto split = money_by_mode(three_tactics(), costs(100, 300, 600));
  ASSERT_THAT(split, SizeIs(3));
  EXPECT_EQ(split[0].mode, Mode::Engaged);
  EXPECT_DOUBLE_EQ(split[0].share, 0.3);
  EXPECT_EQ(split[2].mode, std::nullopt);
  EXPECT_DOUBLE_EQ(split[2].share, 0.6);
  EXPECT_THAT(money_by_mode(three_tactics(), {}), IsEmpty());
}

plan::Reason reason(ReasonCode code) { return {{code, {}}, std::nullopt}; }

TEST(Reason, SplitsEvenlyTakesThoseAboveAndFlagsWeakOnes) {
  plan::Plan plan = three_tactics();
  plan.strategies[0].because = {reason(ReasonCode::Observation)};
  plan.tactics[0].because = {reason(ReasonCode::Competitor), reason(ReasonCode::Fashion)};
  const ReasonSplit split = money_by_reason(plan, plan::Lines(plan), costs(101, 300, 600));
  ASSERT_THAT(split.by_code, SizeIs(4));
  EXPECT_EQ(split.by_code[0].code, ReasonCode::Observation);  // t2, from s1
  EXPECT_EQ(split.by_code[0].minor, 300);
  EXPECT_EQ(split.by_code[1].code, ReasonCode::Competitor);
  EXPECT_EQ(split.by_code[1].minor, 51);
  EXPECT_EQ(split.by_code[2].minor, 50);
  EXPECT_EQ(split.by_code[3].code, std::nullopt);
  ASSERT_THAT(split.weak, SizeIs(1));
  EXPECT_EQ(split.weak[0].tactic, "t1");
  plan.tactics[0].because.push_back(reason(ReasonCode::Learning));
  EXPECT_THAT(money_by_reason(plan, plan::Lines(plan), costs(101, 300, 600)).weak, IsEmpty());
}

RC_GTEST_PROP(Splits,
              AddUpToAllTheMoney,
              (std::uint16_t one, std::uint16_t two, std::uint16_t three, std::uint8_t codes)) {
  plan::Plan plan = three_tactics();
  const unsigned given_codes = codes;
  for (std::uint8_t bit = 0; bit < 7; ++bit) {
    if ((given_codes >> bit & 1U) != 0) {
      plan.tactics[0].because.push_back(reason(static_cast<ReasonCode>(bit)));
    }
  }
  const auto given = costs(one, two, three);
  std::int64_t by_mode = 0;
  for (const ModeMoney& part : money_by_mode(plan, given)) {
    by_mode += part.minor;
  }
  std::int64_t by_reason = 0;
  for (const ReasonMoney& part : money_by_reason(plan, plan::Lines(plan), given).by_code) {
    by_reason += part.minor;
  }
  const Exploration explored = exploration(plan, given);
  RC_ASSERT(by_mode == one + two + three);
  RC_ASSERT(by_reason == one + two + three);
  RC_ASSERT(explored.aligned + explored.explored == one + two + three);
}

TEST(Exploration, NotesThatNothingIsExplored) {
  plan::Plan plan = three_tactics();
  EXPECT_THAT(exploration(plan, costs(100, 300, 600)).findings, SizeIs(1));
  plan.tactics[0].stage = plan::Placed<plan::Stage>{plan::Stage::Test, {}};
  const Exploration enough = exploration(plan, costs(100, 300, 600));
  EXPECT_DOUBLE_EQ(enough.share, 0.1);
  EXPECT_DOUBLE_EQ(enough.reserved, 0.1);  // of s1's budget
  EXPECT_THAT(enough.findings, IsEmpty());
  EXPECT_THAT(exploration(plan, costs(99, 301, 600)).findings, SizeIs(1));
  plan.tactics[1].unscalable = plan::Unscalable{.is = true};
  EXPECT_DOUBLE_EQ(exploration(plan, costs(100, 300, 600)).share, 0.4);
  EXPECT_THAT(exploration(plan, {}).findings, IsEmpty());
}

}  // namespace
}  // namespace throughline::evidence
