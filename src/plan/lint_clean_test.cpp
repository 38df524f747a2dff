#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/check_plan.hpp"
#include "plan/lint_cases.hpp"

namespace throughline::plan {
namespace {

using ::testing::IsEmpty;

std::vector<std::string> findings_in(std::vector<SourceFile> files) {
  std::vector<std::string> out;
  for (const Finding& finding : check_plan(std::move(files), {}, cases::context()).findings) {
    out.push_back(fmt::format("{}:{} {} {}",
                              finding.at.start.line,
                              finding.at.start.column,
                              finding.code,
                              finding.message));
  }
  return out;
}

std::vector<std::string> findings_in(std::string_view name) {
  return findings_in(std::vector<SourceFile>{{"plan.yaml", cases::file_text(name)}});
}

TEST(CleanPlan, OneThatUsesNearlyEverythingRaisesNothing) {
  EXPECT_THAT(findings_in("base.yaml"), IsEmpty());
}

TEST(CleanPlan, OneInTwoFilesRaisesNothing) {
  EXPECT_THAT(findings_in({{"a-tactics.yaml", cases::file_text("folder/a-tactics.yaml")},
                           {"b-rest.yaml", cases::file_text("folder/b-rest.yaml")}}),
              IsEmpty());
}

TEST(CleanPlan, OneWithoutNodesRaisesNothing) { EXPECT_THAT(findings_in("empty.yaml"), IsEmpty()); }

TEST(CleanPlan, SixStrategiesInsideEachOtherRaiseNothing) {
  EXPECT_THAT(findings_in("deep.yaml"), IsEmpty());
}

TEST(CleanPlan, OneInChineseThatOnlyLearnsRaisesNothing) {
  EXPECT_THAT(findings_in("learning.yaml"), IsEmpty());
}

}  // namespace
}  // namespace throughline::plan
