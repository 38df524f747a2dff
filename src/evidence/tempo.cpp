#include "evidence/tempo.hpp"

#include <map>

namespace throughline::evidence {
namespace {

using plan::Verdict;

bool is_conclusive(Verdict verdict) {
  return verdict == Verdict::Working || verdict == Verdict::NotWorking ||
         verdict == Verdict::Harmful;
}

bool is_within(const std::optional<CivilDate>& day, CivilDate from, CivilDate until) {
  return day && days_from_civil(*day) >= days_from_civil(from) &&
         days_from_civil(*day) <= days_from_civil(until);
}

void count(Tempo& tempo, const MarketJudgement& market) {
  const Verdict verdict = market.judgement.verdict;
  ++tempo.ended;
  tempo.conclusive += is_conclusive(verdict) ? 1U : 0U;
  tempo.won += verdict == Verdict::Working ? 1U : 0U;
  tempo.cost += market.cost.value_or(0);
}

double months_between(CivilDate from, CivilDate until) {
  constexpr double kDaysAMonth = 365.2425 / 12.0;
  return static_cast<double>(days_from_civil(until) - days_from_civil(from) + 1) / kDaysAMonth;
}

}  // namespace

std::vector<Tempo> tempo_by_market(const std::vector<JudgedTactic>& tactics,
                                   CivilDate from,
                                   CivilDate until) {
  std::map<std::string, Tempo> by_market;
  for (const JudgedTactic& tactic : tactics) {
    for (const MarketJudgement& market : tactic.markets) {
      if (market.inputs.aim != Aim::Effect) {
        continue;
      }
      Tempo& tempo = by_market[market.market];
      if (market.judgement.verdict == Verdict::TooEarly) {
        ++tempo.running;
      } else if (is_within(market.inputs.dates.by, from, until)) {
        count(tempo, market);
      }
    }
  }
  const double months = months_between(from, until);
  std::vector<Tempo> all;
  for (auto& [market, tempo] : by_market) {
    tempo.market = market;
    tempo.ended_a_month = months > 0.0 ? static_cast<double>(tempo.ended) / months : 0.0;
    all.push_back(tempo);
  }
  return all;
}

}  // namespace throughline::evidence
