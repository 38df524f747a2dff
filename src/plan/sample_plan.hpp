#pragma once

#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

#include "plan/model.hpp"

/// Plans written by hand, for tests.
namespace throughline::plan::sample {

inline Text text(std::string value) { return {std::move(value), {}}; }

inline Placed<Number> number(double value) {
  std::string digits = fmt::format("{}", value);
  return {{value, std::move(digits)}, {}};
}

inline Placed<CivilDate> date(int year, int month, int day) { return {{year, month, day}, {}}; }

inline std::vector<Ref> refs(std::vector<std::string> ids) {
  std::vector<Ref> made;
  for (std::string& id : ids) {
    made.push_back(text(std::move(id)));
  }
  return made;
}

inline Head head(std::string id) {
  Head made;
  made.id = text(std::move(id));
  return made;
}

inline Link link(ParentType type, std::string parent) {
  Link made;
  made.type = type;
  made.parent = text(std::move(parent));
  made.claim = text("because it does");
  return made;
}

inline Goal goal(std::string id, std::vector<std::string> serves = {"purpose"}) {
  Goal made;
  made.head = head(std::move(id));
  made.serves = refs(std::move(serves));
  made.metric = text("buyers");
  made.baseline = number(4100);
  made.target = number(5200);
  made.by = date(2026, 12, 31);
  return made;
}

inline Strategy strategy(std::string id, std::vector<Link> serves) {
  Strategy made;
  made.head = head(std::move(id));
  made.serves = std::move(serves);
  return made;
}

inline Programme programme(std::string id, std::vector<std::string> strategies) {
  Programme made;
  made.head = head(std::move(id));
  for (std::string& parent : strategies) {
    made.serves.push_back(link(ParentType::Strategy, std::move(parent)));
  }
  made.channel = text("blogs");
  made.connects = Connects{text("authors"), text("product team"), {}};
  return made;
}

inline Tactic tactic(std::string id, std::vector<Link> serves) {
  Tactic made;
  made.head = head(std::move(id));
  made.serves = std::move(serves);
  return made;
}

/// A tactic with all that a lock freezes.
inline Tactic testable(std::string id, std::vector<Link> serves) {
  Tactic made = tactic(std::move(id), std::move(serves));
  made.hypothesis = Hypothesis{
      .change = Placed<Delta>{{{12, "12"}, true}, {}},
      .min_effect = Placed<Delta>{{{6, "6"}, true}, {}},
      .on = text("buyers"),
      .method = Placed<schema::Method>{schema::Method::GeoHoldout, {}},
      .from = date(2026, 3, 1),
  };
  made.measure = Measure{.metric = text("buyers"),
                         .kind = Placed<MetricKind>{MetricKind::Outcome, {}},
                         .guardrails = {{text("refunds"), std::nullopt}}};
  made.decide = Decide{.by = date(2026, 6, 30),
                       .rule = text("scale if lo > 0; stop if hi < 6%; else extend once"),
                       .owner = text("growth"),
                       .stop_when = {{StopWhen::Diminishing, {}}}};
  return made;
}

inline Market market(std::string id) {
  Market made;
  made.head = head(std::move(id));
  return made;
}

inline Metric metric(std::string id) {
  Metric made;
  made.head = head(std::move(id));
  made.dataset = text("orders");
  made.expr = text("uniq(customer)");
  made.kind = Placed<MetricKind>{MetricKind::Outcome, {}};
  made.board = Placed<Board>{Board::Revenue, {}};
  return made;
}

/// Fills Plan::by_id as the reader does.
inline Plan indexed(Plan plan) {
  const auto add = [&plan](NodeType type, const auto& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      plan.by_id.try_emplace(list[i].head.id.value, NodeRef{type, i});
    }
  };
  plan.by_id.clear();
  if (plan.company) {
    plan.by_id.try_emplace(plan.company->head.id.value, NodeRef{NodeType::Company, 0});
  }
  if (plan.purpose) {
    plan.by_id.try_emplace(plan.purpose->head.id.value, NodeRef{NodeType::Purpose, 0});
  }
  add(NodeType::Dataset, plan.datasets);
  add(NodeType::Metric, plan.metrics);
  add(NodeType::Goal, plan.goals);
  add(NodeType::Product, plan.products);
  add(NodeType::Market, plan.markets);
  add(NodeType::Strategy, plan.strategies);
  add(NodeType::Programme, plan.programmes);
  add(NodeType::Tactic, plan.tactics);
  add(NodeType::Partner, plan.partners);
  add(NodeType::Community, plan.communities);
  add(NodeType::Learning, plan.learnings);
  add(NodeType::Decision, plan.decisions);
  add(NodeType::Change, plan.changes);
  return plan;
}

/// purpose < g1 < s1 < c1 < t1, and t2 straight below s1; markets de and fr.
inline Plan small_plan() {
  Plan plan;
  plan.company = Company{head("acme"), text("EUR")};
  plan.purpose = Purpose{head("purpose"), text("Skin care that people talk about"), {}, {}};
  Dataset orders;
  orders.head = head("orders");
  orders.source = text("orders");
  plan.datasets = {orders};
  plan.metrics = {metric("buyers"), metric("refunds")};
  plan.markets = {market("de"), market("fr")};
  plan.goals = {goal("g1")};
  plan.strategies = {strategy("s1", {link(ParentType::Goal, "g1")})};
  plan.strategies[0].markets = refs({"de"});
  plan.strategies[0].budget =
      Budget{.amount = Placed<Money>{{24000000, "EUR"}, {}}, .explore = {{0.1, "0.1"}, {}}};
  plan.programmes = {programme("c1", {"s1"})};
  plan.tactics = {testable("t1", {link(ParentType::Programme, "c1")}),
                  testable("t2", {link(ParentType::Strategy, "s1")})};
  return indexed(std::move(plan));
}

}  // namespace throughline::plan::sample
