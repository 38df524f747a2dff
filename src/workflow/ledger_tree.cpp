#include <algorithm>
#include <functional>
#include <map>

#include "evidence/gather.hpp"
#include "plan/fingerprint.hpp"
#include "plan/history.hpp"
#include "workflow/ledger_answers.hpp"
#include "workflow/ledger_names.hpp"
#include "workflow/ledger_parts.hpp"

namespace throughline::workflow {
namespace {

using plan::NodeType;
using views::TreeNode;

// Cost of every node: its own rows, and those of all that lies below, each once.
struct Cost {
  std::uint64_t rows = 0;
  std::int64_t cash = 0;
  std::int64_t labour = 0;
  double hours = 0.0;

  void add(const evidence::CostLine& line) {
    rows += line.rows;
    cash += line.cash;
    labour += line.labour;
    hours += line.hours;
  }

  void add(const Cost& other) {
    rows += other.rows;
    cash += other.cash;
    labour += other.labour;
    hours += other.hours;
  }
};

class Costs {
 public:
  explicit Costs(const JudgedPlan& judged) : lines_(*judged.lines) {
    const plan::Plan& plan = judged.plan();
    for (const evidence::CostLine& line : judged.bound.costs.lines) {
      if (line.node) {
        own_[line.node->type == NodeType::Tactic ? plan.tactics[line.node->index].head.id.value
                                                 : plan.programmes[line.node->index].head.id.value]
            .add(line);
      }
    }
  }

  [[nodiscard]] Cost of(const std::string& id) const {
    Cost cost = own(id);
    for (const std::string& below : lines_.below(id)) {
      cost.add(below == id ? Cost{} : own(below));
    }
    return cost;
  }

 private:
  [[nodiscard]] Cost own(const std::string& id) const {
    const auto found = own_.find(id);
    return found == own_.end() ? Cost{} : found->second;
  }

  const plan::Lines& lines_;
  std::map<std::string, Cost> own_;
};

views::LinkRow link_row(const JudgedPlan& judged, const plan::Step& step) {
  views::LinkRow row{.parent = step.parent, .claimed = step.link->grade.value};
  row.claim = step.link->claim ? step.link->claim->value : "";
  row.suspect = plan::review_of(judged.plan(), *step.link) == plan::Review::Suspect;
  if (const auto* const found = judged.link(step.child, step.parent)) {
    row.effective = found->grade;
    row.status = found->status;
    row.why = found->why;
  }
  return row;
}

// The links of a node, that to the parent under which it is shown first.
std::vector<views::LinkRow> links_of(const JudgedPlan& judged,
                                     const std::string& id,
                                     const std::string& under) {
  std::vector<views::LinkRow> rows;
  for (const plan::Step& step : judged.lines->parents(id)) {
    if (step.link == nullptr) {
      continue;  // a goal serves the purpose, or another goal, without a claim
    }
    views::LinkRow row = link_row(judged, step);
    rows.insert(step.parent == under ? rows.begin() : rows.end(), std::move(row));
  }
  return rows;
}

schema::Grade branch_of(const JudgedPlan& judged, const std::string& id) {
  const auto found = judged.branches.find(id);
  return found == judged.branches.end() ? schema::Grade::None : found->second;
}

// How good a way to the top a parent is: its branch, then the order of the plan.
int rank_of(const JudgedPlan& judged, const std::string& parent) {
  const schema::Grade grade = branch_of(judged, parent);
  return grade == schema::Grade::None ? 0 : static_cast<int>(grade);
}

// The parent of the best way up, under which a node is shown.
std::string shown_under(const JudgedPlan& judged, const std::string& id) {
  std::string best;
  for (const plan::Step& step : judged.lines->parents(id)) {
    if (best.empty() || rank_of(judged, step.parent) < rank_of(judged, best)) {
      best = step.parent;
    }
  }
  return best;
}

void set_cost(TreeNode& node, const Cost& cost) {
  node.cost = cost_figure(node.id, cost.rows, cost.cash + cost.labour);
  node.cash = cost.cash;
  node.hours = cost.hours;
  node.hours_cost = cost.labour;
}

void set_budget(TreeNode& node, const std::optional<plan::Budget>& budget) {
  if (budget && budget->amount) {
    node.budget = cost_figure(node.id, 0, budget->amount->value.minor);
  }
}

// The metric on which a node that stands above tactics is summed: that of the goal above it.
std::string metric_above(const JudgedPlan& judged, const std::string& id) {
  const plan::Plan& plan = judged.plan();
  const plan::Goal* goal = plan.goal(id);
  if (goal == nullptr) {
    const std::vector<std::string> goals = judged.lines->nearest_goals(id);
    goal = goals.empty() ? nullptr : plan.goal(goals.front());
  }
  return goal != nullptr && goal->metric ? goal->metric->value : std::string();
}

void set_sum(const JudgedPlan& judged, TreeNode& node) {
  const std::string metric = metric_above(judged, node.id);
  if (metric.empty()) {
    return;
  }
  node.metric = metric_name(judged.plan(), metric);
  const evidence::RollUp sum = judged.sum_of(node.id, metric);
  if (sum.sum) {
    node.estimate = effect_figure(node.id, sum.parts.all.size(), *sum.sum, sum.grade);
    node.contribution = node.estimate;
  }
}

void set_markets(const JudgedPlan& judged, TreeNode& node) {
  for (const std::string& market : judged.lines->markets_of(node.id)) {
    node.markets.push_back(market_name(judged.plan(), market));
  }
}

void set_verdicts(const JudgedPlan& judged, TreeNode& node) {
  const evidence::JudgedTactic* const found = evidence::find_judged(judged.tactics, node.id);
  if (found == nullptr) {
    return;
  }
  for (const evidence::MarketJudgement& market : found->markets) {
    node.verdicts.push_back({.market = market_name(judged.plan(), market.market),
                             .verdict = market.judgement.verdict,
                             .step = market.judgement.step,
                             .estimate = deciding_figure(node.id, market),
                             .still_needed = market.judgement.needed
                                                 ? std::optional(market.judgement.needed->more)
                                                 : std::nullopt});
  }
  if (found->markets.size() == 1) {
    node.estimate = node.verdicts.front().estimate;
  } else if (const evidence::RollUp sum = judged.sum_of(node.id, node.metric.id);
             node.verdict() && (sum.sum || sum.not_proven)) {
    node.estimate = effect_figure(node.id,
                                  sum.parts.all.size(),
                                  sum.sum ? *sum.sum : *sum.not_proven,
                                  sum.sum ? sum.grade : schema::Grade::D);
  }
}

void set_contribution(const JudgedPlan& judged, TreeNode& node) {
  const evidence::RollUp sum = judged.sum_of(node.id, node.metric.id);
  if (sum.sum) {
    node.contribution = effect_figure(node.id, sum.parts.all.size(), *sum.sum, sum.grade);
  }
}

void set_tactic(const JudgedPlan& judged, const plan::Tactic& tactic, TreeNode& node) {
  node.status = tactic.status.value;
  node.mode = tactic.mode ? std::optional(tactic.mode->value) : std::nullopt;
  node.stage = tactic.stage ? std::optional(tactic.stage->value) : std::nullopt;
  if (tactic.measure && tactic.measure->metric) {
    node.metric = metric_name(judged.plan(), tactic.measure->metric->value);
  }
  set_verdicts(judged, node);
  set_contribution(judged, node);
  add_evidence(judged, node);
}

class Tree {
 public:
  Tree(const JudgedPlan& judged, std::vector<TreeNode>& out)
      : judged_(judged), costs_(judged), out_(out) {
    for (const auto& [id, node] : judged.plan().by_id) {
      const std::string above = shown_under(judged, id);
      if (!above.empty()) {
        below_[above].push_back({node, id});
      }
    }
    for (auto& [above, children] : below_) {
      std::ranges::sort(children, {}, [](const Child& child) {
        return std::pair(child.node.type, child.node.index);
      });
    }
  }

