#include "plan/read_plan.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/diff.hpp"
#include "plan/small_plan.hpp"

namespace throughline::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> findings_of(const Reading& reading) {
  std::vector<std::string> out;
  for (const Finding& finding : reading.findings) {
    out.push_back(fmt::format("{}:{}:{} {} {}. help: {}",
                              reading.plan.files.at(finding.at.file).name,
                              finding.at.start.line,
                              finding.at.start.column,
                              finding.code,
                              finding.message,
                              finding.help));
  }
  return out;
}

Reading read_one(std::string_view text, const ReadContext& context = {}) {
  return read_plan({{"plan.yaml", std::string(text)}}, context);
}

// A plan with the least that every plan has, and what the test is about.
std::string with(std::string_view rest) {
  return fmt::format(
      "throughline: 1\n"
      "company: {{id: acme, currency: EUR}}\n"
      "purpose: {{id: purpose, text: care, horizon: 5y, brand: [plain]}}\n{}",
      rest);
}

Reading read_with(std::string_view rest, const ReadContext& context = {}) {
  return read_one(with(rest), context);
}

TEST(ReadPlan, AWholePlanHasNoFindings) {
  EXPECT_THAT(findings_of(read_one(kSmallPlan)), IsEmpty());
}

TEST(ReadPlan, KeepsGroundValuesAsTheyAreWritten) {
  const Plan plan = read_one(kSmallPlan).plan;
  EXPECT_EQ(plan.company->head.name(), "Acme");
  EXPECT_EQ(plan.purpose->horizon->value, (Length{5, 'y'}));
  EXPECT_EQ(plan.purpose->brand.at(1).value, "useful");
  const Metric& metric = *plan.metric("repeat_buyers");
  EXPECT_EQ(metric.unit_margin->value, (Money{1850, "EUR"}));
  EXPECT_EQ(metric.margin, (Delta{{2, "2"}, true}));
  EXPECT_EQ(metric.board->value, Board::Revenue);
  EXPECT_EQ(plan.metric("refund_rate")->better.value, Better::Down);
  const Goal& goal = *plan.goal("g1");
  EXPECT_EQ(goal.serves.at(0).value, "purpose");
  EXPECT_EQ(goal.by->value, (CivilDate{2026, 12, 31}));
  EXPECT_EQ(goal.guardrails.at(1).margin, (Delta{{5, "5"}, true}));
  EXPECT_EQ(goal.head.answers.at(0).know->value, "orders");
  EXPECT_EQ(plan.goal("g2")->baseline->value, (Number{1.1, "1.1"}));
  EXPECT_EQ(plan.market("de")->forces.at(0).text.value, "a rival left");
}

TEST(ReadPlan, KeepsActionsAsTheyAreWritten) {
  const Plan plan = read_one(kSmallPlan).plan;
  const Strategy& strategy = *plan.strategy("s1");
  EXPECT_EQ(strategy.serves.at(0).type, ParentType::Goal);
  EXPECT_EQ(strategy.serves.at(0).grade.value, schema::Grade::D);
  EXPECT_EQ(strategy.q->business->low->value.value, 150);
  EXPECT_EQ(strategy.q->fits->needs.at(0).value, "s2");
  EXPECT_EQ(strategy.because.at(1).code.value, ReasonCode::Competitor);
  EXPECT_EQ(strategy.lenses->by_name.at(2)->not_applicable->value, "no press in this market");
  EXPECT_EQ(strategy.lenses->by_name.at(3)->metrics.at(0).value, "refund_rate");
  EXPECT_EQ(strategy.brand->consistent->value, Consistent::Yes);
  EXPECT_EQ(strategy.budget->amount->value, (Money{24'000'000, "EUR"}));
  EXPECT_EQ(strategy.budget->explore.value, (Number{0.1, "0.1"}));
  EXPECT_TRUE(plan.strategy("s2")->q->business->unknown);
  const Tactic& tactic = *plan.tactic("t1");
  EXPECT_TRUE(tactic.unscalable->is);
  EXPECT_EQ(tactic.match.at(0).keys.at(MatchKey::Landing).at(0).value, "/x*");
  EXPECT_EQ(tactic.hypothesis->change->value, (Delta{{12, "12"}, true}));
  EXPECT_EQ(tactic.hypothesis->method->value, schema::Method::GeoHoldout);
  EXPECT_EQ(tactic.decide->stop_when.at(1).value, StopWhen::BiggerFish);
  EXPECT_EQ(plan.tactic("t3")->status.value, Status::Draft);
  EXPECT_EQ(plan.programme("c1")->match.at(0).keys.at(MatchKey::Host).size(), 2U);
}

