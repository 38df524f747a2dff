#include "plan/node_maps.hpp"
#include "plan/part_maps.hpp"

// What is done: strategies, programmes, tactics.
namespace throughline::plan {

template <>
const MapOf<Strategy>& map_of<Strategy>() {
  static const MapOf<Strategy> kMap = [] {
    MapOf<Strategy> map("strategy", "How a goal is to be reached");
    add_id(map);
    map.with(LinkForm{&strategy_link},
             "serves",
             &Strategy::serves,
             by_rule("TL001"),
             "Goals or strategies that it serves");
    map.refs("markets", &Strategy::markets, {NodeType::Market}, kRequired, "Where");
    map.refs("product", &Strategy::product, {NodeType::Product}, kOptional, "With what");
    map.key("ansoff", &Strategy::ansoff, kOptional, "Which move it is in Ansoff's grid");
    map.key("q", &Strategy::q, by_rule("TL002"), "The four questions");
    map.key("because", &Strategy::because, by_rule("TL010"), "Reasons");
    map.key("joins", &Strategy::joins, kOptional, "Process, people and purpose that it joins");
    map.key("parts", &Strategy::parts, kOptional, "Business, technology and experience");
    map.key("lenses", &Strategy::lenses, by_rule("TL014"), "The outcome as departments see it");
    map.key("brand", &Strategy::brand, by_rule("TL014"), "Whether it fits the brand");
    map.key("budget", &Strategy::budget, kOptional, "Money set aside");
    map.key("pooled", &Strategy::pooled, standard("false"), "Whether markets share figures");
    add_answers(map);
    add_head(map);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Programme>& map_of<Programme>() {
  static const MapOf<Programme> kMap = [] {
    MapOf<Programme> map("programme", "Tactics of one channel under a strategy");
    add_id(map);
    map.with(LinkForm{&programme_link},
             "serves",
             &Programme::serves,
             by_rule("TL001"),
             "Strategies that it serves");
    map.key("channel", &Programme::channel, kRequired, "Its channel");
    map.key("connects", &Programme::connects, kRequired, "Whom it joins with whom");
    map.key("match", &Programme::match, kOptional, "Which rows are its own; any item will do");
    map.key("budget", &Programme::budget, kOptional, "Money set aside");
    map.refs("markets", &Programme::markets, {NodeType::Market}, kOptional, "Where");
    add_answers(map);
    add_head(map);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Tactic>& map_of<Tactic>() {
  static const MapOf<Tactic> kMap = [] {
    MapOf<Tactic> map("tactic", "One thing that is done, and how we will know whether it works");
    add_id(map);
    map.with(LinkForm{&tactic_link},
             "serves",
             &Tactic::serves,
             by_rule("TL001"),
             "Programmes or strategies that it serves");
    map.key("status", &Tactic::status, standard("running"), "How far it is");
    map.refs("markets",
             &Tactic::markets,
             {NodeType::Market},
             kOptional,
             "Where; else the markets of the strategies above");
    map.key("audience", &Tactic::audience, kRequired, "Whom it is for");
    map.key("message", &Tactic::message, kOptional, "What is said to them");
    map.key("behaviour", &Tactic::behaviour, kRequired, "What they are to do");
    map.key("feedback", &Tactic::feedback, kRequired, "How they can answer");
    map.key("mode", &Tactic::mode, kRequired, "Relationship work, content, both or neither");
    map.key("convergence", &Tactic::convergence, kOptional, "How to join both modes");
    map.refs("partners", &Tactic::partners, {NodeType::Partner}, kOptional, "Done with whom");
    map.refs("communities", &Tactic::communities, {NodeType::Community}, kOptional, "Among whom");
    map.key("stage", &Tactic::stage, kRequired, "How large it is yet");
    map.key("unscalable", &Tactic::unscalable, kOptional, "Whether it is done by hand, to learn");
    map.key("cost", &Tactic::cost, kRequired, "What it costs");
    map.key("match", &Tactic::match, kOptional, "Which rows are its own; any item will do");
    map.key("hypothesis", &Tactic::hypothesis, kRequired, "What is expected");
    map.key("measure", &Tactic::measure, kRequired, "By what it is judged");
    map.key("decide", &Tactic::decide, kRequired, "When, how and by whom it is decided");
    map.key("because", &Tactic::because, kOptional, "Reasons");
    map.key("q", &Tactic::q, by_rule("TL002"), "The four questions");
    add_answers(map);
    add_head(map);
    return map;
  }();
  return kMap;
}

}  // namespace throughline::plan
