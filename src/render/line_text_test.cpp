#include "render/line_text.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace throughline::render {
namespace {

views::LineView sample_view() {
  views::LineView view{.node = {plan::NodeType::Tactic, "t1", "Refill posts"}};
  views::LinePath path{.nodes = {view.node,
                                 {plan::NodeType::Goal, "g1", "g1"},
                                 {plan::NodeType::Purpose, "purpose", "purpose"}},
                       .grade = schema::Grade::D};
  path.links.push_back(
      {.id = "t1>g1",
       .claimed = true,
       .claim = "readers buy",
       .grade = schema::Grade::B,
       .review = plan::Review::Suspect,
       .standing = {plan::LinkStatus::Untested, schema::Grade::D, "only grade D"}});
  path.links.push_back({.id = "g1>purpose"});
  view.paths.push_back(path);
  view.reaches_goal = true;
  return view;
}

TEST(LineText, ShowsClaimGradeAndStatusOfEveryLink) {
  EXPECT_EQ(line_text(sample_view()),
            "tactic t1  Refill posts\n"
            "  |  \"readers buy\"\n"
            "  |  untested: only grade D; the author claims grade B, the evidence is D; suspect: "
            "its parent changed since it was reviewed\n"
            "goal g1\n"
            "  |\n"
            "purpose purpose\n"
            "The weakest link is of grade D.\n");
}

TEST(LineText, SaysThatNothingStandsAbove) {
  views::LineView view{.node = {plan::NodeType::Tactic, "t7", "t7"}};
  view.breaks = {"t7"};
  EXPECT_EQ(line_text(view),
            "tactic t7\nNothing stands above t7: there is no way to the purpose from there.\n");
}

TEST(LineJson, IsVersioned) {
  const auto json = nlohmann::json::parse(line_json(sample_view()));
  EXPECT_EQ(json["schema"], "throughline.line/1");
  EXPECT_EQ(json["paths"][0]["links"][0]["status"], "untested");
  EXPECT_EQ(json["paths"][0]["links"][0]["review"], "suspect");
  EXPECT_EQ(json["paths"][0]["links"][1]["claim"], nullptr);
  EXPECT_EQ(json["paths"][0]["grade"], "D");
}

}  // namespace
}  // namespace throughline::render
