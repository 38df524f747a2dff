#include "render/plan_findings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "plan/rule_texts.hpp"

namespace throughline::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

constexpr std::string_view kPlan =
    "throughline: 1\n"
    "company: {id: acme, currency: EUR}\n"
    "purpose: {id: purpose, text: care, horizon: 5y, brand: [plain], néw: 1, owner: 界, owner: "
    "x}\n";

plan::CheckedPlan checked() {
  plan::CheckedPlan out = plan::check_plan({{"my plan.yaml", std::string(kPlan)}}, {}, {});
  out.skipped = {{"TL006", "freshness of datasets", "there is no data here"}};
  return out;
}

TEST(PlanFindings, AreShownWithTheirLineAndRange) {
  EXPECT_EQ(
      findings_text(checked(), Colour::Off),
      "error[TL003]: unknown key \"néw\" in purpose\n"
      "  --> my plan.yaml:3:65\n"
      "   |\n"
      " 3 | …ose: {id: purpose, text: care, horizon: 5y, brand: [plain], néw: 1, owner: 界, owner: "
      "x}\n"
      "   |                                                              ^^^\n"
      "  help: known: id, text, horizon, brand, title, owner, approved, note\n"
      "\n"
      "error[TL003]: key \"owner\" stands a second time in purpose\n"
      "  --> my plan.yaml:3:83\n"
      "   |\n"
      " 3 | … text: care, horizon: 5y, brand: [plain], néw: 1, owner: 界, owner: x}\n"
      "   |                                                               ^^^^^\n"
      "  note: the first stands here\n"
      "  --> my plan.yaml:3:73\n"
      "   |\n"
      " 3 | …: purpose, text: care, horizon: 5y, brand: [plain], néw: 1, owner: 界, owner: x}\n"
      "   |                                                              ^^^^^\n"
      "  help: keep one of them\n");
}

TEST(PlanFindings, HaveColoursOnlyWhereAsked) {
  EXPECT_THAT(findings_text(checked(), Colour::On), HasSubstr("\033[1;31merror[TL003]\033[0m: "));
  EXPECT_THAT(findings_text(checked(), Colour::Off), Not(HasSubstr("\033")));
}

TEST(PlanFindings, AreCountedInASentence) {
  EXPECT_EQ(findings_summary(checked()),
            "2 errors, 0 warnings, 0 notes in 1 file of 2 nodes\n"
            "not checked: freshness of datasets (TL006): there is no data here\n");
}

TEST(PlanFindings, AsJsonHaveRangesInLinesColumnsAndBytes) {
  const Json json = Json::parse(findings_json(checked()));
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["counts"], (Json{{"errors", 2}, {"warnings", 0}, {"notes", 0}}));
  EXPECT_EQ(json["skipped"][0]["code"], "TL006");
  const Json& finding = json["findings"][0];
  EXPECT_EQ(finding["code"], "TL003");
  EXPECT_EQ(finding["severity"], "error");
  EXPECT_EQ(finding["file"], "my plan.yaml");
  EXPECT_EQ(finding["node"], "purpose");
  const std::size_t start = finding["start"]["byte"];
  const std::size_t end = finding["end"]["byte"];
  EXPECT_EQ(kPlan.substr(start, end - start), "néw");
  EXPECT_EQ(finding["start"]["column"], 65);
  EXPECT_EQ(finding["end"]["column"], 68);
  EXPECT_EQ(json["findings"][1]["related"][0]["start"]["column"], 73);
}

TEST(PlanFindings, AsJsonHaveEveryFieldOfTheContractAndNoOther) {
  const Json json = Json::parse(findings_json(checked()));
  const auto keys = [](const Json& object) {
    std::vector<std::string> out;
    for (const auto& item : object.items()) {
      out.push_back(item.key());
    }
    return out;
  };
  using ::testing::ElementsAre;
  EXPECT_THAT(keys(json), ElementsAre("counts", "findings", "skipped", "version"));
  for (const Json& finding : json["findings"]) {
    EXPECT_THAT(
        keys(finding),
        ElementsAre(
            "code", "end", "file", "help", "message", "node", "related", "severity", "start"));
  }
}

// The parts of the standard (OASIS SARIF 2.1.0) that readers build on.
TEST(PlanFindings, AsSarifHaveTheShapeOfTheStandard) {
  const Json json = Json::parse(findings_sarif(checked(), "1.2.3"));
  EXPECT_EQ(json["version"], "2.1.0");
  ASSERT_EQ(json["runs"].size(), 1U);
  const Json& run = json["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["name"], "throughline");
  EXPECT_EQ(run["tool"]["driver"]["version"], "1.2.3");
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  const Json& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), plan::rule_texts().size());
  ASSERT_EQ(run["results"].size(), 2U);
  for (const Json& result : run["results"]) {
    EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
    EXPECT_TRUE(result["level"] == "error" || result["level"] == "warning" ||
                result["level"] == "note");
    EXPECT_TRUE(result["message"]["text"].is_string());
    const Json& place = result["locations"][0]["physicalLocation"];
    EXPECT_EQ(place["artifactLocation"]["uri"], "my%20plan.yaml");
    EXPECT_GE(place["region"]["startLine"].get<int>(), 1);
    EXPECT_GE(place["region"]["endColumn"].get<int>(), place["region"]["startColumn"].get<int>());
  }
  EXPECT_EQ(run["results"][1]["relatedLocations"][0]["message"]["text"], "the first stands here");
}

TEST(PlanFindings, AFileWithoutFindingsIsAnEmptyList) {
  const plan::CheckedPlan clean;
  EXPECT_EQ(findings_text(clean, Colour::On), "");
  EXPECT_EQ(Json::parse(findings_json(clean))["findings"], Json::array());
  EXPECT_EQ(Json::parse(findings_sarif(clean, "1"))["runs"][0]["results"], Json::array());
}

TEST(PlanFindings, NamesOfFilesMayBeAnyBytes) {
  const plan::CheckedPlan odd = plan::check_plan({{"\xFF\n.yaml", "a: [\n"}}, {}, {});
  ASSERT_EQ(odd.findings.size(), 1U);
  EXPECT_TRUE(odd.unusable);
  EXPECT_THAT(findings_text(odd, Colour::Off), HasSubstr("--> \xEF\xBF\xBD\xEF\xBF\xBD.yaml:"));
  EXPECT_FALSE(Json::parse(findings_json(odd)).empty());
  EXPECT_THAT(findings_sarif(odd, "1"), HasSubstr("%FF%0A.yaml"));
}

}  // namespace
}  // namespace throughline::render
