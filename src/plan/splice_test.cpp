#include "plan/splice.hpp"

#include <gmock/gmock.h>

#include "plan/fingerprint.hpp"
#include "plan/small_plan.hpp"

namespace throughline::plan {
namespace {

using testing::HasSubstr;

Plan read(std::string text) {
  return read_plan({{"plan.yaml", std::move(text)}}, ReadContext{}).plan;
}

std::string reviewed(const std::string& text, std::string_view name) {
  const Plan plan = read(text);
  const auto links = links_named(plan, name);
  EXPECT_TRUE(links) << links.error().text();
  const auto files = review_links(plan, *links, ReadContext{});
  EXPECT_TRUE(files) << files.error().text();
  return files ? files->front().text : "";
}

const std::string kHead =
    "throughline: 1  # the first\n"
    "company: {id: acme, currency: EUR}\n"
    "purpose: {id: purpose, text: care, horizon: 5y, brand: [plain]}\n"
    "goals:\n"
    "  - {id: g1, serves: purpose, metric: m, baseline: 1, target: 2}\n"
    "  - {id: g2, serves: purpose, metric: m, baseline: 1, target: 3}\n"
    "strategies:\n";

std::string hash_of(std::string_view goal) {
  return *fingerprint_of(read(kHead + "  - {id: s1, serves: [{goal: g1, claim: it does}]}\n"),
                         goal);
}

// `at` stands where "reviewed" must come to stand; every other byte is kept.
void expect_written(const std::string& strategies, std::string_view name) {
  const std::size_t at = strategies.find("@@");
  const std::string before =
      strategies.substr(0, at) + strategies.substr(strategies.find("@@", at + 1) + 2);
  std::string after = strategies;
  after.erase(after.find("@@", at + 1), 2);
  after.erase(at, 2);
  for (std::size_t hole = after.find("#1"); hole != std::string::npos; hole = after.find("#1")) {
    after.replace(hole, 2, hash_of("g1"));
  }
  EXPECT_EQ(reviewed(kHead + before, name), kHead + after) << strategies;
}

TEST(Review, WritesBehindTheLastKeyOfALinkInBraces) {
  expect_written("  - {id: s1, serves: [{goal: g1, claim: it does@@, reviewed: \"#1\"@@}]} # c\n",
                 "s1>g1");
  expect_written(
      "  - id: s1\n    serves: [{goal: g1, claim: \"it, does\", grade: D@@, reviewed: \"#1\"@@ }] "
      "# why\n",
      "s1");
  expect_written(
      "  - id: s1\n    serves:\n      - {claim: \"复购 }\", goal: g1@@, reviewed: \"#1\"@@ ,\n     "
      "    }\n",
      "s1");
}

TEST(Review, WritesALineOfItsOwnIntoABlock) {
  expect_written(
      "  - id: s1\n    serves:\n      - goal: g1   # main\n        claim: it does  # so we "
      "think\n@@        reviewed: \"#1\"\n@@      - goal: g2\n        claim: too\n",
      "s1>g1");
  expect_written(
      "  - id: s1\n    serves:\n    - claim: |\n        it does\n        often\n      goal: g1\n@@ "
      "     reviewed: \"#1\"\n@@",
      "s1>g1");
}

TEST(Review, KeepsForeignLineEndsAndAMissingLastOne) {
  expect_written(
      "  - id: s1\r\n    serves:\r\n      - goal: g1\r\n        claim: x\r\n@@        reviewed: "
      "\"#1\"\r\n@@",
      "s1");
  expect_written(
      "  - id: s1\n    serves:\n      - goal: g1\n        claim: x@@\n        reviewed: \"#1\"@@",
      "s1");
}

TEST(Review, WritesOverWhatWasReviewedBefore) {
  const std::string line = "  - {id: s1, serves: [{goal: g1, reviewed: {}, claim: x}]} # c\n";
  for (const std::string old : {"\"sha256:00\"", "'sha256:00'", "sha256:00"}) {
    std::string before = line;
    before.replace(before.find("{}"), 2, old);
    std::string after = line;
    after.replace(after.find("{}"), 2, "\"" + hash_of("g1") + "\"");
    EXPECT_EQ(reviewed(kHead + before, "s1>g1"), kHead + after);
  }
}

TEST(Review, MarksAllLinksOfANodeAtOnce) {
  const std::string text = reviewed(
      kHead + "  - {id: s1, serves: [{goal: g1, claim: x}, {goal: g2, claim: y}]}\n", "s1");
  EXPECT_THAT(text, HasSubstr("claim: x, reviewed: \"" + hash_of("g1") + "\"}"));
  EXPECT_THAT(text, HasSubstr("claim: y, reviewed: \"" + hash_of("g2") + "\"}"));
  EXPECT_EQ(reviewed(text, "s1"), text) << "a second time changes nothing";
  const Plan plan = read(text);
  EXPECT_EQ(review_of(plan, plan.strategies[0].serves[1]), Review::Current);
}

TEST(Review, MarksEveryLinkOfAPlanThatUsesEveryKey) {
  std::string text(kSmallPlan);
  for (const char* node : {"s1", "c1", "t1"}) {
    text = reviewed(text, node);
  }
  const Plan plan = read(text);
  for (const Link& link : plan.tactics[0].serves) {
    EXPECT_EQ(review_of(plan, link), Review::Current);
  }
}

TEST(Review, NamesTheLinksThereAre) {
  const Plan plan = read(kHead + "  - {id: s1, serves: [{goal: g1, claim: x}]}\n");
  EXPECT_THAT(links_named(plan, "s1>g9").error().text(), HasSubstr("s1>g1"));
  EXPECT_FALSE(links_named(plan, "g1"));
  EXPECT_FALSE(links_named(plan, "nothing"));
  EXPECT_EQ(links_named(plan, "s1")->front().id(), "s1>g1");
}

TEST(WithItem, AddsToTheEndOfABlockList) {
  const std::string item = "id: t9\nstatus: draft  # new\n";
  EXPECT_EQ(
      *with_item("a: 1\ntactics:\n  - id: t1\n    x: 1 # one\n# end\nb: 2\n", "tactics", item),
      "a: 1\ntactics:\n  - id: t1\n    x: 1 # one\n  - id: t9\n    status: draft  # new\n# end\nb: "
      "2\n");
  EXPECT_EQ(*with_item("tactics:\n- {id: t1}", "tactics", item),
            "tactics:\n- {id: t1}\n- id: t9\n  status: draft  # new\n");
  EXPECT_EQ(*with_item("tactics:\r\n- {id: t1}\r\n", "tactics", item),
            "tactics:\r\n- {id: t1}\r\n- id: t9\r\n  status: draft  # new\r\n");
}

TEST(WithItem, MakesTheListWhereThereIsNone) {
  const std::string item = "id: t9";
  const std::string made = "tactics:\n  - id: t9\n";
  EXPECT_EQ(*with_item("", "tactics", item), made);
  EXPECT_EQ(*with_item("# nothing\n", "tactics", item), "# nothing\n" + made);
  EXPECT_EQ(*with_item("a: 1", "tactics", item), "a: 1\n" + made);
  EXPECT_EQ(*with_item("tactics:  # none\nb: 1\n", "tactics", item),
            "tactics:  # none\n  - id: t9\nb: 1\n");
  EXPECT_EQ(*with_item("tactics: []  # none\nb: 1\n", "tactics", item),
            "tactics:   # none\n  - id: t9\nb: 1\n");
}

TEST(WithItem, RefusesAListInBrackets) {
  EXPECT_EQ(with_item("tactics: [{id: t1}]\n", "tactics", "id: t9").error().code,
            ErrorCode::Unsupported);
  EXPECT_FALSE(with_item("{tactics: []", "tactics", "id: t9"));
}

}  // namespace
}  // namespace throughline::plan
