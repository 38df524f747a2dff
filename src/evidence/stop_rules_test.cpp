#include "evidence/stop_rules.hpp"

#include <gmock/gmock.h>

namespace throughline::evidence {
namespace {

using plan::StopWhen;
using schema::Grade;

TEST(StopRules, DiminishingIsMetWhereTheNextUnitSurelyBringsLessThanItCosts) {
  EXPECT_EQ(stop_facts(StopWhen::Diminishing, {}).met, Met::CannotTell);
  StopInputs inputs{.marginal = schema::Interval{0.7, 0.4, 0.99, 0.9}};
  EXPECT_EQ(stop_facts(StopWhen::Diminishing, inputs).met, Met::Yes);
  inputs.marginal->high = 1.0;
  EXPECT_EQ(stop_facts(StopWhen::Diminishing, inputs).met, Met::No);
}

TEST(StopRules, BiggerFishIsMetWhereASiblingSurelyBringsMore) {
  StopInputs inputs{.per_cost = schema::Interval{1.5, 1.0, 2.0, 0.9}};
  EXPECT_EQ(stop_facts(StopWhen::BiggerFish, inputs).met, Met::CannotTell);
  inputs.siblings = {{"t2", {9, 1.9, 20, 0.9}}, {"t3", {3, 2.0, 4, 0.9}}};
  EXPECT_EQ(stop_facts(StopWhen::BiggerFish, inputs).met, Met::No);
  inputs.siblings[0].per_cost.low = 2.1;
  EXPECT_EQ(stop_facts(StopWhen::BiggerFish, inputs).met, Met::Yes);
  EXPECT_THAT(stop_facts(StopWhen::BiggerFish, inputs).reason, testing::HasSubstr("t2"));
  inputs.per_cost.reset();
  EXPECT_EQ(stop_facts(StopWhen::BiggerFish, inputs).met, Met::CannotTell);
}

TEST(StopRules, ChurnPenaltyLooksAtTheFirstGuardrailAboutRepeatOrChurn) {
  const auto guardrail = [](std::string metric, double high, Grade grade) {
    GuardrailFacts facts{.metric = std::move(metric), .margin = 5.0};
    facts.deciding =
        DecidingEffect{.effect = {.interval = {high - 10, high - 20, high, 0.9}}, .grade = grade};
    return facts;
  };
  StopInputs inputs{.guardrails = {guardrail("refund_rate", -50, Grade::A)}};
  EXPECT_EQ(stop_facts(StopWhen::ChurnPenalty, inputs).met, Met::CannotTell);
  inputs.guardrails.push_back(guardrail("repeat_buyers", -5, Grade::A));
  EXPECT_EQ(stop_facts(StopWhen::ChurnPenalty, inputs).met, Met::No);
  inputs.guardrails[1] = guardrail("repeat_buyers", -5.1, Grade::A);
  EXPECT_EQ(stop_facts(StopWhen::ChurnPenalty, inputs).met, Met::Yes);
  inputs.guardrails[1] = guardrail("repeat_buyers", -5.1, Grade::D);
  EXPECT_EQ(stop_facts(StopWhen::ChurnPenalty, inputs).met, Met::CannotTell);
}

}  // namespace
}  // namespace throughline::evidence
