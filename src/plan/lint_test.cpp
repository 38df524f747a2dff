#include "plan/lint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/read_plan.hpp"

namespace throughline::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> codes_of(std::string_view text) {
  const Reading reading = read_plan({{"plan.yaml", std::string(text)}}, {});
  std::vector<std::string> out;
  for (const Finding& finding : lint(reading.plan, {.as_of = {2026, 5, 15}})) {
    out.push_back(finding.code);
  }
  return out;
}

TEST(Lint, AnEmptyPlanHasNothingWrong) { EXPECT_THAT(codes_of(""), IsEmpty()); }

TEST(Lint, ADraftRaisesNothing) {
  EXPECT_THAT(codes_of("tactics: [{id: t1, status: draft}]"), IsEmpty());
}

TEST(Lint, ANodeThatServesNothingIsToldOnceWithTheMoneyOnIt) {
  const Reading reading =
      read_plan({{"plan.yaml",
                  "strategies: [{id: s1}]\n"
                  "programmes: [{id: c1, serves: [{strategy: s1, claim: x}]}]\n"
                  "tactics:\n"
                  "  - {id: t1, serves: [{programme: c1}], cost: {cash: 12000}}\n"
                  "  - {id: t2, serves: [{programme: c1}], cost: {cash: 0.5}}\n"}},
                {});
  std::vector<Finding> found = lint(reading.plan, {});
  std::erase_if(found, [](const Finding& finding) { return finding.code != "TL001"; });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].message, "strategy s1 reaches no goal");
  EXPECT_EQ(found[0].help, "add serves: [{goal: ...}] or take it out (EUR 12,000.50 rides on it)");
  EXPECT_EQ(found[0].severity, Severity::Error);
}

TEST(Lint, SaysWhatItCouldNotCheck) {
  EXPECT_THAT(skipped_checks({.source_kinds = {{}}, .data = DataFacts{}}), IsEmpty());
  EXPECT_THAT(skipped_checks({.source_kinds = {{}}}),
              ElementsAre(SkippedCheck{"TL006", "freshness of datasets", "there is no data here"},
                          SkippedCheck{"TL009", "power of hypotheses", "there is no data here"},
                          SkippedCheck{"TL011", "money of the ledger", "there is no data here"}));
}

}  // namespace
}  // namespace throughline::plan