TEST(ReadPlan, KeepsRecordsAsTheyAreWritten) {
  const Plan plan = read_one(kSmallPlan).plan;
  const Partner& partner = *plan.partner("k1");
  EXPECT_EQ(partner.aim->value, PartnerStage::Working);
  EXPECT_EQ(partner.we_give.at(0).type.value, GiftType::Knowledge);
  EXPECT_EQ(partner.options.at(0).state.value, OptionState::Open);
  EXPECT_EQ(plan.community("m1")->why_they_talk->value, WhyTheyTalk::LatentNeed);
  EXPECT_EQ(plan.learning("l3")->source.value, LearningSource::Visit);
  EXPECT_EQ(plan.learning("l3")->source_ref->value, "v7");
  EXPECT_EQ(plan.decisions.at(1).supersedes->value, "d1");
  EXPECT_EQ(plan.decisions.at(1).trial, 1U);
  EXPECT_EQ(plan.changes.at(0).because.at(1).value, "run-118");
  EXPECT_EQ(plan.find("h1"), (NodeRef{NodeType::Change, 0}));
}

TEST(ReadPlan, EveryValueKnowsItsRange) {
  const Plan plan = read_one(kSmallPlan).plan;
  const auto text = [](const Span& at) {
    return kSmallPlan.substr(at.start.byte, at.end.byte - at.start.byte);
  };
  const Tactic& tactic = *plan.tactic("t1");
  EXPECT_EQ(text(tactic.hypothesis->min_effect->at), "6%");
  EXPECT_EQ(text(tactic.behaviour->at), "\"post a use case unasked\"");
  EXPECT_EQ(
      text(tactic.serves.at(0).at),
      "{programme: c1, claim: \"hobby blogs reach them\", grade: D, reviewed: \"sha256:02\"}");
  EXPECT_EQ(text(plan.goal("g2")->serves.at(0).at), "g1");
  EXPECT_TRUE(text(tactic.head.at).starts_with("id: t1\n"));
  EXPECT_TRUE(text(tactic.head.at).ends_with("outcome: repeat_buyers}]"));
}

TEST(ReadPlan, WhatIsLeftToItsDefaultStandsWhereItsNodeDoes) {
  const Plan plan = read_one(kSmallPlan).plan;
  const Dataset& dataset = *plan.dataset("visits");
  EXPECT_EQ(dataset.fresh_within.value, (Length{48, 'h'}));
  EXPECT_EQ(dataset.fresh_within.at, dataset.head.id.at);
}

