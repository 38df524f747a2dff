#include "evidence/links.hpp"

#include <gmock/gmock.h>

#include "evidence/sample_evidence.hpp"
#include "plan/sample_plan.hpp"

namespace throughline::evidence {
namespace {

using plan::LinkStatus;
using plan::Untested;
using schema::Estimate;
using schema::Grade;
using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;
namespace sample = plan::sample;

LinkEvidence in(std::string market, double value, double low, double high, Grade grade = Grade::A) {
  return {std::move(market), {value, low, high, 0.9}, grade, 60.0, "e"};
}

LinkJudgement judged(std::vector<LinkEvidence> evidence) {
  return judge_link("t1", "c1", std::move(evidence));
}

TEST(Link, IsJudgedByWhatEveryMarketSays) {
  struct Row {
    std::string what;
    std::vector<LinkEvidence> evidence;
    LinkStatus status;
  };

  const std::vector<Row> rows = {
      {"large enough", {in("de", 100, 50, 150)}, LinkStatus::Supported},
      {"exactly large enough", {in("de", 60, 1, 119)}, LinkStatus::Supported},
      {"above 0 but below the threshold", {in("de", 59, 1, 119)}, LinkStatus::Partly},
      {"surely below the threshold", {in("de", 30, 10, 59)}, LinkStatus::Refuted},
      {"harm", {in("de", -30, -60, 0)}, LinkStatus::Refuted},
      {"anything", {in("de", 50, 0, 100)}, LinkStatus::Untested},
      {"both", {in("de", 100, 50, 150), in("br", 90, 50, 150)}, LinkStatus::Supported},
      {"one and not the other",
       {in("de", 100, 50, 150), in("br", -9, -60, -1)},
       LinkStatus::Partly},
      {"one and no telling", {in("de", 100, 50, 150), in("br", 50, -60, 160)}, LinkStatus::Partly},
      {"refuted and no telling",
       {in("de", 0, -9, 9), in("br", 50, -60, 160)},
       LinkStatus::Untested},
      {"correlation beside a test",
       {in("de", 100, 50, 150), in("br", -90, -99, -60, Grade::D)},
       LinkStatus::Supported},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(judged(row.evidence).status, row.status) << row.what;
    EXPECT_FALSE(judged(row.evidence).reason.empty()) << row.what;
  }
}

TEST(Link, SaysWhyItIsUntested) {
  EXPECT_EQ(judged({}).why, Untested::NoEvidence);
  EXPECT_EQ(judged({}).grade, Grade::E);
  EXPECT_EQ(judged({in("de", 100, 50, 150, Grade::D)}).why, Untested::OnlyWeak);
  EXPECT_EQ(judged({in("de", 100, 50, 150, Grade::D)}).grade, Grade::D);
  EXPECT_EQ(judged({in("de", 50, -60, 160)}).why, Untested::Inconclusive);
  EXPECT_EQ(judged({in("de", 50, -60, 160)}).grade, Grade::A);
}

TEST(Link, HasTheWorstGradeThatCounted) {
  EXPECT_EQ(judged({in("de", 100, 50, 150), in("br", 90, 50, 150, Grade::C)}).grade, Grade::C);
}

LinkJudgement link(std::string child, std::string parent, Grade grade) {
  LinkJudgement made{.child = std::move(child), .parent = std::move(parent)};
  made.grade = grade;
  return made;
}

TEST(Branch, IsAsGoodAsTheWeakestLinkOfTheBestWay) {
  const plan::Plan plan = sample::small_plan();
  const auto grades = branch_grades(plan,
                                    {link("s1", "g1", Grade::B),
                                     link("c1", "s1", Grade::E),
                                     link("t1", "c1", Grade::A),
                                     link("t1", "s1", Grade::C),
                                     link("t2", "s1", Grade::A),
                                     link("lost", "nowhere", Grade::A),
                                     link("x", "y", Grade::A),
                                     link("y", "x", Grade::A)});
  EXPECT_THAT(grades,
              UnorderedElementsAre(Pair("g1", Grade::None),
                                   Pair("s1", Grade::B),
                                   Pair("c1", Grade::E),
                                   Pair("t1", Grade::C),
                                   Pair("t2", Grade::B)));
}

TEST(Branch, TurnsAmberAboveARefutedLink) {
  plan::Plan plan = sample::small_plan();
  LinkJudgement refuted = link("t1", "c1", Grade::A);
  refuted.status = LinkStatus::Refuted;
  EXPECT_THAT(amber_nodes(plan::Lines(plan), {refuted, link("t2", "s1", Grade::A)}),
              UnorderedElementsAre("t1", "c1", "s1", "g1", "purpose"));
  EXPECT_TRUE(amber_nodes(plan::Lines(plan), {}).empty());
}

// ---- of a whole plan

Estimate on_buyers(std::string id, double value) {
  Estimate made = sample_estimate(std::move(id), Grade::A);
  made.metric = "buyers";
  made.from = {2026, 3, 1};
  made.effect.interval = {value, value - 40, value + 40, 0.9};
  return made;
}

Observed observed(std::vector<Estimate> estimates) {
  Observed made{.as_of = {2026, 6, 30}, .zone = TimeZone::named("UTC").value()};
  made.estimates = std::move(estimates);
  made.locks["t1"] = {.state = LockState::Locked, .on = CivilDate{2026, 2, 20}};
  made.datasets["orders"] = {.newest = days_from_civil({2026, 6, 30}) * 86400};
  return made;
}

std::vector<LinkJudgement> all_links(const plan::Plan& plan, const Observed& given) {
  const plan::Lines lines(plan);
  const auto tactics = judge_plan(plan, lines, given);
  const SumOn sum_on = [&](std::string_view node, std::string_view metric) {
    return roll_up(
        only_of(contributions_on(plan, metric, tactics, given, {}), tactics_at(plan, lines, node)),
        {});
  };
  return judge_links(plan, lines, tactics, given, sum_on);
}

std::vector<std::pair<std::string, LinkStatus>> statuses(const std::vector<LinkJudgement>& links) {
  std::vector<std::pair<std::string, LinkStatus>> all;
  for (const LinkJudgement& one : links) {
    all.emplace_back(one.id(), one.status);
  }
  return all;
}

TEST(Links, OfTacticsAskTheEstimateAndThoseAboveAskTheSum) {
  const plan::Plan plan = sample::small_plan();
  EXPECT_THAT(statuses(all_links(plan, observed({on_buyers("e1", 200)}))),
              ElementsAre(Pair("s1>g1", LinkStatus::Supported),
                          Pair("c1>s1", LinkStatus::Supported),
                          Pair("t1>c1", LinkStatus::Supported),
                          Pair("t2>s1", LinkStatus::Untested)));
  // 6% of 2,000 is 120: at most 70 is too small for the tactic, yet above 0 for what it serves.
  EXPECT_THAT(statuses(all_links(plan, observed({on_buyers("e1", 50)}))),
              ElementsAre(Pair("s1>g1", LinkStatus::Supported),
                          Pair("c1>s1", LinkStatus::Supported),
                          Pair("t1>c1", LinkStatus::Refuted),
                          Pair("t2>s1", LinkStatus::Untested)));
}

TEST(Links, PreferAnEstimateAboutTheLinkItself) {
  const plan::Plan plan = sample::small_plan();
  Estimate about = on_buyers("e2", -100);
  about.about = {.tactic = "", .link = "s1>g1", .second = ""};
  const auto links = all_links(plan, observed({on_buyers("e1", 200), about}));
  EXPECT_EQ(links[0].status, LinkStatus::Refuted);
  EXPECT_EQ(links[0].evidence.at(0).from, "e2");
  EXPECT_EQ(links[1].status, LinkStatus::Supported);
}

TEST(Links, AreUntestedWhereTheTacticIsVoid) {
  const plan::Plan plan = sample::small_plan();
  Observed given = observed({on_buyers("e1", 200)});
  given.locks["t1"].state = LockState::Changed;
  for (const LinkJudgement& one : all_links(plan, given)) {
    EXPECT_EQ(one.status, LinkStatus::Untested) << one.id();
    EXPECT_EQ(one.why, Untested::NoEvidence) << one.id();
  }
}

TEST(Links, NeverTakeTheAuthorsGradeForTheirs) {
  plan::Plan plan = sample::small_plan();
  plan.tactics[0].serves[0].grade.value = Grade::A;
  const auto links = all_links(plan, observed({}));
  EXPECT_EQ(links[2].claimed, Grade::A);
  EXPECT_EQ(links[2].grade, Grade::E);
}

}  // namespace
}  // namespace throughline::evidence
