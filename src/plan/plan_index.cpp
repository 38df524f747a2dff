#include "plan/plan_index.hpp"

#include <algorithm>

#include "base/currency.hpp"
#include "plan/words.hpp"

namespace throughline::plan {
namespace {

using document::Entry;
using document::Node;
using document::NodeKind;

constexpr int kDeepest = 64;  ///< levels of a plan; beyond, or in a circle, the company's currency

std::string_view text_at(const Node& node, std::string_view key) {
  const Entry* const entry = node.find(key);
  return entry == nullptr ? std::string_view() : std::string_view(entry->value.text);
}

bool is_single(NodeType type) { return type == NodeType::Company || type == NodeType::Purpose; }

// Ids of what the links of a node name.
std::vector<std::string_view> parents_of(const Node& node) {
  std::vector<std::string_view> out;
  const Entry* const serves = node.find("serves");
  if (serves == nullptr) {
    return out;
  }
  for (const Node& link : serves->value.items) {
    for (const std::string_view key : words_of(ParentType::Goal)) {
      if (const std::string_view id = text_at(link, key); !id.empty()) {
        out.push_back(id);
      }
    }
  }
  return out;
}

}  // namespace

PlanIndex::PlanIndex(std::span<const Tree> trees, std::string_view currency) : currency_(currency) {
  for (const Tree& tree : trees) {
    for (const Entry& entry : tree.root.entries) {
      for (std::size_t i = 0; i < words_of(NodeType::Goal).size(); ++i) {
        const auto type = static_cast<NodeType>(i);
        if (list_of(type) != entry.key) {
          continue;
        }
        if (is_single(type)) {
          add(type, entry.value);
        }
        for (const Node& item : entry.value.items) {
          add(type, item);
        }
      }
    }
  }
}

void PlanIndex::add(NodeType type, const Node& node) {
  if (node.kind != NodeKind::Map || (is_single(type) && counts_[static_cast<std::size_t>(type)])) {
    return;
  }
  const std::size_t index = counts_[static_cast<std::size_t>(type)]++;
  const std::string id(text_at(node, "id"));
  if (!id.empty() && by_id_.try_emplace(id, NodeRef{type, index}).second) {
    nodes_.push_back({type, &node});
    node_of_.emplace(id, &node);
  }
  if (const auto own = text_at(node, "currency"); type == NodeType::Company && is_currency(own)) {
    currency_ = own;
  }
}

std::string PlanIndex::currency_of(const Node& node) const { return currency_of(node, 0); }

std::string PlanIndex::currency_of(const Node& node, int depth) const {
  if (const auto own = text_at(node, "currency"); is_currency(own)) {
    return std::string(own);
  }
  if (const Entry* const markets = node.find("markets");
      (markets != nullptr && !markets->value.items.empty()) || depth >= kDeepest) {
    const std::string_view shared = currency_of_markets(node);
    return shared.empty() ? currency_ : std::string(shared);
  }
  for (const std::string_view parent : parents_of(node)) {
    if (const auto found = node_of_.find(parent); found != node_of_.end()) {
      return currency_of(*found->second, depth + 1);
    }
  }
  return currency_;
}

// "" if there are none, or if they differ.
std::string_view PlanIndex::currency_of_markets(const Node& node) const {
  const Entry* const markets = node.find("markets");
  std::string_view shared;
  for (const Node& id : markets == nullptr ? std::vector<Node>{} : markets->value.items) {
    const auto found = node_of_.find(id.text);
    const std::string_view own =
        found == node_of_.end() ? std::string_view() : text_at(*found->second, "currency");
    if (!is_currency(own) || (!shared.empty() && shared != own)) {
      return {};
    }
    shared = own;
  }
  return shared;
}

std::vector<std::string_view> PlanIndex::ids_of(std::span<const NodeType> types) const {
  std::vector<std::string_view> out;
  for (const Known& known : nodes_) {
    if (std::ranges::find(types, known.type) != types.end()) {
      out.push_back(text_at(*known.node, "id"));
    }
  }
  return out;
}

}  // namespace throughline::plan
