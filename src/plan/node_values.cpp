#include "plan/node_values.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "plan/decide_rule.hpp"
#include "plan/metric_expr.hpp"
#include "plan/parse_quantity.hpp"
#include "plan/words.hpp"
#include "text/normal_form.hpp"

namespace throughline::plan {
namespace {

Canonical value(const std::string& text) { return prose(text); }

Canonical value(const Number& number) { return Canonical::of(number); }

Canonical value(const Length& length) { return Canonical::of(text_of(length)); }

Canonical value(const CivilDate& date) { return Canonical::of(format_date(date)); }

Canonical value(bool flag) { return Canonical::flag(flag); }

Canonical value(std::uint32_t number) { return Canonical::of(std::int64_t{number}); }

Canonical value(schema::Method method) { return Canonical::of(schema::name_of(method)); }

Canonical value(schema::Grade grade) {
  const char letter = schema::letter_of(grade);
  return Canonical::of(std::string_view(&letter, 1));
}

Canonical value(const Delta& delta) {
  return delta.relative ? Canonical::of(text_of(delta)) : value(delta.amount);
}

Canonical value(const Money& money) {
  return Canonical::of(Canonical::Map{{"currency", Canonical::of(money.currency)},
                                      {"minor", Canonical::of(money.minor)}});
}

template <Worded E>
Canonical value(E word) {
  return Canonical::of(name_of(word));
}

// Declared here, since maps stand in maps.
Canonical value(const Answer&);
Canonical value(const Link&);
Canonical value(const Guardrail&);
Canonical value(const Force&);
Canonical value(const Business&);
Canonical value(const Fits&);
Canonical value(const Questions&);
Canonical value(const Reason&);
Canonical value(const Joins&);
Canonical value(const Parts&);
Canonical value(const Lens&);
Canonical value(const Lenses&);
Canonical value(const BrandGate&);
Canonical value(const Budget&);
Canonical value(const MatchItem&);
Canonical value(const Connects&);
Canonical value(const Convergence&);
Canonical value(const Unscalable&);
Canonical value(const Cost&);
Canonical value(const Hypothesis&);
Canonical value(const Measure&);
Canonical value(const Decide&);
Canonical value(const Gift&);
Canonical value(const PartnerOption&);

template <class T>
Canonical value(const Placed<T>& placed) {
  return value(placed.value);
}

// Gathers the keys of a map; what is absent or empty leaves no key.
class Entries {
 public:
  template <class T>
  Entries& put(std::string_view key, const T& written) {
    entries_.insert_or_assign(std::string(key), value(written));
    return *this;
  }

  Entries& put(std::string_view key, Canonical made) {
    entries_.insert_or_assign(std::string(key), std::move(made));
    return *this;
  }

  template <class T>
  Entries& put(std::string_view key, const std::optional<T>& written) {
    return written ? put(key, *written) : *this;
  }

  template <class T>
  Entries& put(std::string_view key, const std::vector<T>& list) {
    if (!list.empty()) {
      Canonical::List items;
      std::ranges::transform(
          list, std::back_inserter(items), [](const T& item) { return value(item); });
      put(key, Canonical::set_of(std::move(items)));
    }
    return *this;
  }

  Canonical take() { return Canonical::of(std::move(entries_)); }

