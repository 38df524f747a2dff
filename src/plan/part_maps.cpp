#include "plan/part_maps.hpp"

#include <algorithm>

#include "plan/placeholder.hpp"

namespace throughline::plan {
namespace {

using document::Node;
using document::NodeKind;

const std::vector<NodeType> kMetrics = {NodeType::Metric};
const std::vector<NodeType> kActing = {NodeType::Strategy, NodeType::Programme, NodeType::Tactic};

ValueShape choice(std::vector<ValueShape> parts) {
  return {.kind = ValueKind::Choice, .parts = std::move(parts)};
}

// The word "unknown", or a number with its bounds.
struct BusinessForm {
  static const MapOf<Business>& map() {
    static const MapOf<Business> kMap = [] {
      MapOf<Business> map("business", "What a node is to do for the business");
      map.key("delta", &Business::delta, by_rule("TL002"), "Change it is to make");
      map.refs("unit", &Business::unit, kMetrics, by_rule("TL002"), "Metric that it changes");
      map.key("lo", &Business::low, by_rule("TL002"), "Least change that is likely");
      map.key("hi", &Business::high, by_rule("TL002"), "Most change that is likely");
      return map;
    }();
    return kMap;
  }

  static ValueShape shape() {
    return choice({{.kind = ValueKind::Word, .words = {"unknown"}},
                   {.kind = ValueKind::Map, .map = &map().shape()}});
  }

  static std::optional<Business> read(const Node& node, const Scope& scope) {
    if (node.kind == NodeKind::Scalar && node.text == "unknown") {
      return Business{.unknown = true, .at = scope.reader.span(node)};
    }
    if (node.kind != NodeKind::Map) {
      scope.wrong(node, "unknown, or a map of delta, unit, lo and hi");
      return std::nullopt;
    }
    return map().read(node, scope);
  }
};

// One with nothing in it is no answer.
struct FitsForm {
  static const MapOf<Fits>& map() {
    static const MapOf<Fits> kMap = [] {
      MapOf<Fits> map("fits", "How a node fits with the rest: one id at least, or alone");
      map.refs("needs", &Fits::needs, kActing, kOptional, "Nodes without which it cannot work");
      map.refs("amplifies", &Fits::amplifies, kActing, kOptional, "Nodes that it strengthens");
      map.refs("competes", &Fits::competes, kActing, kOptional, "Nodes that it takes from");
      map.key("alone", &Fits::alone, by_rule("TL002"), "Why it stands alone");
      return map;
    }();
    return kMap;
  }

  static ValueShape shape() { return {.kind = ValueKind::Map, .map = &map().shape()}; }

  static std::optional<Fits> read(const Node& node, const Scope& scope) {
    auto fits = map().read(node, scope);
    const bool empty = fits && fits->needs.empty() && fits->amplifies.empty() &&
                       fits->competes.empty() && !fits->alone;
    return empty ? std::nullopt : fits;
  }
};

// Metrics, or {na: "why"}.
struct LensForm {
  static const MapOf<Lens>& map() {
    static const MapOf<Lens> kMap = [] {
      MapOf<Lens> map("no_lens", "Why a department has no lens");
      map.key("na", &Lens::not_applicable, by_rule("TL014"), "Why there is none");
      return map;
    }();
    return kMap;
  }

  static ValueShape shape() {
    return choice({list_shape(ReferenceForm{kMetrics}.shape()),
                   {.kind = ValueKind::Map, .map = &map().shape()}});
  }

