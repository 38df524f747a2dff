#include "render/plan_diff.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace throughline::render {
namespace {

using plan::ChangeClass;
using plan::NodeChange;
using plan::NodeType;

plan::PlanDiff sample_diff() {
  plan::PlanDiff diff;
  diff.nodes.push_back({.change = NodeChange::Changed,
                        .type = NodeType::Goal,
                        .id = "g1",
                        .name = "Buyers who come back",
                        .fields = {{ChangeClass::Retargeted, {"target", "5200", "5000"}},
                                   {ChangeClass::Other, {"owner", std::nullopt, "cmo"}}}});
  diff.nodes.push_back(
      {.change = NodeChange::Changed,
       .type = NodeType::Tactic,
       .id = "t1",
       .name = "t1",
       .fields = {{ChangeClass::RuleChanged,
                   {"decide.rule", "scale if lo > 0; else stop", "learning-only"}}}});
  diff.nodes.push_back({.change = NodeChange::Added,
                        .type = NodeType::Tactic,
                        .id = "t9",
                        .name = "t9",
                        .fields = {{ChangeClass::Reparented, {"serves", std::nullopt, "c1"}},
                                   {ChangeClass::Other, {"audience", std::nullopt, "readers"}}}});
  diff.nodes.push_back({.change = NodeChange::Replaced,
                        .type = NodeType::Product,
                        .type_before = NodeType::Learning,
                        .id = "l3",
                        .name = "l3"});
  return diff;
}

TEST(PlanDiffText, MarksNodesAndShowsOldAndNew) {
  EXPECT_EQ(plan_diff_text(sample_diff(), false),
            "~ goal g1  Buyers who come back\n"
            "    re-targeted  target  5200 > 5000\n"
            "    changed      owner  nothing > cmo\n"
            "~ tactic t1\n"
            "    rule changed decide.rule\n"
            "                   - scale if lo > 0; else stop\n"
            "                   + learning-only\n"
            "+ tactic t9\n"
            "    serves  c1\n"
            "-/+ learning, now product l3\n"
            "1 added, 2 changed, 0 dropped, 1 replaced.\n"
            "A tactic whose rule changed after its lock is void; start it over with: throughline "
            "lock ID --new-trial\n");
}

TEST(PlanDiffText, SaysSoWhereNothingDiffers) {
  EXPECT_EQ(plan_diff_text({}, true), "The plans say the same.\n");
}

TEST(PlanDiffText, ColoursOnlyMarks) {
  EXPECT_THAT(plan_diff_text(sample_diff(), true),
              testing::HasSubstr("\x1b[32m+\x1b[0m tactic t9"));
}

TEST(PlanDiffText, ShowsNoControlCharactersOfAPlan) {
  plan::PlanDiff diff = sample_diff();
  diff.nodes[0].name = "\x1b[2J";
  diff.nodes[0].fields[0].change.after = "\x1b[2J";
  EXPECT_THAT(plan_diff_text(diff, false), testing::Not(testing::HasSubstr("\x1b")));
}

TEST(PlanDiffJson, IsVersionedAndHoldsEveryField) {
  const auto json = nlohmann::json::parse(plan_diff_json(sample_diff(), "HEAD~1", "plan.yaml"));
  EXPECT_EQ(json["schema"], "throughline.diff/1");
  EXPECT_EQ(json["before"], "HEAD~1");
  EXPECT_EQ(json["counts"]["changed"], 2);
  EXPECT_EQ(json["nodes"].size(), 4U);
  EXPECT_EQ(json["nodes"][0]["fields"][0]["class"], "re-targeted");
  EXPECT_EQ(json["nodes"][0]["fields"][1]["before"], nullptr);
  EXPECT_EQ(json["nodes"][3]["type_before"], "learning");
}

}  // namespace
}  // namespace throughline::render