 private:
  Canonical::Map entries_;
};

// A list as a map from what tells its items apart.
template <class T, class KeyOf>
std::optional<Canonical> keyed(const std::vector<T>& list, KeyOf key_of) {
  if (list.empty()) {
    return std::nullopt;
  }
  Canonical::Map by_key;
  for (const T& item : list) {
    by_key.insert_or_assign(key_of(item), value(item));
  }
  return Canonical::of(std::move(by_key));
}

// What the plan's small languages say is the same however it is spaced; what they cannot read is
// prose.
template <class T>
Canonical sentence(const Text& written, Result<T> (*parse)(std::string_view)) {
  const Result<T> parsed = parse(written.value);
  return parsed ? Canonical::of(text_of(*parsed)) : value(written);
}

template <class T>
std::optional<Canonical> sentence(const std::optional<Text>& written,
                                  Result<T> (*parse)(std::string_view)) {
  return written ? std::optional(sentence(*written, parse)) : std::nullopt;
}

Canonical value(const Answer& answer) {
  return Entries()
      .put("outcome", answer.outcome)
      .put("important", answer.important)
      .put("know", answer.know)
      .take();
}

Canonical value(const Link& link) {
  return Entries()
      .put("as", link.type)
      .put("claim", link.claim)
      .put("grade", link.grade)
      .put("reviewed", link.reviewed)
      .take();
}

Canonical value(const Guardrail& guardrail) {
  return Entries().put("margin", guardrail.margin).take();
}

Canonical value(const Force& force) {
  return Entries().put("on", force.on).put("text", force.text).take();
}

Canonical value(const Business& business) {
  return business.unknown ? Canonical::of("unknown")
                          : Entries()
                                .put("delta", business.delta)
                                .put("unit", business.unit)
                                .put("lo", business.low)
                                .put("hi", business.high)
                                .take();
}

Canonical value(const Fits& fits) {
  return Entries()
      .put("needs", fits.needs)
      .put("amplifies", fits.amplifies)
      .put("competes", fits.competes)
      .put("alone", fits.alone)
      .take();
}

Canonical value(const Questions& q) {
  return Entries()
      .put("business", q.business)
      .put("important", q.important)
      .put("fits", q.fits)
      .put("know", q.know)
      .take();
}

Canonical value(const Reason& reason) {
  return Entries().put("code", reason.code).put("ref", reason.ref).take();
}

Canonical value(const Joins& joins) {
  return Entries()
      .put("process", joins.process)
      .put("people", joins.people)
      .put("purpose", joins.purpose)
      .take();
}

Canonical value(const Parts& parts) {
  return Entries()
      .put("business", parts.business)
      .put("technology", parts.technology)
      .put("experience", parts.experience)
      .take();
}

Canonical value(const Lens& lens) {
  return Entries().put("metrics", lens.metrics).put("na", lens.not_applicable).take();
}

Canonical value(const Lenses& lenses) {
  Entries entries;
  for (std::size_t i = 0; i < lenses.by_name.size(); ++i) {
    entries.put(name_of(static_cast<LensName>(i)), lenses.by_name[i]);
  }
  return entries.take();
}

Canonical value(const BrandGate& brand) {
  return Entries()
      .put("consistent", brand.consistent)
      .put("reviewer", brand.reviewer)
      .put("on", brand.on)
      .take();
}

Canonical value(const Budget& budget) {
  return Entries().put("amount", budget.amount).put("explore", budget.explore).take();
}

Canonical value(const MatchItem& item) {
  Entries entries;
  for (const auto& [key, patterns] : item.keys) {
    entries.put(name_of(key), patterns);
  }
  return entries.take();
}

Canonical value(const Connects& connects) {
  return Entries().put("from", connects.from).put("to", connects.to).take();
}

Canonical value(const Convergence& convergence) {
  return Entries().put("text", convergence.text).put("on", convergence.on).take();
}

Canonical value(const Unscalable& unscalable) {
  return Entries()
      .put("is", unscalable.is)
      .put("learn", unscalable.learn)
      .put("expires", unscalable.expires)
      .take();
}

Canonical value(const Cost& cost) {
  return Entries()
      .put("cash", cost.cash)
      .put("hours", cost.hours)
      .put("role", cost.role)
      .put("ledger_tag", cost.ledger_tag)
      .put("from", cost.from)
      .put("to", cost.to)
      .take();
}

Canonical value(const Hypothesis& hypothesis) {
  return Entries()
      .put("change", hypothesis.change)
      .put("min_effect", hypothesis.min_effect)
      .put("on", hypothesis.on)
      .put("method", hypothesis.method)
      .put("from", hypothesis.from)
      .put("until", hypothesis.until)
      .put("power", hypothesis.power)
      .take();
}

std::string metric_of(const Guardrail& guardrail) { return guardrail.metric.value; }

Canonical value(const Measure& measure) {
  return Entries()
      .put("metric", measure.metric)
      .put("kind", measure.kind)
      .put("guardrails", keyed(measure.guardrails, metric_of))
      .take();
}

Canonical value(const Decide& decide) {
  return Entries()
      .put("by", decide.by)
      .put("rule", sentence(decide.rule, parse_decide_rule))
      .put("owner", decide.owner)
      .put("stop_when", decide.stop_when)
      .take();
}

Canonical value(const Gift& gift) {
  return Entries().put("what", gift.what).put("type", gift.type).put("on", gift.on).take();
}

Canonical value(const PartnerOption& option) {
  return Entries().put("text", option.text).put("on", option.on).put("state", option.state).take();
}

Entries started(const Head& head) {
  Entries entries;
  entries.put("id", head.id)
      .put("title", head.title)
      .put("owner", head.owner)
      .put("approved", head.approved)
      .put("note", head.note)
      .put("answers", keyed(head.answers, [](const Answer& answer) { return answer.owner.value; }));
  return entries;
}

std::string parent_of(const Link& link) { return link.parent.value; }

Canonical node(const Company& company) {
  return started(company.head).put("currency", company.currency).take();
}

Canonical node(const Purpose& purpose) {
  return started(purpose.head)
      .put("text", purpose.text)
      .put("horizon", purpose.horizon)
      .put("brand", purpose.brand)
      .take();
}

Canonical node(const Dataset& dataset) {
  return started(dataset.head)
      .put("source", dataset.source)
      .put("time", dataset.time)
      .put("fresh_within", dataset.fresh_within)
      .put("consent", dataset.consent)
      .take();
}

Canonical node(const Metric& metric) {
  return started(metric.head)
      .put("dataset", metric.dataset)
      .put("expr", sentence(metric.expr, parse_metric_expr))
      .put("where", sentence(metric.where, parse_where))
      .put("grain", metric.grain)
      .put("kind", metric.kind)
      .put("better", metric.better)
      .put("unit", metric.unit)
      .put("unit_margin", metric.unit_margin)
      .put("board", metric.board)
      .put("margin", metric.margin)
      .take();
}

Canonical node(const Goal& goal) {
  return started(goal.head)
      .put("kind", goal.kind)
      .put("serves", goal.serves)
      .put("metric", goal.metric)
      .put("market", goal.market)
      .put("baseline", goal.baseline)
      .put("target", goal.target)
      .put("from", goal.from)
      .put("by", goal.by)
      .put("guardrails", keyed(goal.guardrails, metric_of))
      .put("pooled", goal.pooled)
      .take();
}

Canonical node(const Product& product) {
  return started(product.head).put("status", product.status).take();
}

Canonical node(const Market& market) {
  return started(market.head)
      .put("status", market.status)
      .put("sector", market.sector)
      .put("currency", market.currency)
      .put("natural_mode", market.natural_mode)
      .put("forces", market.forces)
      .take();
}

Canonical node(const Strategy& strategy) {
  return started(strategy.head)
      .put("serves", keyed(strategy.serves, parent_of))
      .put("markets", strategy.markets)
      .put("product", strategy.product)
      .put("ansoff", strategy.ansoff)
      .put("q", strategy.q)
      .put("because", strategy.because)
      .put("joins", strategy.joins)
      .put("parts", strategy.parts)
      .put("lenses", strategy.lenses)
      .put("brand", strategy.brand)
      .put("budget", strategy.budget)
      .put("pooled", strategy.pooled)
      .take();
}

Canonical node(const Programme& programme) {
  return started(programme.head)
      .put("serves", keyed(programme.serves, parent_of))
      .put("channel", programme.channel)
      .put("connects", programme.connects)
      .put("match", programme.match)
      .put("budget", programme.budget)
      .put("markets", programme.markets)
      .take();
}

Canonical node(const Tactic& tactic) {
  return started(tactic.head)
      .put("serves", keyed(tactic.serves, parent_of))
      .put("status", tactic.status)
      .put("markets", tactic.markets)
      .put("audience", tactic.audience)
      .put("message", tactic.message)
      .put("behaviour", tactic.behaviour)
      .put("feedback", tactic.feedback)
      .put("mode", tactic.mode)
      .put("convergence", tactic.convergence)
      .put("partners", tactic.partners)
      .put("communities", tactic.communities)
      .put("stage", tactic.stage)
      .put("unscalable", tactic.unscalable)
      .put("cost", tactic.cost)
      .put("match", tactic.match)
      .put("hypothesis", tactic.hypothesis)
      .put("measure", tactic.measure)
      .put("decide", tactic.decide)
      .put("because", tactic.because)
      .put("q", tactic.q)
      .take();
}

Canonical node(const Partner& partner) {
  return started(partner.head)
      .put("stage", partner.stage)
      .put("aim", partner.aim)
      .put("markets", partner.markets)
      .put("topics", partner.topics)
      .put("we_give", partner.we_give)
      .put("they_give", partner.they_give)
      .put("why", partner.why)
      .put("options",
           keyed(partner.options, [](const PartnerOption& option) { return option.id.value; }))
      .take();
}

Canonical node(const Community& community) {
  return started(community.head)
      .put("kind", community.kind)
      .put("hosts", community.hosts)
      .put("why_they_talk", community.why_they_talk)
      .put("our_gives", community.our_gives)
      .put("markets", community.markets)
      .take();
}

Canonical node(const Learning& learning) {
  return started(learning.head)
      .put("on", learning.on)
      .put("source", Entries().put("kind", learning.source).put("ref", learning.source_ref).take())
      .put("says", learning.says)
      .put("scope", learning.scope)
      .put("grade", learning.grade)
      .put("used_by", learning.used_by)
      .put("contradicts", learning.contradicts)
      .take();
}

Canonical node(const Decision& decision) {
  return started(decision.head)
      .put("tactic", decision.tactic)
      .put("trial", decision.trial)
      .put("on", decision.on)
      .put("verdict", decision.verdict)
      .put("did", decision.did)
      .put("evidence", decision.evidence)
      .put("why", decision.why)
      .put("supersedes", decision.supersedes)
      .take();
}

Canonical node(const Change& change) {
  return started(change.head)
      .put("on", change.on)
      .put("node", change.node)
      .put("what", change.what)
      .put("because", change.because)
      .take();
}

// Calls `work` with the struct of a node.
template <class Work>
auto visit_node(const Plan& plan, NodeRef ref, const Work& work) {
  switch (ref.type) {
    case NodeType::Company:
      return work(*plan.company);
    case NodeType::Purpose:
      return work(*plan.purpose);
    case NodeType::Dataset:
      return work(plan.datasets[ref.index]);
    case NodeType::Metric:
      return work(plan.metrics[ref.index]);
    case NodeType::Goal:
      return work(plan.goals[ref.index]);
    case NodeType::Product:
      return work(plan.products[ref.index]);
    case NodeType::Market:
      return work(plan.markets[ref.index]);
    case NodeType::Strategy:
      return work(plan.strategies[ref.index]);
    case NodeType::Programme:
      return work(plan.programmes[ref.index]);
    case NodeType::Tactic:
      return work(plan.tactics[ref.index]);
    case NodeType::Partner:
      return work(plan.partners[ref.index]);
    case NodeType::Community:
      return work(plan.communities[ref.index]);
    case NodeType::Learning:
      return work(plan.learnings[ref.index]);
    case NodeType::Decision:
      return work(plan.decisions[ref.index]);
    case NodeType::Change:
      break;
  }
  return work(plan.changes[ref.index]);
}

}  // namespace

Canonical prose(std::string_view text) { return Canonical::of(text::without_extra_blanks(text)); }

Canonical values_of(const Plan& plan, NodeRef ref) {
  return visit_node(plan, ref, [](const auto& written) { return node(written); });
}

const Head& head_of(const Plan& plan, NodeRef ref) {
  return *visit_node(plan, ref, [](const auto& written) { return &written.head; });
}

std::vector<NodeRef> nodes_of(const Plan& plan) {
  std::vector<NodeRef> nodes;
  for (const auto& [id, node] : plan.by_id) {
    nodes.push_back(node);
  }
  std::ranges::sort(nodes, {}, [](NodeRef node) { return std::pair(node.type, node.index); });
  return nodes;
}

}  // namespace throughline::plan
