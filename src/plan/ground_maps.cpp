#include "plan/node_maps.hpp"
#include "plan/part_maps.hpp"

// What a plan stands on: the company, its data, its goals, products and markets.
namespace throughline::plan {
namespace {

using document::Node;
using document::NodeKind;

// A goal may name the purpose alone, without a list.
void read_goal_serves(Goal& goal, const Node& node, const Scope& scope) {
  const ReferenceForm form{{NodeType::Purpose, NodeType::Goal}};
  if (node.kind != NodeKind::Scalar) {
    put(goal.serves, form, node, scope);
    return;
  }
  Ref parent;
  if (put(parent, form, node, scope)) {
    goal.serves.push_back(std::move(parent));
  }
}

ValueShape goal_serves_shape() {
  const ValueShape id = ReferenceForm{{NodeType::Purpose, NodeType::Goal}}.shape();
  return {.kind = ValueKind::Choice, .parts = {id, list_shape(id)}};
}

}  // namespace

template <>
const MapOf<Company>& map_of<Company>() {
  static const MapOf<Company> kMap = [] {
    MapOf<Company> map("company", "Whose plan it is");
    add_id(map);
    map.with(CurrencyForm{}, "currency", &Company::currency, kRequired, "Its currency, as EUR");
    add_head(map);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Purpose>& map_of<Purpose>() {
  static const MapOf<Purpose> kMap = [] {
    MapOf<Purpose> map("purpose", "What the company is for");
    add_id(map);
    map.key("text", &Purpose::text, kRequired, "The purpose in a sentence");
    map.key("horizon", &Purpose::horizon, kRequired, "How far it looks, as 5y");
    map.key("brand", &Purpose::brand, kRequired, "What the brand is, a word each");
    add_head(map);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Dataset>& map_of<Dataset>() {
  static const MapOf<Dataset> kMap = [] {
    MapOf<Dataset> map("dataset", "Rows on which metrics stand");
    add_id(map);
    map.with(
        DataSourceForm{},
        "source",
        &Dataset::source,
        kRequired,
        "Id of a source in throughline.yaml, or a table: hits, sessions, orders, leads, spend, "
        "hours, support, mentions, acts");
    map.key("time", &Dataset::time, standard("time"), "Column of the time");
    map.key("fresh_within",
            &Dataset::fresh_within,
            standard("48h"),
            "How old the newest row may be before the data are stale");
    map.key("consent", &Dataset::consent, standard("masked"), "What people agreed to");
    add_head(map);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Metric>& map_of<Metric>() {
  static const MapOf<Metric> kMap = [] {
    MapOf<Metric> map("metric", "A figure made of a dataset's rows");
    add_id(map);
    map.refs("dataset", &Metric::dataset, {NodeType::Dataset}, by_rule("TL006"), "Its rows");
    map.key("expr",
            &Metric::expr,
            by_rule("TL006"),
            "What is counted: count(), sum(column), avg(column), uniq(column), or one by another");
    map.key("where",
            &Metric::where,
            kOptional,
            "Which rows: tests such as column = value, joined by and");
    map.key("grain", &Metric::grain, standard("week"), "Length of a period");
    map.key("kind",
            &Metric::kind,
            kRequired,
            "How near it is to the business: existence, activity, response, outcome");
    map.key("better", &Metric::better, standard("up"), "Which way is better");
    map.key("unit", &Metric::unit, standard("count"), "What it counts");
    map.key("unit_margin", &Metric::unit_margin, kOptional, "Money that one unit is worth");
    map.key("board",
            &Metric::board,
            required_if("kind", {"outcome"}),
            "Which result of the board it is");
    map.key("margin",
            &Metric::margin,
            standard("0").within(Bounds::NotNegative),
            "How much worse it may become as a guardrail");
    add_head(map);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Goal>& map_of<Goal>() {
  static const MapOf<Goal> kMap = [] {
    MapOf<Goal> map("goal", "What is to be reached, by when");
    add_id(map);
    map.key("kind", &Goal::kind, standard("achieve"), "What is to happen to the metric");
    map.custom("serves",
               goal_serves_shape(),
               by_rule("TL001"),
               "The purpose, or goals above",
               read_goal_serves);
    map.refs("metric", &Goal::metric, {NodeType::Metric}, kRequired, "What is measured");
    map.refs("market", &Goal::market, {NodeType::Market}, kOptional, "Where; else everywhere");
    map.key("baseline", &Goal::baseline, kRequired, "Where the metric stands");
    map.key("target",
            &Goal::target,
            required_if("kind", {"achieve", "maintain"}),
            "Where it is to stand");
    map.key("from", &Goal::from, kOptional, "From when on");
    map.key("by", &Goal::by, kRequired, "By when");
    map.with(GuardrailForm{},
             "guardrails",
             &Goal::guardrails,
             kOptional,
             "Metrics that must not suffer");
    map.key("pooled", &Goal::pooled, standard("false"), "Whether figures are shared by markets");
    add_answers(map);
    add_head(map);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Product>& map_of<Product>() {
  static const MapOf<Product> kMap = [] {
    MapOf<Product> map("product", "What is sold");
    add_id(map);
    map.key("status", &Product::status, kRequired, "Whether it is new");
    add_head(map);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Market>& map_of<Market>() {
  static const MapOf<Market> kMap = [] {
    MapOf<Market> map("market", "Where it is sold");
    add_id(map);
    map.key("status", &Market::status, kRequired, "Whether it is new");
    map.key("sector", &Market::sector, kOptional, "Its industry");
    map.with(CurrencyForm{},
             "currency",
             &Market::currency,
             kOptional,
             "Its currency, as CNY; else the company's");
    map.key("natural_mode", &Market::natural_mode, kOptional, "How business is usually done there");
    map.key("forces", &Market::forces, kOptional, "What moved it from outside");
    add_head(map);
    return map;
  }();
  return kMap;
}

}  // namespace throughline::plan
