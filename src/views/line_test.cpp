#include "views/line.hpp"

#include <gmock/gmock.h>

#include "plan/sample_plan.hpp"

namespace throughline::views {
namespace {

using plan::LinkStatus;
using schema::Grade;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::optional<LinkStanding> nothing(std::string_view /*link*/) { return std::nullopt; }

TEST(LineView, LeadsFromATacticToThePurpose) {
  const plan::Plan plan = plan::sample::small_plan();
  const LineView view = line_view(plan::Lines(plan), "t1", nothing).value();
  ASSERT_THAT(view.paths, SizeIs(1));
  std::vector<std::string> ids;
  for (const LineNode& node : view.paths[0].nodes) {
    ids.push_back(node.id);
  }
  EXPECT_THAT(ids, ElementsAre("t1", "c1", "s1", "g1", "purpose"));
  EXPECT_EQ(view.paths[0].links[0].claim, "because it does");
  EXPECT_EQ(view.paths[0].links[0].standing.status, LinkStatus::Untested);
  EXPECT_FALSE(view.paths[0].links[3].claimed) << "a goal claims nothing";
  EXPECT_THAT(view.breaks, IsEmpty());
  EXPECT_TRUE(view.reaches_goal);
}

TEST(LineView, IsAsStrongAsItsWeakestLink) {
  const plan::Plan plan = plan::sample::small_plan();
  const auto standings = [](std::string_view link) -> std::optional<LinkStanding> {
    return link == "c1>s1" ? LinkStanding{LinkStatus::Partly, Grade::C, "one market of two"}
                           : LinkStanding{LinkStatus::Supported, Grade::A, ""};
  };
  const LineView view = line_view(plan::Lines(plan), "t1", standings).value();
  EXPECT_EQ(view.paths[0].grade, Grade::C);
  EXPECT_EQ(view.paths[0].links[1].standing.status, LinkStatus::Partly);
}

TEST(LineView, SaysWhereItBreaks) {
  plan::Plan plan = plan::sample::small_plan();
  plan.strategies[0].serves.clear();
  const LineView view = line_view(plan::Lines(plan), "t1", nothing).value();
  EXPECT_THAT(view.paths, IsEmpty());
  EXPECT_THAT(view.breaks, ElementsAre("s1"));
  EXPECT_FALSE(view.reaches_goal);
  EXPECT_FALSE(line_view(plan::Lines(plan), "t9", nothing));
}

}  // namespace
}  // namespace throughline::views
