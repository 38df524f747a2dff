#include "evidence/tempo.hpp"

#include <gmock/gmock.h>

namespace throughline::evidence {
namespace {

using plan::Verdict;

JudgedTactic ended(Verdict verdict, CivilDate by = {2026, 3, 31}, Aim aim = Aim::Effect) {
  JudgedTactic made;
  made.markets.resize(1);
  made.markets[0].market = "de";
  made.markets[0].judgement.verdict = verdict;
  made.markets[0].inputs.dates.by = by;
  made.markets[0].inputs.aim = aim;
  made.markets[0].cost = 100;
  return made;
}

TEST(Tempo, NeverCountsWhatIsInconclusiveAsAWin) {
  const auto all = tempo_by_market({ended(Verdict::Working),
                                    ended(Verdict::NotWorking),
                                    ended(Verdict::Harmful),
                                    ended(Verdict::Underpowered),
                                    ended(Verdict::Unmeasured),
                                    ended(Verdict::Void),
                                    ended(Verdict::LearningOnly),
                                    ended(Verdict::TooEarly)},
                                   {2026, 1, 1},
                                   {2026, 6, 30});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].ended, 7U);
  EXPECT_EQ(all[0].conclusive, 3U);
  EXPECT_EQ(all[0].won, 1U);
  EXPECT_EQ(all[0].running, 1U);
  EXPECT_DOUBLE_EQ(*all[0].conclusive_share(), 3.0 / 7.0);
  EXPECT_DOUBLE_EQ(*all[0].cost_per_answer(), 700.0 / 3.0);
  EXPECT_NEAR(all[0].ended_a_month, 7 / 5.95, 0.01);
}

TEST(Tempo, LeavesOutTrialsOfOtherTimesAndThoseThatAreToTeach) {
  const auto all = tempo_by_market({ended(Verdict::Working, {2025, 12, 31}),
                                    ended(Verdict::LearningOnly, {2026, 3, 1}, Aim::Unscalable)},
                                   {2026, 1, 1},
                                   {2026, 6, 30});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].ended, 0U);
  EXPECT_EQ(all[0].conclusive_share(), std::nullopt);
  EXPECT_EQ(all[0].cost_per_answer(), std::nullopt);
  EXPECT_TRUE(tempo_by_market({}, {2026, 1, 1}, {2026, 6, 30}).empty());
}

}  // namespace
}  // namespace throughline::evidence
