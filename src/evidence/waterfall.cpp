#include "evidence/waterfall.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "plan/lines.hpp"

namespace throughline::evidence {
namespace {

using plan::NodeType;

using TacticMarket = std::pair<std::string, std::string>;

const plan::Tactic* tactic_of(const plan::Plan& plan, const CostLine& line) {
  return line.node && line.node->type == NodeType::Tactic ? &plan.tactics[line.node->index]
                                                          : nullptr;
}

/// What is known of tactics, by tactic and market.
class Standings {
 public:
  explicit Standings(const std::vector<TacticStanding>& all) {
    for (const TacticStanding& standing : all) {
      by_tactic_[standing.tactic].emplace(standing.market, &standing);
    }
  }

  [[nodiscard]] const TacticStanding* find(const std::string& tactic,
                                           const std::string& market) const {
    const auto all = by_tactic_.find(tactic);
    if (all == by_tactic_.end()) {
      return nullptr;
    }
    for (const std::string& name : {market, std::string("all")}) {
      if (const auto found = all->second.find(name); found != all->second.end()) {
        return found->second;
      }
    }
    return all->second.size() == 1 ? all->second.begin()->second : nullptr;
  }

 private:
  std::map<std::string, std::map<std::string, const TacticStanding*>> by_tactic_;
};

/// How far a line gets, and why no further.
struct Reach {
  MoneyStep step = MoneyStep::Spent;
  MoneyLoss stopped_by = MoneyLoss::NoTactic;
};

Reach reach_when_tested(const TacticStanding& standing, std::int64_t full_cost) {
  if (standing.verdict != plan::Verdict::Working) {
    return {MoneyStep::Tested, MoneyLoss::NotWorking};
  }
  if (!standing.worth_low) {
    return {MoneyStep::Tested, MoneyLoss::NoMargin};
  }
  return *standing.worth_low >= static_cast<double>(full_cost)
             ? Reach{MoneyStep::Paying, MoneyLoss::NoTactic}
             : Reach{MoneyStep::Tested, MoneyLoss::CostsMore};
}

Reach reach_of(const TacticStanding& standing, std::int64_t full_cost) {
  using schema::Grade;
  if (!standing.kind || *standing.kind < plan::MetricKind::Response) {
    return {MoneyStep::Mapped, MoneyLoss::KindTooWeak};
  }
  if (standing.grade == Grade::None || standing.grade == Grade::E) {
    return {MoneyStep::Mapped, MoneyLoss::NoEstimate};
  }
  if (standing.deciding != Grade::A && standing.deciding != Grade::B) {
    return {MoneyStep::Measured, MoneyLoss::NotTested};
  }
  return reach_when_tested(standing, full_cost);
}

/// Adds up money that was lost, by tactic and reason.
class Losses {
 public:
  void add(const std::string& tactic, MoneyLoss why, const CostLine& line) {
    LostMoney& lost = by_key_[{tactic, why}];
    lost.tactic = tactic;
    lost.why = why;
    lost.minor += line.full();
    lost.rows += line.rows;
  }

  [[nodiscard]] std::vector<LostMoney> most_first() const {
    std::vector<LostMoney> all;
    for (const auto& [key, lost] : by_key_) {
      all.push_back(lost);
    }
    std::ranges::stable_sort(all, std::greater{}, &LostMoney::minor);
    return all;
  }

 private:
  std::map<std::pair<std::string, MoneyLoss>, LostMoney> by_key_;
};

std::size_t place_of(MoneyStep step) { return static_cast<std::size_t>(step); }

/// Sums of the steps while lines come in.
class Sums {
 public:
  void add(const CostLine& line, const std::string& tactic, Reach reach) {
    for (std::size_t step = 0; step <= place_of(reach.step); ++step) {
      minor_[step] += line.full();
      rows_[step] += line.rows;
    }
    if (reach.step != MoneyStep::Paying) {
      losses_[place_of(reach.step) + 1].add(tactic, reach.stopped_by, line);
    }
    cash_ += line.cash;
    unmapped_cash_ += reach.step == MoneyStep::Spent ? line.cash : 0;
  }

  void fill(Waterfall& made) const {
    for (std::size_t step = 0; step < kMoneySteps; ++step) {
      made.steps[step] = {
          static_cast<MoneyStep>(step), minor_[step], rows_[step], losses_[step].most_first()};
    }
    made.unmapped_cash_share =
        cash_ == 0 ? 0.0 : static_cast<double>(unmapped_cash_) / static_cast<double>(cash_);
  }

