#include "plan/draft.hpp"

#include <gmock/gmock.h>

#include "plan/lint.hpp"
#include "plan/small_plan.hpp"

namespace throughline::plan {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

Draft sample_draft() {
  return {.name = "knits.example",
          .seen = "throughline show domain:knits.example",
          .match = {{MatchKey::Host, {"knits.example", "*.knits.example"}},
                    {MatchKey::Landing, {"/refill"}}},
          .evidence = "4,120 of 6,020 visits engaged \"well\", grade D.",
          .on = {2026, 6, 30}};
}

Reading read(const std::string& text) { return read_plan({{"plan.yaml", text}}, ReadContext{}); }

TEST(Draft, IsAddedToThePlanAndNothingElseChanges) {
  const std::string text(kSmallPlan);
  const Reading before = read(text);
  const auto added = with_draft(before.plan, sample_draft(), "plan.yaml", ReadContext{});
  ASSERT_TRUE(added) << added.error().text();
  const Reading after = read(added->text);
  EXPECT_EQ(after.findings.size(), before.findings.size());
  const Tactic* tactic = after.plan.tactic("knits-example");
  ASSERT_NE(tactic, nullptr);
  EXPECT_EQ(tactic->status.value, Status::Draft);
  EXPECT_EQ(tactic->head.title->value, "knits.example");
  EXPECT_THAT(tactic->head.note->value, HasSubstr("engaged \"well\", grade D. throughline show"));
  ASSERT_EQ(tactic->match.size(), 1U);
  EXPECT_EQ(tactic->match[0].keys.at(MatchKey::Host)[1].value, "*.knits.example");
  EXPECT_EQ(tactic->match[0].keys.at(MatchKey::Landing)[0].value, "/refill");
  EXPECT_FALSE(tactic->q) << "asked, not answered";
  for (const char* question : {"What does it do for the business?",
                               "Why is it important",
                               "How does it fit with the rest?",
                               "How will we know that it works?"}) {
    EXPECT_THAT(added->text, HasSubstr(question));
  }
}

TEST(Draft, GoesToAFileOfItsOwnInAFolder) {
  const auto files = read_plan({{"plan/all.yaml", std::string(kSmallPlan)}}, ReadContext{});
  const auto first = with_draft(files.plan, sample_draft(), "plan/adopted.yaml", ReadContext{});
  ASSERT_TRUE(first) << first.error().text();
  EXPECT_THAT(first->text,
              StartsWith("# Tactics adopted from signals.\ntactics:\n  - id: knits-example\n"));
  const auto again =
      read_plan({{"plan/adopted.yaml", first->text}, {"plan/all.yaml", std::string(kSmallPlan)}},
                ReadContext{});
  const auto second = with_draft(again.plan, sample_draft(), "plan/adopted.yaml", ReadContext{});
  ASSERT_TRUE(second) << second.error().text();
  EXPECT_EQ(second->id, "knits-example-2");
  EXPECT_THAT(second->text, StartsWith(first->text));
}

TEST(Draft, GetsAnIdWhateverItsName) {
  const Plan plan = read(std::string(kSmallPlan)).plan;
  EXPECT_EQ(free_id(plan, "Blog.Example/Über"), "blog-example-ber");
  EXPECT_EQ(free_id(plan, "/refill"), "refill");
  EXPECT_EQ(free_id(plan, "复购"), "signal");
  EXPECT_EQ(free_id(plan, "36hours.example"), "signal-36hours-example");
  EXPECT_EQ(free_id(plan, "S1"), "s1-2");
  EXPECT_LE(free_id(plan, std::string(300, 'a')).size(), 64U);
}

TEST(Draft, ShowsWhatIsInANameAsItIs) {
  Draft draft = sample_draft();
  draft.name = "a \"b\" \\ c: # {d}\x1b[2J";
  const auto added =
      with_draft(read(std::string(kSmallPlan)).plan, draft, "plan.yaml", ReadContext{});
  ASSERT_TRUE(added) << added.error().text();
  const Plan after = read(added->text).plan;
  EXPECT_EQ(after.tactic(added->id)->head.title->value, "a \"b\" \\ c: # {d}\uFFFD[2J");
}

TEST(StarterPlan, HasNothingWrong) {
  const Reading reading = read(starter_plan("acme", "EUR", {2027, 12, 31}));
  EXPECT_THAT(reading.findings, IsEmpty());
  LintContext context;
  context.as_of = {2026, 6, 30};
  for (const Finding& finding : lint(reading.plan, context)) {
    ADD_FAILURE() << finding.code << " " << finding.message;
  }
  EXPECT_EQ(reading.plan.goals.size(), 1U);
}

}  // namespace
}  // namespace throughline::plan
