#include "evidence/agreement.hpp"

#include <gmock/gmock.h>

#include "plan/sample_plan.hpp"

namespace throughline::evidence {
namespace {

namespace sample = plan::sample;

std::vector<plan::Answer> answers(const std::vector<std::pair<std::string, std::string>>& given) {
  std::vector<plan::Answer> made;
  for (const auto& [owner, outcome] : given) {
    made.push_back({.owner = sample::text(owner), .outcome = sample::text(outcome)});
  }
  return made;
}

TEST(Agreement, IsOneWhereAllNameOneOutcomeAndNoneWhereEachNamesAnother) {
  EXPECT_EQ(*agreement_of("g1", answers({{"a", "x"}, {"b", "x"}, {"c", "x"}})).share, 1.0);
  EXPECT_EQ(*agreement_of("g1", answers({{"a", "x"}, {"b", "y"}, {"c", "z"}})).share, 0.0);
}

TEST(Agreement, CountsPairsOfOwners) {
  const Agreement made = agreement_of(
      "g1", answers({{"a", "x"}, {"b", "x"}, {"c", "x"}, {"d", "y"}, {"e", "y"}, {"f", "z"}}));
  EXPECT_EQ(made.owners, 6U);
  EXPECT_DOUBLE_EQ(*made.share, (3.0 + 1.0) / 15.0);
  ASSERT_EQ(made.outcomes.size(), 3U);
  EXPECT_EQ(made.outcomes[0].metric, "x");
  EXPECT_THAT(made.outcomes[0].owners, testing::ElementsAre("a", "b", "c"));
}

TEST(Agreement, AsksForTwoOwnersAndTakesTheLastAnswerOfEach) {
  EXPECT_EQ(agreement_of("g1", answers({{"a", "x"}})).share, std::nullopt);
  const Agreement made = agreement_of("g1", answers({{"a", "x"}, {"b", "y"}, {"a", "y"}}));
  EXPECT_EQ(made.owners, 2U);
  EXPECT_EQ(*made.share, 1.0);
}

TEST(Agreement, ListsTheNodesThatHaveAnswers) {
  plan::Plan plan = sample::small_plan();
  plan.goals[0].head.answers = answers({{"a", "x"}, {"b", "y"}});
  plan.tactics[1].head.answers = answers({{"a", "x"}});
  const auto all = agreements(plan);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].node, "g1");
  EXPECT_EQ(all[1].node, "t2");
}

}  // namespace
}  // namespace throughline::evidence