TEST(ReadPlan, TellsEverythingAtOnce) {
  EXPECT_THAT(
      findings_of(
          read_with("metrics: [{id: m, dataset: d, expr: count(), kind: response}]\n"
                    "datasets: [{id: d, source: orders}]\n"
                    "goals:\n"
                    "  - id: g1\n"
                    "    serves: purpose\n"
                    "    metrik: m\n"
                    "    baseline: 1\n"
                    "    baseline: 2\n"
                    "    target: 3\n"
                    "    by: 2026-02-30\n"
                    "    market: de\n"
                    "  - {id: g1, serves: m, metric: d, baseline: 1, target: 2, by: 2026-01-01}\n"
                    "tactiks: []\n")),
      ElementsAre(
          "plan.yaml:9:5 TL003 unknown key \"metrik\" in g1. help: did you mean \"metric\"?",
          "plan.yaml:11:5 TL003 key \"baseline\" stands a second time in g1. help: keep one of "
          "them",
          "plan.yaml:13:9 TL016 g1.by must be a day: 2026-02-30. help: write it like 2026-06-30",
          "plan.yaml:14:13 TL004 no market \"de\". help: there are none",
          "plan.yaml:15:10 TL003 id \"g1\" is taken. help: give every node an id of its own",
          "plan.yaml:15:22 TL004 no purpose or goal \"m\": it is a metric. help: ids: "
          "purpose, g1",
          "plan.yaml:15:33 TL004 no metric \"d\": it is a dataset. help: ids: m",
          "plan.yaml:16:1 TL003 unknown key \"tactiks\" in the plan. help: did you mean "
          "\"tactics\"?"));
}

TEST(ReadPlan, NearestIdsAreTheHintOfADanglingReference) {
  EXPECT_THAT(
      findings_of(read_with("products: [{id: pump, status: new}, {id: pums, status: new}]\n"
                            "markets: [{id: de, status: new}]\n"
                            "strategies:\n"
                            "  - {id: s1, markets: [de], product: pumb, serves: []}\n")),
      ElementsAre("plan.yaml:7:38 TL004 no product \"pumb\". help: nearest ids: pump, pums"));
}

TEST(ReadPlan, AMissingKeyWithARuleOfItsOwnIsLeftToIt) {
  EXPECT_THAT(findings_of(read_with("markets: [{id: de, status: new}]\n"
                                    "strategies:\n"
                                    "  - {id: s1, markets: [de], q: {business: tbd, fits: '...'}}\n"
                                    "metrics: [{id: m, kind: response, dataset: }]\n")),
              IsEmpty());
}

TEST(ReadPlan, RequiredKeysMayDependOnOthers) {
  EXPECT_THAT(findings_of(read_with(
                  "metrics:\n"
                  "  - {id: m, dataset: d, expr: count(), kind: outcome}\n"
                  "datasets: [{id: d, source: orders}]\n"
                  "goals:\n"
                  "  - {id: g1, serves: purpose, metric: m, baseline: 1, by: 2026-01-01}\n"
                  "  - {id: g2, kind: maximise, serves: purpose, metric: m, baseline: 1, "
                  "by: 2026-01-01}\n")),
              ElementsAre(HasSubstr("plan.yaml:5:10 TL016 m lacks board"),
                          HasSubstr("plan.yaml:8:10 TL016 g1 lacks target")));
}

TEST(ReadPlan, WhatStandsOnceOverAllFilesIsAskedForAndNotTwice) {
  EXPECT_THAT(findings_of(read_one("markets: []\n")),
              ElementsAre(HasSubstr("1:1 TL016 the plan lacks throughline"),
                          HasSubstr("1:1 TL016 the plan lacks company"),
                          HasSubstr("1:1 TL016 the plan lacks purpose")));
  const Reading twice = read_plan({{"b.yaml", "throughline: 1\n"}, {"a.yaml", with("")}}, {});
  EXPECT_THAT(findings_of(twice),
              ElementsAre(HasSubstr("b.yaml:1:1 TL003 \"throughline\" stands a second time")));
  EXPECT_EQ(twice.findings.at(0).related.at(0).at.file, 0U);
  EXPECT_THAT(findings_of(read_one("throughline: 2\n")),
              testing::Contains(HasSubstr("1:14 TL016 throughline must be 1: 2")));
}

