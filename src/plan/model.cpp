#include "plan/model.hpp"

namespace throughline::plan {
namespace {

template <class T>
const T* found(const Plan& plan, NodeType type, const std::vector<T>& list, std::string_view id) {
  const std::optional<NodeRef> node = plan.find(id);
  return node && node->type == type ? &list[node->index] : nullptr;
}

}  // namespace

const Metric* Plan::metric(std::string_view id) const {
  return found(*this, NodeType::Metric, metrics, id);
}

const Dataset* Plan::dataset(std::string_view id) const {
  return found(*this, NodeType::Dataset, datasets, id);
}

const Goal* Plan::goal(std::string_view id) const {
  return found(*this, NodeType::Goal, goals, id);
}

const Strategy* Plan::strategy(std::string_view id) const {
  return found(*this, NodeType::Strategy, strategies, id);
}

const Programme* Plan::programme(std::string_view id) const {
  return found(*this, NodeType::Programme, programmes, id);
}

const Tactic* Plan::tactic(std::string_view id) const {
  return found(*this, NodeType::Tactic, tactics, id);
}

const Market* Plan::market(std::string_view id) const {
  return found(*this, NodeType::Market, markets, id);
}

const Product* Plan::product(std::string_view id) const {
  return found(*this, NodeType::Product, products, id);
}

const Partner* Plan::partner(std::string_view id) const {
  return found(*this, NodeType::Partner, partners, id);
}

const Community* Plan::community(std::string_view id) const {
  return found(*this, NodeType::Community, communities, id);
}

const Learning* Plan::learning(std::string_view id) const {
  return found(*this, NodeType::Learning, learnings, id);
}

}  // namespace throughline::plan
