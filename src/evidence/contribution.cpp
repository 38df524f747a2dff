#include "evidence/contribution.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "evidence/gather.hpp"

namespace throughline::evidence {
namespace {

using plan::Verdict;
using schema::Grade;

Question question_on(const plan::Plan& plan,
                     const plan::Tactic& tactic,
                     std::string_view metric,
                     const MarketJudgement& market,
                     const Observed& observed) {
  Question question = question_of(plan, tactic, std::string(metric), market.estimates_on, observed);
  if (market.inputs.metric != metric) {
    question.lock = {};
  }
  return question;
}

std::optional<LeftOutWhy> barred_by_verdict(const MarketJudgement& market,
                                            std::string_view metric) {
  if (market.judgement.verdict == Verdict::Void) {
    return LeftOutWhy::Void;
  }
  return market.judgement.verdict == Verdict::Unmeasured && market.inputs.metric == metric
             ? std::optional(LeftOutWhy::Unmeasured)
             : std::nullopt;
}

std::optional<LeftOutWhy> barred_by_estimate(const Weighed* deciding, bool same_metric) {
  if (deciding == nullptr) {
    return same_metric ? LeftOutWhy::NoEstimate : LeftOutWhy::OtherMetric;
  }
  if (deciding->grade == Grade::E) {
    return LeftOutWhy::OnlyAnecdote;
  }
  return deciding->effect.scale == schema::Scale::Relative ? std::optional(LeftOutWhy::StaysAShare)
                                                           : std::nullopt;
}

/// Collects what the markets of a tactic added.
class Collector {
 public:
  Collector(const plan::Plan& plan,
            std::string_view metric,
            const Observed& observed,
            const KeptShares& kept,
            const Thresholds& thresholds)
      : plan_(plan), metric_(metric), observed_(observed), kept_(kept), thresholds_(thresholds) {}

  void add(const plan::Tactic& tactic, const MarketJudgement& market) {
    const std::string& id = tactic.head.id.value;
    const Question question = question_on(plan_, tactic, metric_, market, observed_);
    const Weighing weighing =
        weigh(observed_.estimates, question, thresholds_.level, observed_.draws);
    const Weighed* deciding = weighing.deciding();
    auto why = barred_by_verdict(market, metric_);
    if (!why) {
      why = barred_by_estimate(deciding, market.inputs.metric == metric_);
    }
    if (why) {
      made_.left_out.push_back({id, market.market, *why});
    } else {
      made_.all.push_back(contribution(id, market.market, *deciding, question.better));
    }
  }

  Contributions take() { return std::move(made_); }

 private:
  Contribution contribution(const std::string& tactic,
                            const std::string& market,
                            const Weighed& deciding,
                            plan::Better better) const {
    const schema::Estimate& estimate = observed_.estimates[deciding.index];
    const auto share = kept_.find(tactic);
    const bool whole = deciding.grade == Grade::A || deciding.grade == Grade::B;
    Contribution made{.tactic = tactic,
                      .market = market,
                      .grade = deciding.grade,
                      .kept = whole || share == kept_.end() ? 1.0 : share->second,
                      .estimate = estimate.id};
    made.interval = times(deciding.effect.interval, made.kept);
    if (const auto draws = observed_.draws.find(estimate.id); draws != observed_.draws.end()) {
      made.draws = turned_draws(draws->second, estimate.effect, better);
      std::ranges::for_each(made.draws, [&](double& draw) { draw *= made.kept; });
    }
    return made;
  }

  const plan::Plan& plan_;
  std::string_view metric_;
  const Observed& observed_;
  const KeptShares& kept_;
  const Thresholds& thresholds_;
  Contributions made_;
};

// One effect that two tactics claim stands in a sum once: at the tactic that measures it.
Contributions counted_once(Contributions given, const plan::Plan& plan) {
  std::set<TacticMarket> counted;
  for (const Contribution& one : given.all) {
    counted.emplace(one.tactic, one.market);
  }
  Contributions made{.left_out = std::move(given.left_out)};
  for (Contribution& one : given.all) {
    const plan::Tactic* tactic = plan.tactic(one.tactic);
    const std::string other = tactic == nullptr ? "" : known_by(*tactic);
    if (!other.empty() && other != one.tactic && counted.contains({other, one.market})) {
      made.left_out.push_back({one.tactic, one.market, LeftOutWhy::CountedElsewhere});
      counted.erase({one.tactic, one.market});  // so that two that name each other do not both go
    } else {
      made.all.push_back(std::move(one));
    }
  }
  return made;
}

}  // namespace

std::string known_by(const plan::Tactic& tactic) {
  constexpr std::string_view kMeasureOf = ".measure";
  const std::string know = tactic.q && tactic.q->know ? tactic.q->know->value : "";
  return know.ends_with(kMeasureOf) ? know.substr(0, know.size() - kMeasureOf.size()) : "";
}

KeptShares kept_shares(const plan::Plan& plan, const std::vector<plan::NodeTally>& nodes) {
  KeptShares kept;
  for (const plan::NodeTally& tally : nodes) {
    if (tally.node.type == plan::NodeType::Tactic) {
      kept.emplace(plan.tactics[tally.node.index].head.id.value, tally.kept_share());
    }
  }
  return kept;
}

Contributions contributions_on(const plan::Plan& plan,
                               std::string_view metric,
                               const std::vector<JudgedTactic>& tactics,
                               const Observed& observed,
                               const KeptShares& kept,
                               const Thresholds& thresholds) {
  Collector collector(plan, metric, observed, kept, thresholds);
  for (const JudgedTactic& judged : tactics) {
    const plan::Tactic* tactic = plan.tactic(judged.tactic);
    for (const MarketJudgement& market : judged.markets) {
      if (tactic != nullptr) {
        collector.add(*tactic, market);
      }
    }
  }
  return counted_once(collector.take(), plan);
}

Contributions only_of(const Contributions& contributions, const std::vector<std::string>& tactics) {
  const std::set<std::string> wanted(tactics.begin(), tactics.end());
  Contributions made;
  std::ranges::copy_if(contributions.all,
                       std::back_inserter(made.all),
                       [&](const Contribution& one) { return wanted.contains(one.tactic); });
  std::ranges::copy_if(contributions.left_out,
                       std::back_inserter(made.left_out),
                       [&](const LeftOut& one) { return wanted.contains(one.tactic); });
  return made;
}

}  // namespace throughline::evidence