  void add_all() {
    const plan::Plan& plan = judged_.plan();
    if (plan.purpose) {
      add(plan.purpose->head.id.value, std::nullopt);
    }
    // What reaches no purpose is shown all the same, on its own: nothing is left out of the tree.
    for (const plan::Goal& goal : plan.goals) {
      add_unless_shown(goal.head.id.value);
    }
    for (const plan::Strategy& strategy : plan.strategies) {
      add_unless_shown(strategy.head.id.value);
    }
    for (const plan::Programme& programme : plan.programmes) {
      add_unless_shown(programme.head.id.value);
    }
    for (const plan::Tactic& tactic : plan.tactics) {
      add_unless_shown(tactic.head.id.value);
    }
  }

 private:
  struct Child {
    plan::NodeRef node;
    std::string id;
  };

  void add_unless_shown(const std::string& id) {
    if (!shown_.contains(id)) {
      add(id, std::nullopt);
    }
  }

  void add(const std::string& id, std::optional<std::size_t> parent) {
    const auto ref = judged_.plan().find(id);
    if (!ref || !shown_.insert(id).second) {
      return;
    }
    out_.push_back(made(id, *ref, parent));
    const std::size_t at = out_.size() - 1;
    for (const Child& child : below_[id]) {
      add(child.id, at);
    }
  }

  [[nodiscard]] TreeNode made(const std::string& id,
                              plan::NodeRef ref,
                              std::optional<std::size_t> parent) const {
    const plan::Head& head = *head_of(judged_.plan(), id);
    TreeNode node{.type = ref.type, .id = id, .name = head.name()};
    node.owner = head.owner ? head.owner->value : "";
    node.parent = parent;
    node.depth = parent ? out_[*parent].depth + 1 : 0;
    node.links = links_of(judged_, id, parent ? out_[*parent].id : "");
    node.branch = branch_of(judged_, id);
    node.amber = judged_.amber.contains(id);
    set_cost(node, costs_.of(id));
    set_markets(judged_, node);
    set_by_type(node, ref);
    add_answers(judged_, node);
    add_history(judged_, node);
    return node;
  }

  void set_by_type(TreeNode& node, plan::NodeRef ref) const {
    const plan::Plan& plan = judged_.plan();
    if (ref.type == NodeType::Tactic) {
      set_tactic(judged_, plan.tactics[ref.index], node);
      return;
    }
    set_sum(judged_, node);
    if (ref.type == NodeType::Strategy) {
      set_budget(node, plan.strategies[ref.index].budget);
    } else if (ref.type == NodeType::Programme) {
      set_budget(node, plan.programmes[ref.index].budget);
    } else if (ref.type == NodeType::Purpose && plan.purpose->text) {
      node.text = plan.purpose->text->value;
    }
  }

  const JudgedPlan& judged_;
  Costs costs_;
  std::vector<TreeNode>& out_;
  std::map<std::string, std::vector<Child>> below_;
  std::set<std::string> shown_;
};

}  // namespace

void fill_tree(const JudgedPlan& judged, views::Ledger& ledger) {
  Tree(judged, ledger.tree).add_all();
}

}  // namespace throughline::workflow
