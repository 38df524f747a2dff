#include "evidence/ablation.hpp"

#include <cmath>
#include <gmock/gmock.h>

#include "base/random.hpp"
#include "math/gamma.hpp"

namespace throughline::evidence {
namespace {

using schema::Interval;
using testing::ElementsAre;

constexpr double kZ = 1.6448536;

NodeEffect adds(std::string node, double value, double se) {
  NodeEffect made{.node = std::move(node), .added = {}};
  made.added.sum = Interval{value, value - kZ * se, value + kZ * se, 0.9};
  return made;
}

// 5,250 expected with a standard error of 100; 5,200 are wanted.
GoalForecast forecast() {
  return {.goal = "g1", .at_by = {5250, 5250 - kZ * 100, 5250 + kZ * 100, 0.9}, .target = 5200};
}

std::vector<std::string> names(const std::vector<Ablation>& ranked) {
  std::vector<std::string> all;
  for (const Ablation& one : ranked) {
    all.push_back(one.node);
  }
  return all;
}

TEST(Ablation, IsTheChanceThatANormalCurveGives) {
  const auto ranked = ablate(forecast(), {adds("t1", 150, 30)}, {.seed = 1, .draws = 100'000});
  EXPECT_NEAR(*ranked[0].with, math::normal_cdf(0.5), 0.006);
  EXPECT_NEAR(*ranked[0].without, math::normal_cdf(-100 / std::hypot(100, 30)), 0.006);
  EXPECT_EQ(ranked[0].proof, Proof::Proven);
}

TEST(Ablation, CannotTellWithoutEvidence) {
  const auto ranked = ablate(forecast(), {{.node = "t1", .added = {}}});
  EXPECT_EQ(ranked[0].proof, Proof::CannotTell);
  EXPECT_EQ(ranked[0].with, std::nullopt);
  EXPECT_EQ(ranked[0].drop(), 0.0);
}

TEST(Ablation, TurnsRoundWhereDownIsBetter) {
  GoalForecast fewer = forecast();
  fewer.better = plan::Better::Down;
  fewer.target = 5300;
  const auto ranked = ablate(fewer, {adds("t1", 150, 10)});
  EXPECT_GT(*ranked[0].with, 0.6);
  EXPECT_LT(*ranked[0].without, 0.2);
}

TEST(Ablation, RanksAWideGuessAroundNothingBehindWhatIsKnownToWork) {
  // The guess would lower the chance more, only because nobody knows what it does.
  GoalForecast easy = forecast();
  easy.target = 5000;
  const auto ranked =
      ablate(easy, {adds("guess", 0, 2000), adds("real", 30, 5), {.node = "none", .added = {}}});
  EXPECT_THAT(names(ranked), ElementsAre("real", "guess", "none"));
  EXPECT_GT(ranked[1].drop(), ranked[0].drop());
}

TEST(Ablation, NeverRanksATacticThatDoesNothingBeforeOneThatDoes) {
  Rng rng(7, "ablation");
  for (int world = 0; world < 300; ++world) {
    std::vector<NodeEffect> nodes = {adds("real", 200 + 30 * rng.normal(), 30)};
    for (int i = 0; i < 6; ++i) {
      const double se = 5 + 25 * rng.uniform();
      nodes.push_back(adds("zero" + std::to_string(i), se * rng.normal(), se));
    }
    const auto ranked = ablate(forecast(), nodes, {.seed = static_cast<std::uint64_t>(world)});
    EXPECT_EQ(ranked[0].node, "real") << world;
  }
}

TEST(Ablation, GivesTheSameForTheSameSeedWhateverTheOrder) {
  const auto one = ablate(forecast(), {adds("a", 100, 30), adds("b", 50, 10)}, {.seed = 3});
  const auto other = ablate(forecast(), {adds("b", 50, 10), adds("a", 100, 30)}, {.seed = 3});
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].node, other[i].node);
    EXPECT_EQ(one[i].without, other[i].without);
  }
}

}  // namespace
}  // namespace throughline::evidence
