#include "plan/fingerprint.hpp"

#include <gmock/gmock.h>

#include "plan/node_values.hpp"
#include "plan/sample_plan.hpp"

namespace throughline::plan {
namespace {

using sample::number;
using sample::refs;
using sample::small_plan;
using sample::text;

std::string of(const Plan& plan, std::string_view id) {
  return fingerprint_of(plan, id).value_or("none");
}

TEST(Fingerprint, IsTheHashOfWhatTheParentMeans) {
  const Plan plan = small_plan();
  EXPECT_EQ(
      meaning_of(plan, "g1")->text(),
      R"({"baseline":4100,"by":"2026-12-31","id":"g1","kind":"achieve","metric":"buyers","target":5200})");
  EXPECT_EQ(meaning_of(plan, "s1")->text(), R"({"id":"s1","markets":["de"],"serves":["g1"]})");
  EXPECT_EQ(
      meaning_of(plan, "c1")->text(),
      R"({"channel":"blogs","connects":{"from":"authors","to":"product team"},"id":"c1","serves":["s1"]})");
  // printf '%s' '{"baseline":…}' | sha256sum
  EXPECT_EQ(of(plan, "g1"),
            "sha256:3317bdc2facbc0c075f70410da3a876fa936ec9d04e001ee7c18d7c89854f32f");
}

TEST(Fingerprint, ExistsOnlyForWhatALinkCanName) {
  const Plan plan = small_plan();
  for (const char* id : {"t1", "purpose", "de", "nothing"}) {
    EXPECT_EQ(fingerprint_of(plan, id), std::nullopt) << id;
  }
}

TEST(Fingerprint, ChangesWithTheMeaning) {
  const Plan before = small_plan();
  Plan plan = before;
  plan.goals[0].target = number(5000);
  EXPECT_NE(of(plan, "g1"), of(before, "g1"));
  EXPECT_EQ(of(plan, "s1"), of(before, "s1"));
  plan.strategies[0].q = Questions{.important = text("Nobody else does")};
  EXPECT_NE(of(plan, "s1"), of(before, "s1"));
  plan.programmes[0].channel = text("forums");
  EXPECT_NE(of(plan, "c1"), of(before, "c1"));
}

TEST(Fingerprint, LeavesOutTitlesOwnersNotesAndBudgets) {
  const Plan before = small_plan();
  Plan plan = before;
  plan.goals[0].head.title = text("Buyers who come back");
  plan.goals[0].head.owner = text("cmo");
  plan.strategies[0].head.note = text("agreed in May");
  plan.strategies[0].budget->amount->value.minor = 1;
  for (const char* id : {"g1", "s1"}) {
    EXPECT_EQ(of(plan, id), of(before, id)) << id;
  }
}

TEST(Fingerprint, LooksNeitherAtOrderNorAtBlanksNorAtHowALetterIsTyped) {
  Plan plan = small_plan();
  plan.strategies[0].markets = refs({"de", "fr"});
  plan.strategies[0].q = Questions{.important = text("Caf\u00E9s tell others")};
  const std::string before = of(plan, "s1");
  plan.strategies[0].markets = refs({"fr", "de"});
  plan.strategies[0].q->important = text("Cafe\u0301s  tell\n others ");
  EXPECT_EQ(of(plan, "s1"), before);
}

TEST(Review, SuspectsALinkWhoseParentChanged) {
  Plan plan = small_plan();
  Link& link = plan.strategies[0].serves[0];
  EXPECT_EQ(review_of(plan, link), Review::Never);
  link.reviewed = text(of(plan, "g1"));
  EXPECT_EQ(review_of(plan, link), Review::Current);
  plan.goals[0].target = number(5000);
  EXPECT_EQ(review_of(plan, link), Review::Suspect);
}

TEST(NodeValues, HoldEveryNodeOfThePlan) {
  const Plan plan = small_plan();
  const std::vector<NodeRef> nodes = nodes_of(plan);
  EXPECT_EQ(nodes.size(), plan.by_id.size());
  for (const NodeRef node : nodes) {
    EXPECT_EQ(*values_of(plan, node).find("id")->string(), head_of(plan, node).id.value);
  }
}

}  // namespace
}  // namespace throughline::plan
