#include "plan/check_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/small_plan.hpp"

namespace throughline::plan {
namespace {

using ::testing::ElementsAre;

Finding finding(std::string code, std::string node, std::string key, std::size_t line = 1) {
  Finding out;
  out.code = std::move(code);
  out.node = std::move(node);
  out.key = std::move(key);
  out.at.start.line = line;
  return out;
}

std::vector<std::string> codes_of(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& one : findings) {
    out.push_back(one.code + " " + one.node + " " + one.key);
  }
  return out;
}

TEST(OneCause, AKeyWithAFaultOfFormRaisesNothingElse) {
  EXPECT_THAT(codes_of(one_cause_one_finding({finding("TL004", "t1", "serves[1].programme"),
                                              finding("TL001", "t1", "serves"),
                                              finding("TL002", "t1", "q.important"),
                                              finding("TL016", "t1", "q.important"),
                                              finding("TL002", "t1", "q.know"),
                                              finding("TL001", "t2", "serves")})),
              ElementsAre("TL001 t2 serves",
                          "TL002 t1 q.know",
                          "TL004 t1 serves[1].programme",
                          "TL016 t1 q.important"));
}

TEST(OneCause, AKeyIsNotTakenForOneThatBeginsLikeIt) {
  EXPECT_EQ(one_cause_one_finding({finding("TL016", "t1", "cost"),
                                   finding("TL011", "t1", "costs"),
                                   finding("TL020", "t1", "")})
                .size(),
            3U);
}

TEST(OneCause, FindingsComeInTheOrderOfFilesAndPlaces) {
  EXPECT_THAT(codes_of(one_cause_one_finding({finding("TL010", "b", "", 7),
                                              finding("TL016", "a", "", 7),
                                              finding("TL014", "c", "", 2)})),
              ElementsAre("TL014 c ", "TL010 b ", "TL016 a "));
}

TEST(CheckPlan, AMisspeltKeyIsNotAlsoMissing) {
  std::string text(kSmallPlan);
  text.replace(text.find("    serves: [{programme: c1"), 11, "    servs: ");
  const CheckedPlan checked = check_plan({{"plan.yaml", text}}, {}, {.as_of = {2026, 3, 1}});
  std::vector<std::string> about_serves;
  for (const Finding& one : checked.findings) {
    if (one.node == "t1" && one.key == "serves") {
      about_serves.push_back(one.code);
    }
  }
  EXPECT_THAT(about_serves, ElementsAre("TL003"));
}

TEST(CheckPlan, TheRulesAreNotAskedOfWhatCannotBeRead) {
  const CheckedPlan checked =
      check_plan({{"a.yaml", std::string(kSmallPlan)}, {"b.yaml", "a: [\n"}}, {}, {});
  EXPECT_TRUE(checked.unusable);
  EXPECT_THAT(codes_of(checked.findings), ElementsAre("TL000  "));
  EXPECT_EQ(counts_of(checked.findings), (FindingCounts{1, 0, 0}));
}

}  // namespace
}  // namespace throughline::plan