 private:
  std::array<std::int64_t, kMoneySteps> minor_{};
  std::array<std::uint64_t, kMoneySteps> rows_{};
  std::array<Losses, kMoneySteps> losses_;
  std::int64_t cash_ = 0;
  std::int64_t unmapped_cash_ = 0;
};

std::map<TacticMarket, TacticCost> costs_by_key(const plan::Plan& plan,
                                                const std::vector<CostLine>& lines,
                                                const Standings* standings) {
  std::map<TacticMarket, TacticCost> costs;
  for (const CostLine& line : lines) {
    const plan::Tactic* tactic = tactic_of(plan, line);
    if (tactic == nullptr) {
      continue;
    }
    const std::string& id = tactic->head.id.value;
    const TacticStanding* standing = standings ? standings->find(id, line.market) : nullptr;
    TacticCost& cost = costs[{id, standing != nullptr ? standing->market : line.market}];
    cost.tactic = id;
    cost.market = standing != nullptr ? standing->market : line.market;
    cost.cash += line.cash;
    cost.labour += line.labour;
    cost.hours += line.hours;
    cost.rows += line.rows;
  }
  return costs;
}

bool has_more(const CostLine& a, const CostLine& b) {
  const auto key = [](const CostLine& line) {
    return std::tuple(-line.full(),
                      std::string_view(line.what),
                      std::string_view(line.channel),
                      std::string_view(line.market),
                      std::string_view(line.id));
  };
  return key(a) < key(b);
}

}  // namespace

std::int64_t cost_of_hours(double hours, std::int64_t price_minor) {
  return std::llround(hours * static_cast<double>(price_minor));
}

std::vector<TacticCost> cost_by_tactic(const plan::Plan& plan, const std::vector<CostLine>& lines) {
  std::vector<TacticCost> all;
  for (auto& [key, cost] : costs_by_key(plan, lines, nullptr)) {
    all.push_back(cost);
  }
  std::ranges::stable_sort(all, {}, [&](const TacticCost& cost) {
    const auto node = plan.find(cost.tactic);
    return node ? node->index : plan.tactics.size();
  });
  return all;
}

Waterfall waterfall(const plan::Plan& plan,
                    const std::vector<CostLine>& lines,
                    const std::vector<TacticStanding>& standings,
                    const Thresholds& thresholds) {
  const plan::Lines links(plan);
  const Standings known(standings);
  const auto costs = costs_by_key(plan, lines, &known);
  const auto reach_of_line = [&](const CostLine& line, const plan::Tactic* tactic) -> Reach {
    if (tactic == nullptr) {
      return {MoneyStep::Spent, line.node ? MoneyLoss::ProgrammeOnly : MoneyLoss::NoTactic};
    }
    const std::string& id = tactic->head.id.value;
    if (!links.reaches_goal(id)) {
      return {MoneyStep::Spent, MoneyLoss::NoGoal};
    }
    const TacticStanding* standing = known.find(id, line.market);
    return standing == nullptr ? Reach{MoneyStep::Mapped, MoneyLoss::NoEstimate}
                               : reach_of(*standing, costs.at({id, standing->market}).full());
  };
  Sums sums;
  Waterfall made;
  for (const CostLine& line : lines) {
    const plan::Tactic* tactic = tactic_of(plan, line);
    const Reach reach = reach_of_line(line, tactic);
    sums.add(line, tactic == nullptr ? std::string() : tactic->head.id.value, reach);
    made.reached.push_back(reach.step);
    if (reach.step == MoneyStep::Spent) {
      made.no_reason.push_back(line);
    }
  }
  sums.fill(made);
  std::ranges::stable_sort(made.no_reason, has_more);
  made.unmapped_too_much = made.unmapped_cash_share > thresholds.unmapped_share;
  return made;
}

Result<Reconciliation> reconcile(std::int64_t ledger,
                                 std::int64_t tactics,
                                 std::int64_t unmapped,
                                 const Thresholds& thresholds) {
  Reconciliation made{ledger, tactics, unmapped, 0.0};
  const std::int64_t apart = ledger - tactics - unmapped;
  if (apart != 0) {
    made.off =
        ledger == 0 ? 1.0 : std::fabs(static_cast<double>(apart) / static_cast<double>(ledger));
  }
  if (!(made.off <= thresholds.reconcile_share)) {
    return fail(
        ErrorCode::CorruptData,
        fmt::format("the ledger holds {} minor units, the page {} in tactics and {} outside "
                    "them: {:.2f}% apart",
                    ledger,
                    tactics,
                    unmapped,
                    100.0 * made.off),
        "import the cost sources again and run; if it stays, report it");
  }
  return made;
}

}  // namespace throughline::evidence