TEST(ReadPlan, AFileThatIsNoYamlIsUnusableAndNothingIsSaidOfReferences) {
  const Reading reading =
      read_plan({{"a.yaml",
                  with("markets: [{id: de, status: old}]\n"
                       "learnings:\n"
                       "  - {id: l, on: 2026-01-01, source: {kind: visit, ref: v}, says: x, scope: "
                       "[fr], grade: E, owner: me}\n")},
                 {"b.yaml", "markets: [\n"}},
                {});
  EXPECT_TRUE(reading.unusable);
  EXPECT_THAT(findings_of(reading),
              ElementsAre(HasSubstr("a.yaml:4:28 TL016 de.status"),
                          HasSubstr("b.yaml:2:1 TL000 a [ is not closed")));
  const Reading anchor = read_one("a: &x 1\nb: *x\n");
  EXPECT_TRUE(anchor.unusable);
  EXPECT_THAT(findings_of(anchor),
              ElementsAre(HasSubstr("TL000 an anchor (&)"), HasSubstr("TL000 an alias (*)")));
  EXPECT_EQ(anchor.findings.at(1).at.start.byte, 11U);
}

TEST(ReadPlan, DraftsAreCheckedForKeysAndReferencesAlone) {
  EXPECT_THAT(
      findings_of(read_with("tactics:\n"
                            "  - {id: t1, status: draft, stage: huge, cost: free, colour: red, "
                            "partners: [k1]}\n")),
      ElementsAre(HasSubstr("TL003 unknown key \"colour\" in t1"),
                  HasSubstr("TL004 no partner \"k1\"")));
}

