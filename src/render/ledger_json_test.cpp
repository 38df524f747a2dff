#include "render/ledger_json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "render/sample_ledger.hpp"

namespace throughline::render {
namespace {

using nlohmann::json;

TEST(LedgerJson, SaysItsFormAndHoldsEveryNode) {
  const json ledger = json::parse(ledger_json(sample_ledger()));
  EXPECT_EQ(ledger["schema"], "throughline.ledger/1");
  EXPECT_EQ(ledger["as_of"], "2026-09-30");
  EXPECT_EQ(ledger["currency"], "EUR");
  EXPECT_EQ(ledger["tree"].size(), sample_ledger().tree.size());
  EXPECT_EQ(ledger["money"]["waterfall"][0]["money"]["minor"], 83980000);
  EXPECT_EQ(ledger["money"]["by_verdict"][1]["verdict"], "not-working");
  EXPECT_EQ(ledger["strategies"]["ansoff"][1]["strategies"][0]["declared"], "penetration");
  EXPECT_TRUE(ledger["if_we_stop"].back()["chance"].is_null());
}

TEST(LedgerJson, ATacticWhoseMarketsDifferHasNoPooledVerdict) {
  const json line = json::parse(line_json(sample_ledger(), "t2"));
  EXPECT_EQ(line["path"], json({"t2", "c1", "s1", "g1", "purpose"}));
  EXPECT_TRUE(line["node"]["verdict"].is_null());
  EXPECT_TRUE(line["node"]["estimate"].is_null());
  EXPECT_EQ(line["node"]["verdicts"][1]["verdict"], "not-working");
  EXPECT_EQ(line["node"]["verdicts"][1]["estimate"]["grade"], "A");
}

TEST(LedgerJson, AnswersTheFourQuestionsByPlanAndByData) {
  const json questions = json::parse(line_json(sample_ledger(), "t1"))["node"]["questions"];
  EXPECT_EQ(questions["business"]["plan"]["est"], 120);
  EXPECT_EQ(questions["business"]["data"]["est"], 212);
  EXPECT_EQ(questions["important"]["data"]["without"], 0.31);
  EXPECT_EQ(questions["fits"]["data"][0]["with"], "t2");
  EXPECT_EQ(questions["know"]["method"], "geo-holdout");
  EXPECT_EQ(questions["know"]["lock"], "locked");
}

TEST(LedgerJson, BearsNamesThatAreNoUtf8AndNumbersThatAreNone) {
  views::Ledger broken = sample_ledger();
  broken.tree.back().name = "\xff\xfe";
  broken.tree.front().estimate->interval.high = std::numeric_limits<double>::infinity();
  const json ledger = json::parse(ledger_json(broken));
  EXPECT_EQ(ledger["tree"].back()["name"], "\ufffd\ufffd");
  EXPECT_TRUE(ledger["tree"][0]["estimate"]["hi"].is_null());
}

TEST(LedgerJson, OfAnEmptyLedgerIsStillWhole) {
  EXPECT_EQ(json::parse(ledger_json({}))["tree"].size(), 0U);
  EXPECT_EQ(line_json(sample_ledger(), "t99"), "");
}

}  // namespace
}  // namespace throughline::render
