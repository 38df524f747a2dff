#include "evidence/judging.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "evidence/gather.hpp"
#include "evidence/stop_rules.hpp"
#include "schema/level.hpp"

namespace throughline::evidence {
namespace {

/// What the tactics below each node bring per cost, by market.
class PerCost {
 public:
  PerCost(const std::vector<JudgedTactic>& tactics, const plan::Lines& lines) : lines_(lines) {
    for (const JudgedTactic& tactic : tactics) {
      for (const MarketJudgement& market : tactic.markets) {
        if (market.per_cost) {
          add(tactic.tactic, market);
        }
      }
    }
  }

  // The sibling in that market whose lower bound is the highest at a level; nothing if none is
  // known.
  [[nodiscard]] std::vector<SiblingValue> best_beside(const MarketJudgement& market,
                                                      double level) const {
    std::optional<SiblingValue> best;
    for (const plan::Step& up : lines_.parents(market.inputs.tactic)) {
      const auto values = below_.find({up.parent, market.market});
      for (const SiblingValue& value :
           values == below_.end() ? std::span<const SiblingValue>() : std::span(values->second)) {
        const schema::Interval per_cost = schema::rescale_level(value.per_cost, level);
        if (value.tactic != market.inputs.tactic && (!best || per_cost.low > best->per_cost.low)) {
          best = SiblingValue{value.tactic, per_cost};
        }
      }
    }
    return best ? std::vector{*best} : std::vector<SiblingValue>{};
  }

 private:
  void add(const std::string& tactic, const MarketJudgement& market) {
    for (const plan::Step& up : lines_.parents(tactic)) {
      below_[{up.parent, market.market}].push_back({tactic, *market.per_cost});
    }
  }

  const plan::Lines& lines_;
  std::map<std::pair<std::string, std::string>, std::vector<SiblingValue>> below_;
};

StopInputs stop_inputs_of(const MarketJudgement& market,
                          const PerCost& others,
                          const Observed& observed,
                          double level) {
  StopInputs inputs{.per_cost = market.per_cost, .guardrails = market.inputs.guardrails};
  const auto marginal = observed.marginal.find({market.inputs.tactic, market.market});
  if (marginal != observed.marginal.end()) {
    inputs.marginal = schema::rescale_level(marginal->second, level);
  }
  inputs.siblings = others.best_beside(market, level);
  return inputs;
}

void add_stops(JudgedTactic& judged,
               const plan::Tactic& tactic,
               const PerCost& others,
               const Observed& observed,
               const Thresholds& thresholds) {
  if (!tactic.decide) {
    return;
  }
  for (MarketJudgement& market : judged.markets) {
    const double level = level_on(observed.as_of, market.inputs.dates, thresholds);
    const StopInputs inputs = stop_inputs_of(market, others, observed, level);
    for (const plan::Placed<plan::StopWhen>& rule : tactic.decide->stop_when) {
      market.inputs.stops.push_back(stop_facts(rule.value, inputs));
    }
  }
}

std::optional<double> change_of(const plan::Plan& plan,
                                const plan::Tactic& tactic,
                                const VerdictInputs& inputs) {
  if (!inputs.deciding || !tactic.hypothesis || !tactic.hypothesis->change) {
    return std::nullopt;
  }
  const auto change = delta_on_scale_of(inputs.deciding->effect, tactic.hypothesis->change->value);
  const bool down = better_of(plan, inputs.metric) == plan::Better::Down;
  return change && down ? std::optional(-*change) : change;
}

void conclude(JudgedTactic& judged, const plan::Plan& plan, const plan::Tactic& tactic) {
  const auto rule = rule_of(tactic);
  for (MarketJudgement& market : judged.markets) {
    market.judgement = judge(market.inputs);
    if (rule) {
      market.proposal =
          propose(*rule,
                  market.inputs,
                  market.judgement,
                  {.change = change_of(plan, tactic, market.inputs), .per_cost = market.per_cost});
    }
  }
}

schema::Grade best_grade_of(const Weighing& weighing) {
  schema::Grade best = schema::Grade::None;
  for (const Weighed& weighed : weighing.all) {
    if (best == schema::Grade::None || weighed.grade < best) {
      best = weighed.grade;
    }
  }
  return best;
}

bool is_expired(const plan::Tactic& tactic, CivilDate as_of) {
  return tactic.unscalable && tactic.unscalable->is && tactic.unscalable->expires &&
         days_from_civil(tactic.unscalable->expires->value) < days_from_civil(as_of);
}

}  // namespace

std::optional<plan::Verdict> JudgedTactic::pooled() const {
  std::vector<plan::Verdict> verdicts;
  for (const MarketJudgement& market : markets) {
    verdicts.push_back(market.judgement.verdict);
  }
  return pooled_verdict(verdicts);
}

std::vector<JudgedTactic> judge_plan(const plan::Plan& plan,
                                     const plan::Lines& lines,
                                     const Observed& observed,
                                     const Thresholds& thresholds) {
  std::vector<JudgedTactic> judged;
  std::vector<const plan::Tactic*> tactics;
  for (const plan::Tactic& tactic : plan.tactics) {
    if (tactic.status.value == plan::Status::Draft) {
      continue;
    }
    JudgedTactic made{.tactic = tactic.head.id.value,
                      .markets = {},
                      .expired = is_expired(tactic, observed.as_of)};
    for (const Place& place : places_of(tactic, lines, observed)) {
      made.markets.push_back(gathered(plan, place, observed, thresholds));
    }
    judged.push_back(std::move(made));
    tactics.push_back(&tactic);
  }
  const PerCost others(judged, lines);
  for (std::size_t i = 0; i < judged.size(); ++i) {
    add_stops(judged[i], *tactics[i], others, observed, thresholds);
  }
  for (std::size_t i = 0; i < judged.size(); ++i) {
    conclude(judged[i], plan, *tactics[i]);
  }
  return judged;
}

std::vector<TacticStanding> standings_of(const std::vector<JudgedTactic>& tactics) {
  std::vector<TacticStanding> all;
  for (const JudgedTactic& tactic : tactics) {
    for (const MarketJudgement& market : tactic.markets) {
      TacticStanding standing{.tactic = tactic.tactic,
                              .market = market.market,
                              .kind = market.inputs.kind,
                              .verdict = market.judgement.verdict};
      standing.grade = best_grade_of(market.weighing);
      if (market.inputs.deciding) {
        standing.deciding = market.inputs.deciding->grade;
      }
      if (market.worth) {
        standing.worth_low = market.worth->low;
      }
      all.push_back(std::move(standing));
    }
  }
  return all;
}

const JudgedTactic* find_judged(const std::vector<JudgedTactic>& tactics, std::string_view id) {
  const auto found = std::ranges::find(tactics, id, &JudgedTactic::tactic);
  return found == tactics.end() ? nullptr : &*found;
}

}  // namespace throughline::evidence