TEST(ReadPlan, MoneyIsOfTheNearestCurrency) {
  const Plan plan = read_with(
                        "markets:\n"
                        "  - {id: jp, status: new, currency: JPY}\n"
                        "  - {id: kw, status: new, currency: KWD}\n"
                        "strategies:\n"
                        "  - {id: s1, markets: [jp], serves: [], budget: {amount: 500}}\n"
                        "  - {id: s2, markets: [jp, kw], serves: [], budget: {amount: 500}}\n"
                        "tactics:\n"
                        "  - {id: t1, status: draft, serves: [{strategy: s1}], cost: {cash: 7}}\n"
                        "  - {id: t2, status: draft, markets: [kw], serves: [{strategy: s1}], "
                        "cost: {cash: 1.125}}\n")
                        .plan;
  EXPECT_EQ(plan.strategies.at(0).budget->amount->value, (Money{500, "JPY"}));
  EXPECT_EQ(plan.strategies.at(1).budget->amount->value, (Money{50'000, "EUR"}));
  EXPECT_EQ(plan.tactics.at(0).cost->cash->value, (Money{7, "JPY"}));
  EXPECT_EQ(plan.tactics.at(1).cost->cash->value, (Money{1125, "KWD"}));
}

TEST(ReadPlan, MoneyWithTooManyDecimalsIsRefused) {
  EXPECT_THAT(
      findings_of(read_with("markets: [{id: jp, status: new, currency: JPY}]\n"
                            "strategies:\n"
                            "  - {id: s1, markets: [jp], serves: [], budget: {amount: 1.0}}\n")),
      ElementsAre("plan.yaml:6:58 TL016 s1.budget.amount must be an amount in JPY: 1.0. "
                  "help: JPY has no decimals"));
}

TEST(ReadPlan, SourcesAndRolesAreCheckedWhereTheSettingsAreKnown) {
  const std::string_view rest =
      "datasets: [{id: d, source: shop}, {id: e, source: sessions}]\n"
      "tactics: [{id: t, status: draft, cost: {role: editor}}]\n";
  EXPECT_THAT(findings_of(read_with(rest)), IsEmpty());
  EXPECT_THAT(
      findings_of(read_with(rest, {.sources = {{{"shops", "orders"}}}, .roles = {{"editors"}}})),
      ElementsAre("plan.yaml:4:28 TL004 no source or table \"shop\". help: nearest ids: shops",
                  "plan.yaml:5:47 TL004 no role with a price in the settings \"editor\". "
                  "help: nearest ids: editors"));
}

TEST(ReadPlan, KnowNamesAMeasure) {
  const auto know = [](std::string_view text) {
    return findings_of(
        read_with(fmt::format("tactics: [{{id: t1, status: planned, q: {{know: {}}}}}]\n", text)));
  };
  EXPECT_THAT(know("t9.measure"), testing::Contains(HasSubstr("TL004 no tactic \"t9\"")));
  EXPECT_THAT(know("by feel"), testing::Contains(HasSubstr("TL016 t1.q.know must be measure")));
  EXPECT_THAT(know("t1.measure"), testing::Not(testing::Contains(HasSubstr("t1.q.know"))));
}

TEST(ReadPlan, ALinkHasOneParent) {
  EXPECT_THAT(
      findings_of(read_with(
          "markets: [{id: de, status: new}]\n"
          "strategies:\n"
          "  - {id: s1, markets: [de], serves: [{claim: x}, {strategy: s1, goal: s1, claim: x}, "
          "{programme: s1, claim: x}]}\n")),
      ElementsAre(HasSubstr("6:38 TL016 s1.serves[1] must have one of goal, strategy"),
                  HasSubstr("6:50 TL016 s1.serves[2] must have only one of goal, strategy"),
                  HasSubstr("6:71 TL004 no goal \"s1\": it is a strategy"),
                  HasSubstr("TL003 unknown key \"programme\" in s1.serves[3]")));
}

TEST(ReadPlan, IdsOfOptionsShareTheOneNamespace) {
  EXPECT_THAT(findings_of(read_with(
                  "partners:\n"
                  "  - {id: k1, stage: trust, options: [{id: k1, text: x, on: 2026-01-01}]}\n")),
              ElementsAre(HasSubstr("5:43 TL003 id \"k1\" is taken")));
}

// A plan with one section a file, in an order of files that is not that of the plan.
std::vector<SourceFile> in_files(std::string_view text) {
  std::vector<SourceFile> files;
  while (!text.empty()) {
    std::size_t end = text.find('\n') + 1;
    while (end < text.size() && text[end] == ' ') {
      end = text.find('\n', end) + 1;
    }
    files.push_back(
        {fmt::format("{:02}.yaml", 99 - files.size()), std::string(text.substr(0, end))});
    text.remove_prefix(end);
  }
  return files;
}

TEST(ReadPlan, AFolderSaysTheSameAsTheFileItWasSplitFrom) {
  const Reading whole = read_one(kSmallPlan);
  const Reading parts = read_plan(in_files(kSmallPlan), {});
  EXPECT_GT(parts.plan.files.size(), 10U);
  EXPECT_THAT(findings_of(parts), IsEmpty());
  EXPECT_EQ(parts.plan.by_id, whole.plan.by_id);
  EXPECT_TRUE(diff_plans(whole.plan, parts.plan).nodes.empty());
}

TEST(ReadPlan, FilesAreJoinedInByteOrderOfTheirNames) {
  const Reading reading = read_plan({{"b.yaml", "products: [{id: p2, status: new}]\n"},
                                     {"B.yaml", "products: [{id: p1, status: new}]\n"}},
                                    {});
  EXPECT_EQ(reading.plan.products.at(0).head.id.value, "p1");
  EXPECT_EQ(reading.plan.files.at(0).name, "B.yaml");
}

TEST(ReadPlan, APlanFullOfMistakesIsStillReadInTime) {
  std::string text = with("tactics:\n");
  for (int i = 0; i < 3000; ++i) {
    text +=
        fmt::format("  - {{id: t{}, status: draft, partners: [nobody{}], oddkey{}: 1}}\n", i, i, i);
  }
  EXPECT_EQ(read_one(text).findings.size(), 6000U);
}

}  // namespace
}  // namespace throughline::plan
