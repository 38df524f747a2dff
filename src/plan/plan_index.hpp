#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "plan/model.hpp"

namespace throughline::plan {

/// A file of the plan as a tree.
struct Tree {
  std::uint32_t file = 0;  ///< index into Plan::files
  document::Node root;
};

/// What must be known of all nodes before one of them is read: which ids there are, and what the
/// currency of each is. The trees must outlive it.
class PlanIndex {
 public:
  PlanIndex(std::span<const Tree> trees, std::string_view currency);

  [[nodiscard]] const std::map<std::string, NodeRef, std::less<>>& by_id() const { return by_id_; }

  /// Currency of the money in a node: its own, that of its markets if they share one, that of what
  /// it serves, the company's.
  [[nodiscard]] std::string currency_of(const document::Node& node) const;

  /// Ids of nodes of these types, in the order of the files.
  [[nodiscard]] std::vector<std::string_view> ids_of(std::span<const NodeType> types) const;

 private:
  struct Known {
    NodeType type;
    const document::Node* node;
  };

  void add(NodeType type, const document::Node& node);
  [[nodiscard]] std::string currency_of(const document::Node& node, int depth) const;
  [[nodiscard]] std::string_view currency_of_markets(const document::Node& node) const;

  std::string currency_;
  std::map<std::string, NodeRef, std::less<>> by_id_;
  std::vector<Known> nodes_;
  std::map<std::string, const document::Node*, std::less<>> node_of_;
  std::array<std::size_t, 15> counts_{};
};

}  // namespace throughline::plan
