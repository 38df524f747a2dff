#include <fmt/format.h>
#include <map>
#include <ranges>

#include "plan/rules/rules.hpp"

// TL011: what serves a strategy or programme costs no more than its budget.
namespace throughline::plan::rules {
namespace {

using Sums = std::map<std::string, std::int64_t>;  // minor units by currency

struct Budgeted {
  const Head* head = nullptr;
  const std::optional<Budget>* budget = nullptr;
};

Budgeted budgeted(const Plan& plan, std::string_view id) {
  if (const Strategy* strategy = plan.strategy(id)) {
    return {&strategy->head, &strategy->budget};
  }
  const Programme* programme = plan.programme(id);
  return programme == nullptr ? Budgeted{} : Budgeted{&programme->head, &programme->budget};
}

const Money* amount_of(const Budgeted& node) {
  const bool there = node.budget != nullptr && *node.budget && (*node.budget)->amount;
  return there ? &(*node.budget)->amount->value : nullptr;
}

Finding exceeded(const Budgeted& node, const Money& amount, std::int64_t total) {
  const std::string& id = node.head->id.value;
  return finding(
      "TL011",
      *node.head,
      "budget.amount",
      (*node.budget)->amount->at,
      fmt::format("what serves {} costs {}, more than its {}",
                  id,
                  money_text({total, amount.currency}),
                  money_text(amount)),
      fmt::format(
          "cut {} or raise {}.budget", money_text({total - amount.minor, amount.currency}), id));
}

// Adds up from below: a node costs its budget, or else what serves it; of a child with several
// parents each bears an equal part, rounded down so that rounding accuses nobody. Currencies are
// not mixed.
class Adder {
 public:
  explicit Adder(const Subject& subject) : subject_(subject) {}

  std::vector<Finding> add() && {
    for (const std::string& id : std::views::reverse(subject_.parents_first())) {
      settle(id);
    }
    return std::move(out_);
  }

 private:
  void settle(const std::string& id) {
    if (const Tactic* tactic = subject_.plan().tactic(id)) {
      if (is_kept(*tactic) && tactic->cost && tactic->cost->cash) {
        hand_up(id, {{tactic->cost->cash->value.currency, tactic->cost->cash->value.minor}});
      }
      return;
    }
    const Budgeted node = budgeted(subject_.plan(), id);
    if (node.head == nullptr) {
      return;
    }
    const Money* amount = amount_of(node);
    if (amount == nullptr) {
      hand_up(id, below_[id]);
      return;
    }
    if (below_[id][amount->currency] > amount->minor) {
      out_.push_back(exceeded(node, *amount, below_[id][amount->currency]));
    }
    hand_up(id, {{amount->currency, amount->minor}});
  }

  void hand_up(const std::string& id, const Sums& cost) {
    const auto parents = subject_.lines().parents(id);
    for (const Step& step : parents) {
      for (const auto& [currency, minor] : cost) {
        below_[step.parent][currency] += minor / static_cast<std::int64_t>(parents.size());
      }
    }
  }

  const Subject& subject_;
  std::map<std::string, Sums> below_;
  std::vector<Finding> out_;
};

}  // namespace

std::vector<Finding> budgets(const Subject& subject) { return Adder(subject).add(); }

}  // namespace throughline::plan::rules
