#include "evidence/mix.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <set>

namespace throughline::evidence {
namespace {

using Codes = std::set<plan::ReasonCode>;

std::map<std::string, std::int64_t> cost_by_id(const std::vector<TacticCost>& costs) {
  std::map<std::string, std::int64_t> by_id;
  for (const TacticCost& cost : costs) {
    by_id[cost.tactic] += cost.full();
  }
  return by_id;
}

double share_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::int64_t sum_of(const std::map<std::string, std::int64_t>& costs) {
  std::int64_t sum = 0;
  for (const auto& [id, cost] : costs) {
    sum += cost;
  }
  return sum;
}

const std::vector<plan::Reason>* reasons_of(const plan::Plan& plan, std::string_view id) {
  if (const plan::Tactic* tactic = plan.tactic(id); tactic != nullptr) {
    return &tactic->because;
  }
  const plan::Strategy* strategy = plan.strategy(id);
  return strategy == nullptr ? nullptr : &strategy->because;
}

Codes codes_of(const plan::Plan& plan, const plan::Lines& lines, const std::string& tactic) {
  std::vector<std::string> ids = lines.above(tactic);
  ids.insert(ids.begin(), tactic);
  for (const std::string& id : ids) {
    const std::vector<plan::Reason>* reasons = reasons_of(plan, id);
    if (reasons != nullptr && !reasons->empty()) {
      Codes codes;
      for (const plan::Reason& reason : *reasons) {
        codes.insert(reason.code.value);
      }
      return codes;
    }
  }
  return {};
}

bool is_weak(plan::ReasonCode code) {
  return code == plan::ReasonCode::Competitor || code == plan::ReasonCode::Fashion ||
         code == plan::ReasonCode::Request;
}

// Evenly; what does not divide goes to the strongest, so that nothing is lost.
void split_among(const Codes& codes,
                 std::int64_t cost,
                 std::map<plan::ReasonCode, std::int64_t>& by_code) {
  const auto n = static_cast<std::int64_t>(codes.size());
  std::int64_t rest = cost % n;
  for (const plan::ReasonCode code : codes) {
    by_code[code] += cost / n + rest;
    rest = 0;
  }
}

bool explores(const plan::Tactic& tactic) {
  const bool early = tactic.stage && tactic.stage->value != plan::Stage::Scale;
  return early || (tactic.unscalable && tactic.unscalable->is);
}

double reserved_share(const plan::Plan& plan, double otherwise) {
  double amounts = 0.0;
  double reserved = 0.0;
  const auto add = [&](const std::optional<plan::Budget>& budget) {
    if (budget && budget->amount) {
      const auto amount = static_cast<double>(budget->amount->value.minor);
      amounts += amount;
      reserved += amount * budget->explore.value.value;
    }
  };
  for (const plan::Strategy& strategy : plan.strategies) {
    add(strategy.budget);
  }
  return amounts > 0.0 ? reserved / amounts : otherwise;
}

}  // namespace

std::vector<ModeMoney> money_by_mode(const plan::Plan& plan, const std::vector<TacticCost>& costs) {
  const auto by_id = cost_by_id(costs);
  const std::int64_t whole = sum_of(by_id);
  constexpr std::size_t kModes = 4;
  std::array<ModeMoney, kModes + 1> all;  // the last one holds what names no mode
  for (std::size_t i = 0; i < kModes; ++i) {
    all[i].mode = static_cast<plan::Mode>(i);
  }
  for (const plan::Tactic& tactic : plan.tactics) {
    const auto cost = by_id.find(tactic.head.id.value);
    if (cost != by_id.end()) {
      ModeMoney& money = all[tactic.mode ? static_cast<std::size_t>(tactic.mode->value) : kModes];
      money.minor += cost->second;
      money.tactics.push_back(cost->first);
    }
  }
  std::vector<ModeMoney> occurring;
  for (ModeMoney& money : all) {
    money.share = share_of(money.minor, whole);
    if (!money.tactics.empty()) {
      occurring.push_back(std::move(money));
    }
  }
  return occurring;
}

ReasonSplit money_by_reason(const plan::Plan& plan,
                            const plan::Lines& lines,
                            const std::vector<TacticCost>& costs) {
  const auto by_id = cost_by_id(costs);
  std::map<plan::ReasonCode, std::int64_t> by_code;
  std::int64_t without = 0;
  ReasonSplit made;
  for (const auto& [id, cost] : by_id) {
    const Codes codes = codes_of(plan, lines, id);
    if (codes.empty()) {
      without += cost;
      continue;
    }
    split_among(codes, cost, by_code);
    if (std::ranges::all_of(codes, is_weak)) {
      made.weak.push_back({id, cost});
    }
  }
  const std::int64_t whole = sum_of(by_id);
  for (const auto& [code, minor] : by_code) {
    made.by_code.push_back({code, minor, share_of(minor, whole)});
  }
  if (without != 0) {
    made.by_code.push_back({std::nullopt, without, share_of(without, whole)});
  }
  std::ranges::stable_sort(made.weak, std::greater{}, &WeakReason::minor);
  return made;
}

Exploration exploration(const plan::Plan& plan,
                        const std::vector<TacticCost>& costs,
                        const Thresholds& thresholds) {
  Exploration made;
  for (const auto& [id, cost] : cost_by_id(costs)) {
    const plan::Tactic* tactic = plan.tactic(id);
    (tactic != nullptr && explores(*tactic) ? made.explored : made.aligned) += cost;
  }
  made.share = share_of(made.explored, made.explored + made.aligned);
  made.reserved = reserved_share(plan, thresholds.explore_share);
  if (made.explored + made.aligned == 0) {
    return made;
  }
  if (made.explored == 0) {
    made.findings.emplace_back(
        "all money goes into what is held to be known; put some into a tactic at stage seed or "
        "test");
  } else if (made.share < made.reserved) {
    made.findings.push_back(
        fmt::format("{:.1f}% of the money finds something out, {:.1f}% is set "
                    "aside for it",
                    100.0 * made.share,
                    100.0 * made.reserved));
  }
  return made;
}

}  // namespace throughline::evidence
