#include "evidence/judging.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "evidence/gather.hpp"
#include "evidence/stop_rules.hpp"
#include "schema/level.hpp"

namespace throughline::evidence {
namespace {

std::set<std::string> siblings_of(const std::string& tactic, const plan::Lines& lines) {
  std::set<std::string> siblings;
  for (const plan::Step& up : lines.parents(tactic)) {
    for (const plan::Step& down : lines.children(up.parent)) {
      siblings.insert(down.child);
    }
  }
  siblings.erase(tactic);
  return siblings;
}

std::optional<schema::Interval> per_cost_in(const JudgedTactic* tactic, const std::string& market) {
  if (tactic == nullptr) {
    return std::nullopt;
  }
  const auto found = std::ranges::find(tactic->markets, market, &MarketJudgement::market);
  return found == tactic->markets.end() ? std::nullopt : found->per_cost;
}

StopInputs stop_inputs_of(const MarketJudgement& market,
                          const std::vector<JudgedTactic>& tactics,
                          const plan::Lines& lines,
                          const Observed& observed,
                          double level) {
  StopInputs inputs{.per_cost = market.per_cost, .guardrails = market.inputs.guardrails};
  const auto marginal = observed.marginal.find({market.inputs.tactic, market.market});
  if (marginal != observed.marginal.end()) {
    inputs.marginal = schema::rescale_level(marginal->second, level);
  }
  for (const std::string& id : siblings_of(market.inputs.tactic, lines)) {
    if (const auto theirs = per_cost_in(find_judged(tactics, id), market.market)) {
      inputs.siblings.push_back({id, schema::rescale_level(*theirs, level)});
    }
  }
  return inputs;
}

void add_stops(JudgedTactic& judged,
               const plan::Tactic& tactic,
               const std::vector<JudgedTactic>& tactics,
               const plan::Lines& lines,
               const Observed& observed,
               const Thresholds& thresholds) {
  if (!tactic.decide) {
    return;
  }
  for (MarketJudgement& market : judged.markets) {
    const double level = level_on(observed.as_of, market.inputs.dates, thresholds);
    const StopInputs inputs = stop_inputs_of(market, tactics, lines, observed, level);
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
  for (std::size_t i = 0; i < judged.size(); ++i) {
    add_stops(judged[i], *tactics[i], judged, lines, observed, thresholds);
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
