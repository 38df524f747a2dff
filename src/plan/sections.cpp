#include "plan/sections.hpp"

#include "plan/node_maps.hpp"
#include "plan/words.hpp"

namespace throughline::plan {
namespace {

using document::Node;

// Every map of a list becomes a node, so that its place is the one that the index gave it.
template <class T>
Section list(NodeType type, std::vector<T> Plan::* nodes) {
  return {type,
          list_of(type),
          map_of<T>().shape(),
          false,
          [nodes](Plan& plan, const Node& node, const Scope& scope) {
            T& out = (plan.*nodes).emplace_back();
            out.head.at = scope.reader.span(node);
            map_of<T>().read_into(out, node, scope);
          }};
}

template <class T>
Section single(NodeType type, std::optional<T> Plan::* place) {
  return {type,
          list_of(type),
          map_of<T>().shape(),
          true,
          [place](Plan& plan, const Node& node, const Scope& scope) {
            T& out = (plan.*place).emplace();
            out.head.at = scope.reader.span(node);
            map_of<T>().read_into(out, node, scope);
          }};
}

}  // namespace

std::span<const Section> sections() {
  static const std::vector<Section> kSections = {
      single(NodeType::Company, &Plan::company),
      single(NodeType::Purpose, &Plan::purpose),
      list(NodeType::Dataset, &Plan::datasets),
      list(NodeType::Metric, &Plan::metrics),
      list(NodeType::Goal, &Plan::goals),
      list(NodeType::Product, &Plan::products),
      list(NodeType::Market, &Plan::markets),
      list(NodeType::Strategy, &Plan::strategies),
      list(NodeType::Programme, &Plan::programmes),
      list(NodeType::Tactic, &Plan::tactics),
      list(NodeType::Partner, &Plan::partners),
      list(NodeType::Community, &Plan::communities),
      list(NodeType::Learning, &Plan::learnings),
      list(NodeType::Decision, &Plan::decisions),
      list(NodeType::Change, &Plan::changes),
  };
  return kSections;
}

}  // namespace throughline::plan
