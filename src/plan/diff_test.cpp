#include "plan/diff.hpp"

#include <algorithm>
#include <functional>
#include <gmock/gmock.h>
#include <set>

#include "base/random.hpp"
#include "plan/sample_plan.hpp"

namespace throughline::plan {
namespace {

using sample::indexed;
using sample::link;
using sample::number;
using sample::small_plan;
using sample::text;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// "~ g1 re-targeted target 5200 > 5000"
std::vector<std::string> lines_of(const PlanDiff& diff) {
  std::vector<std::string> out;
  for (const NodeDiff& node : diff.nodes) {
    const bool whole = node.change == NodeChange::Added || node.change == NodeChange::Dropped;
    if (whole || node.fields.empty()) {
      out.push_back(fmt::format("{} {}", mark_of(node.change), node.id));
      continue;
    }
    for (const FieldChange& field : node.fields) {
      out.push_back(fmt::format("{} {} {} {} {}",
                                mark_of(node.change),
                                node.id,
                                name_of(field.what),
                                field.change.key,
                                shown(field.change)));
    }
  }
  return out;
}

Plan bigger_plan() {
  Plan plan = small_plan();
  plan.strategies.push_back(
      sample::strategy("s2", {link(ParentType::Goal, "g1"), link(ParentType::Strategy, "s1")}));
  plan.strategies[0].q = Questions{
      .business = Business{
          .delta = number(400), .unit = text("buyers"), .low = number(150), .high = number(650)}};
  plan.tactics[0].cost = Cost{.cash = Placed<Money>{{800000, "EUR"}, {}}, .hours = number(60)};
  plan.tactics[0].audience = text("hobby-blog readers");
  plan.learnings.emplace_back();
  plan.learnings[0].head = sample::head("l3");
  plan.learnings[0].says = text("They refill");
  return indexed(plan);
}

TEST(Diff, FindsNothingBetweenAPlanAndItself) {
  EXPECT_THAT(diff_plans(bigger_plan(), bigger_plan()).nodes, IsEmpty());
}

TEST(Diff, ShowsMoneyAndDatesFromOldToNew) {
  Plan after = bigger_plan();
  after.strategies[0].budget->amount->value.minor = 20000050;
  after.goals[0].by = sample::date(2027, 3, 31);
  after.tactics[0].decide->rule = text("scale if lo > 2%; else stop");
  EXPECT_THAT(
      lines_of(diff_plans(bigger_plan(), after)),
      ElementsAre("~ g1 re-targeted by 2026-12-31 > 2027-03-31",
                  "~ s1 re-budgeted budget.amount EUR 240,000 > EUR 200,000.50",
                  "~ t1 rule changed decide.rule scale if lo > 0; stop if hi < 6%; else extend "
                  "once > scale if lo > 2%; else stop"));
}

TEST(Diff, MarksWhatCameWentAndBecameAnotherThing) {
  Plan after = bigger_plan();
  after.tactics.erase(after.tactics.begin() + 1);
  after.tactics.push_back(sample::tactic("t9", {link(ParentType::Programme, "c1")}));
  after.learnings.clear();
  after.markets.push_back(sample::market("l3"));
  after = indexed(after);
  const PlanDiff diff = diff_plans(bigger_plan(), after);
  EXPECT_EQ(diff.count(NodeChange::Added), 1U);
  EXPECT_EQ(diff.count(NodeChange::Dropped), 1U);
  EXPECT_EQ(diff.count(NodeChange::Replaced), 1U);
  EXPECT_THAT(diff.nodes, SizeIs(3));
  EXPECT_EQ(diff.nodes[0].type, NodeType::Market);
  EXPECT_EQ(diff.nodes[0].type_before, NodeType::Learning);
}

TEST(Diff, ShowsParentsAsOneChangeAndClaimsOfThoseKept) {
  Plan after = bigger_plan();
  after.strategies[1].serves = {link(ParentType::Goal, "g1")};
  after.strategies[1].serves[0].claim = text("otherwise");
  EXPECT_THAT(lines_of(diff_plans(bigger_plan(), after)),
              ElementsAre("~ s2 re-parented serves g1, s1 > g1",
                          "~ s2 changed serves.g1.claim because it does > otherwise"));
}

struct Mutation {
  std::string id;
  std::string expected;  ///< mark and class
  std::function<void(Plan&, Rng&)> apply;
};

Placed<Number> some_number(Rng& rng) {
  return number(static_cast<double>(10'000 + rng.below(90'000)));
}

template <class T>
void drop(std::vector<T>& list, std::string_view id) {
  std::erase_if(list, [&](const T& node) { return node.head.id.value == id; });
}

// Each changes another node, so that any of them can be made together.
const std::vector<Mutation>& mutations() {
  static const std::vector<Mutation> all = {
      {"g1", "~ re-targeted", [](Plan& p, Rng& r) { p.goals[0].target = some_number(r); }},
      {"s1",
       "~ re-budgeted",
       [](Plan& p, Rng& r) {
         p.strategies[0].budget->amount->value.minor = static_cast<std::int64_t>(r.below(1000));
       }},
      {"s2",
       "~ re-parented",
       [](Plan& p, Rng&) { p.strategies[1].serves = {link(ParentType::Strategy, "s1")}; }},
      {"c1",
       "~ changed",
       [](Plan& p, Rng& r) {
         p.programmes[0].channel = text(fmt::format("channel {}", r.below(100)));
       }},
      {"t1",
       "~ rule changed",
       [](Plan& p, Rng& r) {
         p.tactics[0].decide->rule =
             text(fmt::format("scale if lo > {}; else stop", 1 + r.below(50)));
       }},
      {"t2",
       "~ re-targeted",
       [](Plan& p, Rng& r) {
         p.tactics[1].q = Questions{.business = Business{.delta = some_number(r)}};
       }},
      {"buyers", "~ rule changed", [](Plan& p, Rng&) { p.metrics[0].expr = text("count()"); }},
      {"orders", "~ rule changed", [](Plan& p, Rng&) { p.datasets[0].source = text("shop"); }},
      {"de", "~ changed", [](Plan& p, Rng&) { p.markets[0].sector = text("skin care"); }},
      {"fr", "- ", [](Plan& p, Rng&) { drop(p.markets, "fr"); }},
      {"t9",
       "+ ",
       [](Plan& p, Rng&) {
         p.tactics.push_back(sample::tactic("t9", {link(ParentType::Programme, "c1")}));
       }},
      {"l3",
       "-/+ changed",
       [](Plan& p, Rng&) {
         p.learnings.clear();
         p.products.emplace_back();
         p.products.back().head = sample::head("l3");
       }},
  };
  return all;
}

template <class T>
void shuffle(std::vector<T>& list, Rng& rng) {
  for (std::size_t i = list.size(); i > 1; --i) {
    std::swap(list[i - 1], list[rng.below(i)]);
  }
}

// The same plan, written in another order by somebody who spaces otherwise.
Plan rewritten(Plan plan, Rng& rng) {
  for (Strategy& strategy : plan.strategies) {
    shuffle(strategy.serves, rng);
    shuffle(strategy.markets, rng);
  }
  for (Tactic& tactic : plan.tactics) {
    if (tactic.decide) {
      tactic.decide->rule->value.insert(tactic.decide->rule->value.find(' '), "  ");
    }
    if (tactic.audience) {
      tactic.audience->value += "\n";
    }
    tactic.head.at.start.line += rng.below(100);
  }
  shuffle(plan.tactics, rng);
  shuffle(plan.strategies, rng);
  shuffle(plan.markets, rng);
  shuffle(plan.metrics, rng);
  return indexed(std::move(plan));
}

std::set<std::string> found(const PlanDiff& diff) {
  std::set<std::string> out;
  for (const NodeDiff& node : diff.nodes) {
    const bool whole = node.change == NodeChange::Added || node.change == NodeChange::Dropped;
    for (const FieldChange& field : node.fields) {
      out.insert(
          fmt::format("{} {} {}", node.id, mark_of(node.change), whole ? "" : name_of(field.what)));
    }
  }
  return out;
}

TEST(Diff, NamesEveryClassOfChangeRightlyIn300MutatedPlans) {
  const Plan before = bigger_plan();
  for (std::uint64_t i = 0; i < 300; ++i) {
    Rng rng(11, "mutated plans", i);
    Plan after = before;
    std::set<std::string> expected;
    for (const Mutation& mutation : mutations()) {
      if (rng.bernoulli(0.3)) {
        mutation.apply(after, rng);
        expected.insert(mutation.id + " " + mutation.expected);
      }
    }
    EXPECT_EQ(found(diff_plans(before, rewritten(indexed(after), rng))), expected) << "plan " << i;
  }
}

TEST(Diff, FindsNothingInAPlanThatWasShuffledAndSpacedAnew) {
  const Plan before = bigger_plan();
  for (std::uint64_t i = 0; i < 50; ++i) {
    Rng rng(12, "rewritten plans", i);
    EXPECT_THAT(lines_of(diff_plans(before, rewritten(before, rng))), IsEmpty());
  }
}

}  // namespace
}  // namespace throughline::plan
