#include "plan/read_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/small_plan.hpp"

namespace throughline::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> findings_of(const Reading& reading) {
  std::vector<std::string> out;
  for (const Finding& finding : reading.findings) {
    out.push_back(fmt::format("{}:{}:{} {} {}. help: {}",
                              reading.plan.files[finding.at.file].name,
                              finding.at.start.line,
                              finding.at.start.column,
                              finding.code,
                              finding.message,
                              finding.help));
  }
  return out;
}

Reading read_one(std::string_view text) {
  return read_plan({{"plan.yaml", std::string(text)}}, {});
}

TEST(ReadPlan, AWholePlanHasNoFindings) {
  EXPECT_THAT(findings_of(read_one(kSmallPlan)), ElementsAre());
}

}  // namespace
}  // namespace throughline::plan
