#include "plan/decide_rule.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <string>

namespace throughline::plan {
namespace {

using ::testing::HasSubstr;

DecideRule parsed(std::string_view text) {
  auto rule = parse_decide_rule(text);
  EXPECT_TRUE(rule.has_value()) << text << ": " << (rule ? "" : rule.error().text());
  return rule ? *std::move(rule) : DecideRule{};
}

constexpr std::string_view kExample = "scale if lo>0; stop if hi<6%; else extend once";

TEST(DecideRule, ReadsTheExampleOfTheContract) {
  const DecideRule rule = parsed(kExample);
  ASSERT_EQ(rule.clauses.size(), 2U);
  EXPECT_EQ(rule.clauses[0].action.did, Action::Scale);
  EXPECT_EQ(rule.clauses[0].condition.term, RuleTerm::Lo);
  EXPECT_EQ(rule.clauses[1].condition.bound.kind, BoundKind::Percent);
  EXPECT_EQ(rule.clauses[1].condition.bound.number.text, "6");
  EXPECT_EQ(rule.otherwise, (RuleAction{.did = Action::Extend, .times = 1}));
  EXPECT_EQ(text_of(rule), "scale if lo > 0; stop if hi < 6%; else extend once");
}

TEST(DecideRule, TheFirstTrueClauseDecidesAndIsNamed) {
  const DecideRule rule = parsed(kExample);
  const RuleFacts both{.lo = 1.0, .hi = 20.0, .baseline = 1000.0};
  EXPECT_EQ(rule_on(rule, both)->decided_by, "scale if lo > 0");
  EXPECT_EQ(rule_on(rule, both)->clause, 0U);
  const RuleFacts small{.lo = -5.0, .hi = 59.0, .baseline = 1000.0};
  EXPECT_EQ(rule_on(rule, small)->action.did, Action::Stop);
  const RuleFacts open{.lo = -5.0, .hi = 60.0, .baseline = 1000.0};  // 6% of 1000 is not below 6%
  EXPECT_EQ(rule_on(rule, open)->decided_by, "else extend once");
  EXPECT_EQ(rule_on(rule, open)->clause, std::nullopt);
}

TEST(DecideRule, LearningOnlyProposesNothing) {
  const DecideRule rule = parsed(" learning-only ");
  EXPECT_EQ(rule.form, RuleForm::LearningOnly);
  EXPECT_EQ(rule_on(rule, {.lo = 1.0}), std::nullopt);
  EXPECT_EQ(text_of(rule), "learning-only");
}

TEST(DecideRule, EveryTermAndBoundIsCompared) {
  const RuleFacts facts{.est = 3.0,
                        .lo = 1.0,
                        .hi = 5.0,
                        .roi = 1.5,
                        .roi_lo = 0.9,
                        .n = 200.0,
                        .min_effect = 2.0,
                        .change = 4.0,
                        .baseline = 50.0,
                        .verdict = Verdict::NotWorking};
  const auto holds = [&](std::string_view condition) {
    const std::string text = "scale if " + std::string(condition) + "; else stop";
    return rule_on(parsed(text), facts)->action.did == Action::Scale;
  };
  for (const char* yes : {"est >= 3",
                          "est <= 6%",
                          "lo > -1.5",
                          "hi < 10.1%",
                          "roi > 1",
                          "roi >= 150%",
                          "roi_lo < 100%",
                          "n >= 200",
                          "est > min_effect",
                          "est < change",
                          "verdict = not-working",
                          "verdict != working",
                          "not verdict = working",
                          "not not lo > 0",
                          "lo > 9 or hi < 9 and est > 0",
                          "(lo > 9 or hi < 9) and est > 0",
                          "not (lo > 9 or hi > 9)"}) {
    EXPECT_TRUE(holds(yes)) << yes;
  }
  for (const char* no : {"est > 3",
                         "hi < 10%",
                         "roi > 2",
                         "n < 200",
                         "verdict = void",
                         "hi < 9 and est > 9 or lo > 9",
                         "(lo > 0 or hi < 9) and est > 9"}) {
    EXPECT_FALSE(holds(no)) << no;
  }
}

TEST(DecideRule, WhatIsNotKnownIsNeitherTrueNorFalse) {
  const auto proposed = [](std::string_view text, const RuleFacts& facts) {
    return rule_on(parsed(text), facts)->action.did;
  };
  const RuleFacts nothing;
  EXPECT_EQ(proposed("scale if lo > 0; else keep", nothing), Action::Keep);
  EXPECT_EQ(proposed("scale if not lo > 0; else keep", nothing), Action::Keep);
  EXPECT_EQ(proposed("scale if not verdict = void; else keep", nothing), Action::Keep);
  EXPECT_EQ(proposed("scale if lo > 0 or n > 1; else keep", {.n = 2.0}), Action::Scale);
  EXPECT_EQ(proposed("scale if not (lo > 0 and n > 3); else keep", {.n = 2.0}), Action::Scale);
  EXPECT_EQ(proposed("stop if hi < 6%; else keep", {.hi = 1.0}), Action::Keep);  // no baseline
  const RuleFacts nan{.lo = std::numeric_limits<double>::quiet_NaN()};
  EXPECT_EQ(proposed("scale if lo > 0; stop if not lo > 0; else keep", nan), Action::Keep);
}

TEST(DecideRule, SaysWhereAndWhatWasExpected) {
  struct Row {
    const char* text;
    std::size_t column;
    const char* expected;
  };

  for (const Row& row : {
           Row{"", 1, "an action"},
           Row{"sclae if lo>0; else stop", 1, "found \"sclae\""},
           Row{"scale lo>0; else stop", 7, "expected \"if\""},
           Row{"scale if low>0; else stop", 10, "a test: est, lo, hi"},
           Row{"scale if lo=0; else stop", 12, "<, <=, > or >="},
           Row{"scale if lo>zero; else stop", 13, "a bound"},
           Row{"scale if lo>0", 14, "found the end"},
           Row{"scale if lo>0, else stop", 14, "\"; else\""},
           Row{"scale if lo>0; else", 20, "an action"},
           Row{"scale if lo>0; else extend", 27, "\"once\" or \"twice\""},
           Row{"scale if lo>0; else stop; keep if n>1", 25, "the end of the rule"},
           Row{"scale if (lo>0; else stop", 15, "expected \")\""},
           Row{"scale if verdict > void; else stop", 18, "= or !="},
           Row{"scale if verdict = good; else stop", 20, "a verdict"},
           Row{"SCALE if lo>0; else stop", 1, "an action"},
           Row{"scale if lo>0 \xE2\x82\xAC; else stop", 15, "has no meaning"},
           Row{"learning-only; else stop", 14, "the end of the rule"},
           Row{"else stop", 1, "an action"},
       }) {
    const auto rule = parse_decide_rule(row.text);
    ASSERT_FALSE(rule.has_value()) << row.text;
    EXPECT_EQ(rule.error().place.column, row.column) << row.text << ": " << rule.error().text();
    EXPECT_THAT(rule.error().message, HasSubstr(row.expected)) << row.text;
  }
}

TEST(DecideRule, RefusesWhatIsTooDeepOrTooLong) {
  const std::string deep = "stop if " + std::string(100, '(') + "lo>0" + std::string(100, ')');
  EXPECT_FALSE(parse_decide_rule(deep + "; else keep").has_value());
  std::string nots = "stop if ";
  for (int i = 0; i < 500; ++i) {
    nots += "not ";
  }
  EXPECT_FALSE(parse_decide_rule(nots + "lo>0; else keep").has_value());
  EXPECT_FALSE(parse_decide_rule(std::string(5000, ' ')).has_value());
}

rc::Gen<Condition> conditions(int depth) {
  return rc::gen::exec([depth] {
    Condition out;
    const int kind = *rc::gen::inRange(depth > 0 ? 0 : 3, 6);
    out.kind = static_cast<ConditionKind>(kind);
    const bool joined = kind < 2;
    if (joined || out.kind == ConditionKind::Not) {
      const int n = joined ? *rc::gen::inRange(2, 4) : 1;
      for (int i = 0; i < n; ++i) {
        out.parts.push_back(*conditions(depth - 1));
      }
    } else if (out.kind == ConditionKind::Compare) {
      out.term = static_cast<RuleTerm>(*rc::gen::inRange(0, 6));
      out.comparison = static_cast<RuleComparison>(*rc::gen::inRange(0, 4));
      out.bound.kind = static_cast<BoundKind>(*rc::gen::inRange(0, 4));
      if (out.bound.kind == BoundKind::Plain || out.bound.kind == BoundKind::Percent) {
        const int hundredths = *rc::gen::inRange(-100'000, 100'000);
        out.bound.number.value = hundredths / 100.0;
        out.bound.number.text = fmt::format("{}", out.bound.number.value);
      }
    } else {
      out.verdict = static_cast<Verdict>(*rc::gen::inRange(0, 8));
    }
    return out;
  });
}

rc::Gen<RuleAction> actions() {
  return rc::gen::map(rc::gen::inRange(0, 5), [](int which) {
    return which < 4 && which != 2
               ? RuleAction{.did = static_cast<Action>(which)}
               : RuleAction{.did = Action::Extend, .times = which == 2 ? 1U : 2U};
  });
}

RC_GTEST_PROP(DecideRule, IsReadBackFromItsText, ()) {
  DecideRule rule;
  for (int i = 0, n = *rc::gen::inRange(1, 4); i < n; ++i) {
    rule.clauses.push_back({.action = *actions(), .condition = *conditions(3)});
  }
  rule.otherwise = *actions();
  const auto again = parse_decide_rule(text_of(rule));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == rule);
}

}  // namespace
}  // namespace throughline::plan
