#include "plan/lint.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/check_plan.hpp"
#include "plan/fingerprint.hpp"
#include "plan/lint_cases.hpp"

namespace throughline::plan {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::vector<Finding> found(std::string text, const LintContext& context) {
  return check_plan({{"plan.yaml", std::move(text)}}, {}, context).findings;
}

std::vector<std::string> codes(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  std::ranges::transform(findings, std::back_inserter(out), &Finding::code);
  return out;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string base() { return cases::file_text("base.yaml"); }

TEST(Lint, AnEmptyPlanHasNothingWrong) { EXPECT_THAT(lint(Plan{}, {}), IsEmpty()); }

TEST(Lint, ADraftRaisesNothing) {
  const Reading reading = read_plan({{"plan.yaml", "tactics: [{id: t1, status: draft}]"}}, {});
  EXPECT_THAT(lint(reading.plan, {}), IsEmpty());
}

TEST(Lint, SaysWhatItCouldNotCheck) {
  EXPECT_THAT(skipped_checks(cases::context()), IsEmpty());
  LintContext without_data = cases::context();
  without_data.data.reset();
  EXPECT_THAT(skipped_checks(without_data),
              ElementsAre(SkippedCheck{"TL006", "freshness of datasets", "there is no data here"},
                          SkippedCheck{"TL009", "power of hypotheses", "there is no data here"},
                          SkippedCheck{"TL011", "money of the ledger", "there is no data here"}));
  LintContext without_spreads = cases::context();
  without_spreads.data->spreads = {};
  EXPECT_THAT(skipped_checks(without_spreads),
              ElementsAre(SkippedCheck{
                  "TL009", "power of hypotheses", "no metric has eight periods of rows yet"}));
}

TEST(Lint, WithoutDataNothingIsSaidAboutFreshnessPowerAndLedger) {
  LintContext context = cases::context();
  context.data.reset();
  const std::string text = replaced(base(), "min_effect: 6%", "min_effect: 0.1%");
  EXPECT_THAT(codes(found(text, context)), IsEmpty());
}

// A lot among people is held to what units differ by, whatever the weeks do.
TEST(Lint, ALotIsHeldToItsUnitsAndASeriesToItsWeeks) {
  const std::string lot = replaced(base(), "method: geo-holdout", "method: randomised");
  LintContext context = cases::context();
  EXPECT_THAT(codes(found(lot, context)), IsEmpty());  // nothing is known of units yet
  context.data->spreads.of_units["t1"] = {{"all", {.mean = 0.1, .sd = 0.3, .per_day = 1000}}};
  EXPECT_THAT(codes(found(lot, context)), IsEmpty());
  context.data->spreads.of_units["t1"] = {{"all", {.mean = 0.1, .sd = 0.3, .per_day = 100}}};
  const auto findings = found(lot, context);
  ASSERT_THAT(codes(findings), ElementsAre("TL009"));
  // 119 days of 100 units: se = 0.3 · √(2 / 5950) = 0.0055 against 0.006; n · ((2.486 / 1.091)² −
  // 1)
  EXPECT_EQ(findings[0].message, "t1 finds 6% by 2026-06-28 with power 0.29, not 0.8");
  EXPECT_EQ(findings[0].help, "49926 more units of the lot (72 more weeks), or min_effect 13.7%");
}

// What a test that is over and decided could have seen is part of its verdict, not of the plan.
TEST(Lint, ATestThatIsOverAndDecidedHasThePowerThatItHad) {
  const std::string over = replaced(
      base(), "from: 2026-04-06, until: 2026-07-31", "from: 2026-04-06, until: 2026-04-12");
  EXPECT_THAT(codes(found(over, cases::context())), IsEmpty());
}

TEST(Lint, ThePowerOfASeriesFallsWithItsMemory) {
  const std::string text = replaced(base(), "method: geo-holdout", "method: interrupted-series");
  LintContext context = cases::context();
  plan::MetricSpread spread{.mean = 500, .sd = 30};
  context.data->spreads.of_metric["buyers"] = {{"all", spread}};
  EXPECT_THAT(codes(found(text, context)), IsEmpty());
  spread.memory = 0.6;
  context.data->spreads.of_metric["buyers"] = {{"all", spread}};
  EXPECT_THAT(found(text, context), Contains(Field(&Finding::message, StartsWith("t1 finds 6%"))));
}

TEST(Lint, TheMarketThatIsWorstOffIsNamed) {
  LintContext context = cases::context();
  context.data->spreads.of_metric["buyers"] = {{"all", {.mean = 500, .sd = 1}},
                                               {"de", {.mean = 400, .sd = 400, .n_units = 16}}};
  const auto findings = found(base(), context);
  ASSERT_THAT(codes(findings), ElementsAre("TL009"));
  EXPECT_THAT(findings[0].message, testing::HasSubstr(" in de with power "));
}

TEST(Lint, ADatasetWithoutRowsIsStale) {
  LintContext context = cases::context();
  context.data->age_of_dataset.erase("shop");
  const auto findings = found(base(), context);
  ASSERT_THAT(codes(findings), ElementsAre("TL006"));
  EXPECT_EQ(findings[0].message, "dataset shop has no rows");
}

TEST(Lint, ADatasetThatDecidesNothingMayBeStale) {
  LintContext context = cases::context();
  context.data->age_of_dataset.erase("paid");
  context.data->age_of_dataset.erase("visits");  // what is measured there is only learned from
  EXPECT_THAT(found(base(), context), IsEmpty());
}

TEST(Lint, WhatOnlyLearningTacticsUseNeedsNoColumn) {
  const std::string text =
      replaced(cases::file_text("learning.yaml"), "uniq(author)", "uniq(nobody)");
  EXPECT_THAT(codes(found(text, cases::context())), ElementsAre("TL006"));  // lenses use it too
  std::string unused = text;
  for (int i = 0; i < 2; ++i) {
    unused = replaced(unused, "[talk]", "[solved]");
  }
  EXPECT_THAT(found(unused, cases::context()), IsEmpty());
}

TEST(Lint, WordsAboutAParentDoNotMakeItsLinksSuspect) {
  const Plan plan = read_plan({{"plan.yaml", base()}}, {}).plan;
  std::string text =
      replaced(base(),
               "{strategy: s1, claim: \"doers adopt first\"}",
               fmt::format("{{strategy: s1, claim: \"doers adopt first\", reviewed: \"{}\"}}",
                           *fingerprint_of(plan, "s1")));
  text = replaced(
      text, "title: Early adopters", "title: The first ones\n    owner: cmo\n    note: new");
  text = replaced(text, "{amount: 90000, explore: 0.15}", "{amount: 91000, explore: 0.2}");
  EXPECT_THAT(found(text, cases::context()), IsEmpty());
  text = replaced(text, "a tenth a year", "a fifth a year");
  EXPECT_THAT(codes(found(text, cases::context())), ElementsAre("TL005"));
}

TEST(Lint, ABrokenChainOfLocksVoidsWhatFollows) {
  LintContext context = cases::context();
  const Plan plan = read_plan({{"plan.yaml", base()}}, {}).plan;
  context.lock = Lock{};
  context.lock->entries = lock_nodes(Lines(plan), {}, {"t1"}, Trial::First, {2026, 5, 7})->fresh;
  EXPECT_THAT(found(base(), context), IsEmpty());
  context.lock->broken = 0;
  const auto findings = found(base(), context);
  ASSERT_THAT(codes(findings), ElementsAre("TL008"));
  EXPECT_EQ(findings[0].node, "t1");
}

TEST(Lint, ThresholdsAreThoseOfTheContext) {
  LintContext context = cases::context();
  context.thresholds.explore_share = 0.13;  // 12.6% are set aside
  context.thresholds.convergence_days = 42;
  EXPECT_THAT(codes(found(base(), context)), ElementsAre("TL020", "TL024", "TL024"));
  context = cases::context();
  context.thresholds.unmapped_spend_share = 0.008;  // 0.9% are claimed by nobody
  EXPECT_THAT(codes(found(base(), context)), ElementsAre("TL011"));
}

TEST(Lint, ACloneInFourMarketsIsOneFindingThatNamesAll) {
  std::string text =
      "markets: [{id: a, status: new}, {id: b, status: new}, {id: c, status: new}, {id: d, "
      "status: new}]\ntactics:\n";
  for (const char* market : {"d", "b", "a", "c"}) {
    text += fmt::format(
        "  - {{id: t-{0}, markets: [{0}], audience: parents, message: hello, behaviour: \"write "
        "in\"}}\n",
        market);
  }
  const Reading reading = read_plan({{"plan.yaml", text}}, {});
  auto findings = lint(reading.plan, {});
  std::erase_if(findings, [](const Finding& finding) { return finding.code != "TL012"; });
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(
      findings[0].message,
      "t-a, t-b, t-c and t-d have the same audience, message and behaviour in different markets");
  EXPECT_EQ(findings[0].node, "t-b");
  EXPECT_EQ(findings[0].related.size(), 3U);
}

TEST(Lint, DepthAndCirclesOfThousandsOfNodesAreNoTrouble) {
  Plan plan;
  constexpr std::size_t kDepth = 5000;
  for (std::size_t i = 0; i < kDepth; ++i) {
    Strategy strategy;
    strategy.head.id.value = fmt::format("s{}", i);
    Link link;
    link.type = ParentType::Strategy;
    link.parent.value = fmt::format("s{}", (i + 1) % kDepth);
    strategy.serves = {link};
    plan.by_id.emplace(strategy.head.id.value, NodeRef{NodeType::Strategy, i});
    plan.strategies.push_back(std::move(strategy));
  }
  const auto n_circles = [&plan] {
    return std::ranges::count(lint(plan, {}), "TL004", &Finding::code);
  };
  EXPECT_EQ(n_circles(), 1);
  plan.strategies.back().serves[0].type =
      ParentType::Goal;  // ends in nothing, which the reader tells
  plan.strategies.back().serves[0].parent.value = "g1";
  EXPECT_EQ(n_circles(), 0);
}

}  // namespace
}  // namespace throughline::plan
