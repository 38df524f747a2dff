#include "plan/node_maps.hpp"
#include "plan/part_maps.hpp"

// Whom it is done with, and what was learnt and decided.
namespace throughline::plan {
namespace {

using document::Node;

const std::vector<NodeType> kUsers = {
    NodeType::Goal, NodeType::Strategy, NodeType::Programme, NodeType::Tactic};

std::vector<NodeType> every_type() {
  std::vector<NodeType> types;
  for (std::size_t i = 0; i < words_of(NodeType::Goal).size(); ++i) {
    types.push_back(static_cast<NodeType>(i));
  }
  return types;
}

void read_origin(Learning& learning, const Node& node, const Scope& scope) {
  if (auto origin = map_of<LearningOrigin>().read(node, scope)) {
    learning.source = origin->kind;
    learning.source_ref = std::move(origin->ref);
  }
}

}  // namespace

template <>
const MapOf<Partner>& map_of<Partner>() {
  static const MapOf<Partner> kMap = [] {
    MapOf<Partner> map("partner", "Somebody we work with");
    add_id(map);
    map.key("stage", &Partner::stage, kRequired, "How far the relationship is");
    map.key("aim", &Partner::aim, kOptional, "How far it is to come");
    map.refs("markets", &Partner::markets, {NodeType::Market}, kOptional, "Where");
    map.key("topics", &Partner::topics, kOptional, "What about");
    map.key("we_give", &Partner::we_give, kOptional, "What we gave");
    map.key("they_give", &Partner::they_give, kOptional, "What they gave");
    map.key("why", &Partner::why, kOptional, "Why one side gives nothing");
    map.key("options", &Partner::options, kOptional, "Opportunities that it opens");
    add_head(map);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Community>& map_of<Community>() {
  static const MapOf<Community> kMap = [] {
    MapOf<Community> map("community", "People who talk with each other");
    add_id(map);
    map.key("kind", &Community::kind, kRequired, "What it is");
    map.key("hosts", &Community::hosts, kRequired, "Its hosts; * and ? may stand in them");
    map.key("why_they_talk", &Community::why_they_talk, kOptional, "Why they talk about us");
    map.key("our_gives", &Community::our_gives, kOptional, "What we give to it");
    map.refs("markets", &Community::markets, {NodeType::Market}, kOptional, "Where");
    add_head(map);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Learning>& map_of<Learning>() {
  static const MapOf<Learning> kMap = [] {
    MapOf<Learning> map("learning", "What was learnt");
    add_id(map);
    map.key("on", &Learning::on, kRequired, "When");
    map.custom("source", MapForm<LearningOrigin>::shape(), kRequired, "From what", read_origin);
    map.key("says", &Learning::says, kRequired, "What it says");
    map.refs("scope", &Learning::scope, {NodeType::Market}, kOptional, "Where it holds");
    map.key("grade", &Learning::grade, kRequired, "How strong the evidence is");
    map.refs("used_by", &Learning::used_by, kUsers, kOptional, "What was built on it");
    map.refs("contradicts",
             &Learning::contradicts,
             {NodeType::Learning},
             kOptional,
             "Learnings that say the opposite");
    add_head(map, kRequired);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Decision>& map_of<Decision>() {
  static const MapOf<Decision> kMap = [] {
    MapOf<Decision> map("decision", "What was decided on a tactic; never edited, only superseded");
    add_id(map);
    map.refs("tactic", &Decision::tactic, {NodeType::Tactic}, kRequired, "The tactic");
    map.key("trial", &Decision::trial, standard("1"), "Which of its trials");
    map.key("on", &Decision::on, kRequired, "When");
    map.key("verdict", &Decision::verdict, kRequired, "Verdict at that time");
    map.key("did", &Decision::did, kRequired, "What was done");
    map.key("evidence", &Decision::evidence, kRequired, "Id of the run that it rests on");
    map.key("why", &Decision::why, required_if("did", {"override"}), "Why");
    map.refs("supersedes",
             &Decision::supersedes,
             {NodeType::Decision},
             kOptional,
             "Decision that it replaces");
    add_head(map);
    return map;
  }();
  return kMap;
}

template <>
const MapOf<Change>& map_of<Change>() {
  static const MapOf<Change> kMap = [] {
    MapOf<Change> map("change", "What the plan learned, and from whom");
    add_id(map);
    map.key("on", &Change::on, kRequired, "When");
    map.refs("node", &Change::node, every_type(), kRequired, "Node that was changed");
    map.key("what", &Change::what, kRequired, "What was changed");
    map.key("because", &Change::because, kOptional, "Ids of learnings, decisions or runs");
    add_head(map, kRequired);
    return map;
  }();
  return kMap;
}

}  // namespace throughline::plan