  static std::optional<Lens> read(const Node& node, const Scope& scope) {
    if (node.kind == NodeKind::Map) {
      return map().read(node, scope);
    }
    Lens lens{.at = scope.reader.span(node)};
    return put(lens.metrics, ReferenceForm{kMetrics}, node, scope) ? std::optional(std::move(lens))
                                                                   : std::nullopt;
  }
};

const MapOf<Guardrail>& guardrail_map() {
  static const MapOf<Guardrail> kMap = [] {
    MapOf<Guardrail> map("guardrail", "A metric that must not suffer, with a margin of its own");
    map.refs("metric", &Guardrail::metric, kMetrics, kRequired, "The metric");
    map.key("margin",
            &Guardrail::margin,
            Demand(kRequired).within(Bounds::NotNegative),
            "How much worse it may become");
    return map;
  }();
  return kMap;
}

MapOf<Link> link_map(std::string_view name,
                     std::string_view meaning,
                     const std::vector<ParentType>& types) {
  MapOf<Link> map(name, meaning);
  std::vector<std::string_view> names;
  for (const ParentType type : types) {
    const auto target = *named<NodeType>(name_of(type));
    const ReferenceForm form{{target}};
    map.custom(name_of(type),
               form.shape(),
               kOptional,
               "Id of the parent",
               [type, form](Link& link, const Node& node, const Scope& scope) {
                 link.type = type;
                 put(link.parent, form, node, scope);
               });
    names.push_back(name_of(type));
  }
  map.one_of(std::move(names));
  map.key("claim", &Link::claim, kRequired, "Why the child serves the parent");
  map.key("grade", &Link::grade, standard("E"), "How well the author thinks it is supported");
  map.key("reviewed",
          &Link::reviewed,
          kOptional,
          "Fingerprint of the parent when the link was reviewed; written by throughline review");
  return map;
}

// A pattern, or several of which any will do.
void read_patterns(MatchKey key, MatchItem& item, const Node& node, const Scope& scope) {
  std::vector<Text> patterns;
  if (node.kind == NodeKind::Scalar) {
    Text text;
    if (put(text, TextForm{}, node, scope)) {
      patterns.push_back(std::move(text));
    }
  } else {
    put(patterns, TextForm{}, node, scope);
  }
  if (!patterns.empty()) {
    item.keys[key] = std::move(patterns);
  }
}

constexpr std::array<std::string_view, kMatchKeys> kMatchMeanings = {
    "Campaign of the visit",
    "Source of the visit",
    "Medium of the visit",
    "Channel of the visit",
    "Path of the first page of the visit",
    "Host of the referrer",
    "Campaign of the spend row",
    "Code on the order",
    "Tag of the spend or hours row",
    "Id of the experiment",
    "Community of the mention or act",
    "Partner of the act",
    "Market of the row"};

}  // namespace

template <>
const MapOf<Answer>& map_of<Answer>() {
  static const MapOf<Answer> kMap = [] {
    MapOf<Answer> map("answer", "One owner's answer to what a node is for");
    map.key("owner", &Answer::owner, kRequired, "Who answers");
    map.refs("outcome", &Answer::outcome, kMetrics, kRequired, "Metric that the owner names");
    map.key("important", &Answer::important, kOptional, "Why the owner finds it important");
    map.key("know", &Answer::know, kOptional, "How the owner will know");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Questions>& map_of<Questions>() {
  static const MapOf<Questions> kMap = [] {
    const Demand asked = by_rule("TL002");
    MapOf<Questions> map("q", "The four questions");
    map.with(BusinessForm{},
             "business",
             &Questions::business,
             asked,
             "What does it do for the business? A change with its bounds, or unknown");
    map.key("important", &Questions::important, asked, "Why is it important?");
    map.with(FitsForm{}, "fits", &Questions::fits, asked, "How does it fit with the rest?");
    map.with(KnowForm{},
             "know",
             &Questions::know,
             asked,
             "How will we know? measure, or the id of a tactic and .measure");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Reason>& map_of<Reason>() {
  static const MapOf<Reason> kMap = [] {
    MapOf<Reason> map("reason", "Why something is done");
    map.key("code",
            &Reason::code,
            kRequired,
            "What kind of reason; competitor, fashion and request are weak ones");
    map.custom("ref",
               {.kind = ValueKind::FreeText},
               required_if("code", {"observation", "outcome-model", "learning", "experiment"}),
               "What it is based on: id of a learning, experiment or run",
               [](Reason& reason, const Node& node, const Scope& scope) {
                 put(reason.ref, TextForm{}, node, scope);
                 constexpr std::array kLearning = {NodeType::Learning};
                 if (reason.ref && reason.code.value == ReasonCode::Learning) {
                   scope.check_reference(node, reason.ref->value, kLearning);
                 }
               });
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Joins>& map_of<Joins>() {
  static const MapOf<Joins> kMap = [] {
    MapOf<Joins> map("joins", "What a strategy joins");
    map.key("process", &Joins::process, kOptional, "Processes");
    map.key("people", &Joins::people, kOptional, "Roles of people");
    map.refs("purpose", &Joins::purpose, {NodeType::Purpose}, kOptional, "The purpose");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Parts>& map_of<Parts>() {
  static const MapOf<Parts> kMap = [] {
    MapOf<Parts> map("parts", "Business and technology make the customer's experience");
    map.refs("business", &Parts::business, kMetrics, kOptional, "Metric of the business");
    map.refs("technology", &Parts::technology, kMetrics, kOptional, "Metric of the technology");
    map.refs("experience", &Parts::experience, kMetrics, kOptional, "Metric of the experience");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Lenses>& map_of<Lenses>() {
  static const MapOf<Lenses> kMap = [] {
    MapOf<Lenses> map("lenses", "The outcome as departments see it");
    for (std::size_t i = 0; i < words_of(LensName::It).size(); ++i) {
      map.with(
          LensForm{},
          name_of(static_cast<LensName>(i)),
          [i](Lenses& lenses) -> std::optional<Lens>& { return lenses.by_name[i]; },
          by_rule("TL014"),
          "Metrics of this department, or {na: why it has none}");
    }
    return map;
  }();
  return kMap;
}

template <>
const MapOf<BrandGate>& map_of<BrandGate>() {
  static const MapOf<BrandGate> kMap = [] {
    MapOf<BrandGate> map("brand_gate", "Whether a strategy fits the brand");
    map.key("consistent", &BrandGate::consistent, by_rule("TL014"), "Whether it is consistent");
    map.key("reviewer", &BrandGate::reviewer, kOptional, "Who looked");
    map.key("on", &BrandGate::on, kOptional, "When");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Budget>& map_of<Budget>() {
  static const MapOf<Budget> kMap = [] {
    MapOf<Budget> map("budget", "Money set aside");
    map.key("amount",
            &Budget::amount,
            Demand(kRequired).within(Bounds::NotNegative),
            "How much, in the nearest currency");
    map.key("explore",
            &Budget::explore,
            standard("0.1").within(Bounds::Share),
            "Share that is free for exploration");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<MatchItem>& map_of<MatchItem>() {
  static const MapOf<MatchItem> kMap = [] {
    MapOf<MatchItem> map(
        "match_item", "What rows must have, all of it; * and ? stand for any characters and one");
    for (std::size_t i = 0; i < kMatchKeys; ++i) {
      const auto key = static_cast<MatchKey>(i);
      map.custom(name_of(key),
                 choice({TextForm::shape(), list_shape(TextForm::shape())}),
                 kOptional,
                 kMatchMeanings[i],
                 [key](MatchItem& item, const Node& node, const Scope& scope) {
                   read_patterns(key, item, node, scope);
                 });
    }
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Connects>& map_of<Connects>() {
  static const MapOf<Connects> kMap = [] {
    MapOf<Connects> map("connects", "Whom a programme joins with whom");
    map.key("from", &Connects::from, kRequired, "Who");
    map.key("to", &Connects::to, kRequired, "With whom");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Convergence>& map_of<Convergence>() {
  static const MapOf<Convergence> kMap = [] {
    MapOf<Convergence> map("convergence", "How engaged and networked work come together");
    map.key("text", &Convergence::text, kRequired, "The answer");
    map.key("on", &Convergence::on, kRequired, "When it was given");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Unscalable>& map_of<Unscalable>() {
  static const MapOf<Unscalable> kMap = [] {
    MapOf<Unscalable> map("unscalable", "Whether it is done by hand, to learn");
    map.key("is", &Unscalable::is, kRequired, "Whether it is");
    map.key("learn", &Unscalable::learn, required_if("is", {"true"}), "What is to be learnt");
    map.key("expires", &Unscalable::expires, required_if("is", {"true"}), "When it ends");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Cost>& map_of<Cost>() {
  static const MapOf<Cost> kMap = [] {
    MapOf<Cost> map("cost", "What a tactic costs");
    map.key("cash",
            &Cost::cash,
            standard("0").within(Bounds::NotNegative),
            "Money, in the nearest currency");
    map.key("hours", &Cost::hours, standard("0").within(Bounds::NotNegative), "Hours of work");
    map.with(RoleForm{}, "role", &Cost::role, kOptional, "Whose hours; priced in the settings");
    map.key("ledger_tag", &Cost::ledger_tag, kOptional, "Tag of its rows in the ledger");
    map.key("from", &Cost::from, kOptional, "First day of the cost");
    map.key("to", &Cost::to, kOptional, "Last day of the cost");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Hypothesis>& map_of<Hypothesis>() {
  static const MapOf<Hypothesis> kMap = [] {
    MapOf<Hypothesis> map("hypothesis", "What is expected, fixed before the data come in");
    map.key("change", &Hypothesis::change, kRequired, "Change that is expected");
    map.key("min_effect",
            &Hypothesis::min_effect,
            Demand(kRequired).within(Bounds::Positive),
            "Least change that is worth it");
    map.refs("on", &Hypothesis::on, kMetrics, kRequired, "Metric, the same as measure.metric");
    map.key("method", &Hypothesis::method, kRequired, "How the effect is to be found");
    map.key("from", &Hypothesis::from, kRequired, "First day of the effect");
    map.key("until", &Hypothesis::until, kOptional, "Last day of the effect; else decide.by");
    map.key("power",
            &Hypothesis::power,
            standard("0.8").within(Bounds::OpenShare),
            "Chance to see min_effect if it is there");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Measure>& map_of<Measure>() {
  static const MapOf<Measure> kMap = [] {
    MapOf<Measure> map("measure", "By what a tactic is judged");
    map.refs("metric", &Measure::metric, kMetrics, kRequired, "The metric");
    map.key("kind", &Measure::kind, kOptional, "Kind of the metric; the metric's own");
    map.with(GuardrailForm{},
             "guardrails",
             &Measure::guardrails,
             kOptional,
             "Metrics that must not suffer");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Decide>& map_of<Decide>() {
  static const MapOf<Decide> kMap = [] {
    MapOf<Decide> map("decide", "When, how and by whom it is decided");
    map.key("by", &Decide::by, by_rule("TL008"), "Day of the decision");
    map.key("rule", &Decide::rule, kRequired, "What follows from which result");
    map.key("owner", &Decide::owner, kRequired, "Who decides");
    map.key("stop_when", &Decide::stop_when, kOptional, "What ends the wait before the day");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Force>& map_of<Force>() {
  static const MapOf<Force> kMap = [] {
    MapOf<Force> map("force", "Something from outside that moved a market");
    map.key("on", &Force::on, kRequired, "When");
    map.key("text", &Force::text, kRequired, "What");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Gift>& map_of<Gift>() {
  static const MapOf<Gift> kMap = [] {
    MapOf<Gift> map("gift", "What one side of a partnership gave");
    map.key("what", &Gift::what, kRequired, "What was given");
    map.key("type", &Gift::type, kRequired, "What kind of thing");
    map.key("on", &Gift::on, kOptional, "When");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<PartnerOption>& map_of<PartnerOption>() {
  static const MapOf<PartnerOption> kMap = [] {
    MapOf<PartnerOption> map("option", "An opportunity that a partnership opens");
    map.with(IdForm{}, "id", &PartnerOption::id, kRequired, "Id, its own in the whole plan");
    map.key("text", &PartnerOption::text, kRequired, "What could be done");
    map.key("on", &PartnerOption::on, kRequired, "When it was seen");
    map.key("state", &PartnerOption::state, standard("open"), "What became of it");
    return map;
  }();
  return kMap;
}

template <>
const MapOf<LearningOrigin>& map_of<LearningOrigin>() {
  static const MapOf<LearningOrigin> kMap = [] {
    MapOf<LearningOrigin> map("origin", "From what something was learnt");
    map.key("kind", &LearningOrigin::kind, kRequired, "What it was");
    map.key("ref", &LearningOrigin::ref, kRequired, "Which one: the id of the row");
    return map;
  }();
  return kMap;
}

ValueShape GuardrailForm::shape() {
  return choice(
      {ReferenceForm{kMetrics}.shape(), {.kind = ValueKind::Map, .map = &guardrail_map().shape()}});
}

std::optional<Guardrail> GuardrailForm::read(const Node& node, const Scope& scope) {
  if (node.kind == NodeKind::Map) {
    return guardrail_map().read(node, scope);
  }
  Guardrail guardrail;
  return put(guardrail.metric, ReferenceForm{kMetrics}, node, scope)
             ? std::optional(std::move(guardrail))
             : std::nullopt;
}

const MapOf<Link>& strategy_link() {
  static const MapOf<Link> kMap = link_map("strategy_link",
                                           "The claim that a strategy serves a goal or a strategy",
                                           {ParentType::Goal, ParentType::Strategy});
  return kMap;
}

const MapOf<Link>& programme_link() {
  static const MapOf<Link> kMap = link_map(
      "programme_link", "The claim that a programme serves a strategy", {ParentType::Strategy});
  return kMap;
}

const MapOf<Link>& tactic_link() {
  static const MapOf<Link> kMap = link_map("tactic_link",
                                           "The claim that a tactic serves a programme or strategy",
                                           {ParentType::Programme, ParentType::Strategy});
  return kMap;
}

}  // namespace throughline::plan
