#include "workflow/ledger_names.hpp"

namespace throughline::workflow {
namespace {

template <class Node>
const plan::Head* head_in(const std::vector<Node>& list, std::size_t index) {
  return &list[index].head;
}

}  // namespace

const plan::Head* head_of(const plan::Plan& plan, std::string_view id) {
  const auto node = plan.find(id);
  if (!node) {
    return nullptr;
  }
  switch (node->type) {
    case plan::NodeType::Company:
      return plan.company ? &plan.company->head : nullptr;
    case plan::NodeType::Purpose:
      return plan.purpose ? &plan.purpose->head : nullptr;
    case plan::NodeType::Dataset:
      return head_in(plan.datasets, node->index);
    case plan::NodeType::Metric:
      return head_in(plan.metrics, node->index);
    case plan::NodeType::Goal:
      return head_in(plan.goals, node->index);
    case plan::NodeType::Product:
      return head_in(plan.products, node->index);
    case plan::NodeType::Market:
      return head_in(plan.markets, node->index);
    case plan::NodeType::Strategy:
      return head_in(plan.strategies, node->index);
    case plan::NodeType::Programme:
      return head_in(plan.programmes, node->index);
    case plan::NodeType::Tactic:
      return head_in(plan.tactics, node->index);
    case plan::NodeType::Partner:
      return head_in(plan.partners, node->index);
    case plan::NodeType::Community:
      return head_in(plan.communities, node->index);
    case plan::NodeType::Learning:
      return head_in(plan.learnings, node->index);
    case plan::NodeType::Decision:
      return head_in(plan.decisions, node->index);
    case plan::NodeType::Change:
      return head_in(plan.changes, node->index);
  }
  return nullptr;
}

std::string node_name(const plan::Plan& plan, std::string_view id) {
  const plan::Head* head = head_of(plan, id);
  return head == nullptr ? std::string(id) : head->name();
}

std::string market_name(const plan::Plan& plan, std::string_view id) {
  return id.empty() || id == "all" ? std::string() : node_name(plan, id);
}

views::MetricName metric_name(const plan::Plan& plan, std::string_view id) {
  const plan::Metric* metric = plan.metric(id);
  if (metric == nullptr) {
    return {.id = std::string(id), .name = std::string(id)};
  }
  return {.id = metric->head.id.value, .name = metric->head.name(), .unit = metric->unit};
}

views::MoneyFigure cost_figure(std::string_view node, std::uint64_t rows, std::int64_t minor) {
  return {views::node_figure(node, views::FigureId::Measure::Cost), rows, minor};
}

views::EffectFigure effect_figure(std::string_view node,
                                  std::uint64_t estimates,
                                  const schema::Interval& interval,
                                  schema::Grade grade) {
  return {
      views::node_figure(node, views::FigureId::Measure::Estimates), estimates, interval, grade};
}

std::optional<views::EffectFigure> deciding_figure(std::string_view node,
                                                   const evidence::MarketJudgement& market) {
  if (!market.inputs.deciding) {
    return std::nullopt;
  }
  return effect_figure(node,
                       market.weighing.all.size(),
                       market.inputs.deciding->effect.interval,
                       market.inputs.deciding->grade);
}

}  // namespace throughline::workflow
