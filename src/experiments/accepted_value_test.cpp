#include "experiments/accepted_value.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::experiments {
namespace {

using testing::HasSubstr;

// Each accepted lead is worth `worth`, give or take a tenth.
LeadSource source_of(const std::string& name,
                     std::uint64_t leads,
                     std::uint64_t accepted,
                     double worth,
                     double cost) {
  LeadSource source{.name = name, .leads = leads, .accepted = accepted, .cost = cost};
  for (std::uint64_t i = 0; i < accepted; ++i) {
    const double value = worth * (i % 2 == 0 ? 0.9 : 1.1);
    source.value += value;
    source.value_squares += value * value;
  }
  return source;
}

std::vector<std::string> order_of(const std::vector<LeadSource>& sources,
                                  const AcceptedValueOptions& options = {}) {
  std::vector<std::string> names;
  const auto ranked = accepted_value(sources, options).value().value();
  for (const SourceValue& source : ranked) {
    names.push_back(source.name);
  }
  return names;
}

TEST(AcceptedValue, RanksAcceptedValuePerCostAndNotVolume) {
  EXPECT_THAT(order_of({source_of("coupons", 20000, 200, 100, 40000),
                        source_of("events", 120, 60, 100, 3000),
                        source_of("search", 1000, 250, 100, 20000)}),
              testing::ElementsAre("events", "search", "coupons"));
}

TEST(AcceptedValue, DrawsALuckyHandfulTowardsTheOthers) {
  std::vector<LeadSource> sources{source_of("lucky", 2, 2, 100, 40)};
  for (int i = 0; i < 10; ++i) {
    sources.push_back(
        source_of(fmt::format("s{}", i), 500, 140 + 2 * static_cast<std::uint64_t>(i), 100, 10000));
  }
  sources.push_back(source_of("steady", 600, 480, 100, 12000));
  const auto ranked = accepted_value(sources).value().value();
  EXPECT_EQ(ranked.front().name, "steady");
  const auto lucky = std::ranges::find(ranked, "lucky", &SourceValue::name);
  EXPECT_LT(lucky->acceptance.value, 0.7);
  EXPECT_GT(lucky->acceptance.high - lucky->acceptance.low, 0.1);
  EXPECT_LT(lucky->value_per_cost->value, 100.0 * 2 / 40);
}

TEST(AcceptedValue, OfManyLeadsIsWhatWasSeen) {
  const auto ranked = accepted_value(std::vector{source_of("a", 100000, 30000, 100, 50000),
                                                 source_of("b", 100000, 20000, 200, 50000)})
                          .value()
                          .value();
  EXPECT_EQ(ranked[0].name, "b");
  EXPECT_NEAR(ranked[0].acceptance.value, 0.2, 0.002);
  EXPECT_NEAR(ranked[0].value_a_lead.value, 40.0, 0.5);
  EXPECT_NEAR(ranked[0].value_per_cost->value, 80.0, 1.0);
  EXPECT_NEAR(ranked[1].value_per_cost->value, 60.0, 1.0);
}

TEST(AcceptedValue, CountsWhatFollowingUpCosts) {
  const std::vector<LeadSource> sources{source_of("cheap", 10000, 100, 100, 100),
                                        source_of("dear", 100, 50, 100, 1000)};
  EXPECT_EQ(order_of(sources).front(), "cheap");
  EXPECT_EQ(order_of(sources, {.handling_cost = 5.0}).front(), "dear");
}

TEST(AcceptedValue, PutsSourcesWithoutCostBehind) {
  const auto ranked = accepted_value(std::vector{source_of("free", 100, 90, 100, 0),
                                                 source_of("paid", 100, 10, 100, 500),
                                                 source_of("none", 0, 0, 0, 50)})
                          .value()
                          .value();
  EXPECT_EQ(ranked.back().name, "free");
  EXPECT_FALSE(ranked.back().value_per_cost);
  EXPECT_EQ(ranked[1].name, "none");
  EXPECT_EQ(ranked[1].value_per_cost->high, 0.0);  // no leads, so nothing for its cost
}

TEST(AcceptedValue, CannotTellWithoutAcceptedLeads) {
  const auto one = accepted_value(std::vector{source_of("a", 10, 1, 100, 50)}).value();
  ASSERT_FALSE(one);
  EXPECT_EQ(one.error().needed, "at least two accepted leads");
  EXPECT_FALSE(accepted_value({}).value());
  EXPECT_TRUE(
      accepted_value(std::vector{source_of("a", 2, 1, 100, 50), source_of("b", 2, 1, 90, 50)})
          .value());
  EXPECT_TRUE(accepted_value(std::vector{source_of("a", 2, 2, 0, 50)}).value());
}

TEST(AcceptedValue, RefusesTheImpossible) {
  const LeadSource fine = source_of("a", 10, 5, 100, 50);
  LeadSource bad = fine;
  bad.accepted = 11;
  EXPECT_THAT(accepted_value(std::vector{bad}).error().message, HasSubstr("more accepted leads"));
  bad = fine;
  bad.cost = -1;
  EXPECT_FALSE(accepted_value(std::vector{bad}));
  bad = fine;
  bad.value = std::nan("");
  EXPECT_FALSE(accepted_value(std::vector{bad}));
  bad = fine;
  bad.value_squares = 1;
  EXPECT_FALSE(accepted_value(std::vector{bad}));
  EXPECT_THAT(accepted_value(std::vector{fine, fine}).error().message, HasSubstr("stands twice"));
  EXPECT_FALSE(accepted_value(std::vector{fine}, {.level = 2.0}));
  EXPECT_FALSE(accepted_value(std::vector{fine}, {.handling_cost = -1.0}));
}

RC_GTEST_PROP(AcceptedValueProperty, DoesNotDependOnOrderAndScalesWithMoney, ()) {
  std::vector<LeadSource> sources;
  for (int i = 0; i < 6; ++i) {
    const auto leads = static_cast<std::uint64_t>(*rc::gen::inRange(2, 300));
    const auto accepted = static_cast<std::uint64_t>(*rc::gen::inRange(1, 3));
    sources.push_back(source_of(fmt::format("s{}", i),
                                leads,
                                accepted,
                                *rc::gen::inRange(50, 500),
                                *rc::gen::inRange(1, 999)));
  }
  const auto there = accepted_value(sources).value().value();
  std::reverse(sources.begin(), sources.end());
  const auto back = accepted_value(sources).value().value();
  for (LeadSource& source : sources) {
    source.value *= 100.0;
    source.value_squares *= 10000.0;
  }
  const auto cents = accepted_value(sources).value().value();
  for (std::size_t i = 0; i < there.size(); ++i) {
    RC_ASSERT(there[i].name == back[i].name);
    RC_ASSERT(there[i].value_per_cost == back[i].value_per_cost);
    RC_ASSERT(std::fabs(cents[i].value_a_lead.high / there[i].value_a_lead.high - 100.0) < 1e-6);
  }
}

}  // namespace
}  // namespace throughline::experiments
