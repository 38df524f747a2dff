#include "workflow/ledger_answers.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "evidence/effect.hpp"
#include "evidence/gather.hpp"
#include "plan/grain.hpp"
#include "workflow/ledger_names.hpp"

namespace throughline::workflow {
namespace {

using views::TreeNode;

const std::optional<plan::Questions>* questions_of(const plan::Plan& plan, const TreeNode& node) {
  if (const plan::Tactic* tactic = plan.tactic(node.id)) {
    return &tactic->q;
  }
  if (const plan::Strategy* strategy = plan.strategy(node.id)) {
    return &strategy->q;
  }
  return nullptr;
}

std::vector<std::string> ids_of(const std::vector<plan::Ref>& refs) {
  std::vector<std::string> ids;
  for (const plan::Ref& ref : refs) {
    ids.push_back(ref.value);
  }
  return ids;
}

std::string_view word_of(plan::Grain grain, bool one) {
  switch (grain) {
    case plan::Grain::Day:
      return one ? "day" : "days";
    case plan::Grain::Week:
      return one ? "week" : "weeks";
    case plan::Grain::Month:
      return one ? "month" : "months";
  }
  return "";
}

// Periods of a metric's grain over which the data of a node tell: those of the estimate that
// decides, or of the whole window for what is summed.
double periods_of(const JudgedPlan& judged, const TreeNode& node, plan::Grain grain) {
  const evidence::JudgedTactic* const tactic = evidence::find_judged(judged.tactics, node.id);
  std::int64_t from = days_from_civil(judged.from);
  std::int64_t to = days_from_civil(judged.until) + 1;
  if (tactic != nullptr) {
    for (const evidence::MarketJudgement& market : tactic->markets) {
      if (const evidence::Weighed* const deciding = market.weighing.deciding()) {
        const schema::Estimate& estimate = judged.observed.estimates[deciding->index];
        from = days_from_civil(estimate.from);
        to = days_from_civil(estimate.to);
        break;
      }
    }
  }
  return static_cast<double>(to - from) / plan::days_in(grain);
}

schema::Interval times(const schema::Interval& interval, double factor) {
  return {interval.value * factor, interval.low * factor, interval.high * factor, interval.level};
}

schema::Interval claim_of(const plan::Business& said) {
  const double value = said.delta->value.value;
  return {value,
          said.low ? said.low->value.value : value,
          said.high ? said.high->value.value : value,
          0.9};
}

// The plan claims so much a period of the metric's grain, the data tell of a stretch of time: the
// claim is stretched to that, so that both stand on one scale, and the unit says how long it is.
void set_claim(const JudgedPlan& judged,
               const plan::Business& said,
               const TreeNode& node,
               views::BusinessAnswer& answer) {
  const plan::Metric* const metric = said.unit ? judged.plan().metric(said.unit->value) : nullptr;
  if (metric != nullptr) {
    answer.unit = metric_name(judged.plan(), said.unit->value);
  }
  // What is said in one metric and measured in another cannot be held side by side.
  if (answer.unit.id != node.metric.id) {
    answer.data.reset();
  }
  const plan::Grain grain = metric == nullptr ? plan::Grain::Week : metric->grain.value;
  const double periods = answer.data ? periods_of(judged, node, grain) : 1.0;
  if (said.delta) {
    answer.plan = times(claim_of(said), periods);
  }
  answer.unit.name += answer.data
                          ? fmt::format(" in {:.0f} {}", periods, word_of(grain, periods < 1.5))
                          : fmt::format(" a {}", word_of(grain, true));
}

views::BusinessAnswer business_of(const JudgedPlan& judged,
                                  const std::optional<plan::Business>& said,
                                  const TreeNode& node) {
  views::BusinessAnswer answer{.unit = node.metric};
  answer.data = node.contribution ? node.contribution : node.estimate;
  answer.status = node.links.empty() ? plan::LinkStatus::Untested : node.links.front().status;
  if (said) {
    answer.answered = true;
    answer.unknown = said->unknown;
    set_claim(judged, *said, node, answer);
  }
  return answer;
}

views::FitsAnswer fits_of(const JudgedPlan& judged, const plan::Fits& fits, const TreeNode& node) {
  views::FitsAnswer answer{.needs = ids_of(fits.needs),
                           .amplifies = ids_of(fits.amplifies),
                           .competes = ids_of(fits.competes),
                           .alone = fits.alone ? fits.alone->value : ""};
  for (const schema::Estimate& estimate : judged.observed.estimates) {
    const schema::About& about = estimate.about;
    if (!about.second.empty() && (about.tactic == node.id || about.second == node.id)) {
      answer.data.push_back(
          {.other = about.tactic == node.id ? about.second : about.tactic,
           .beyond = views::EffectFigure{
               views::evidence_figure(estimate.id), 1, estimate.effect.interval, estimate.grade}});
    }
  }
  return answer;
}

views::LockState state_of(plan::LockState state) {
  switch (state) {
    case plan::LockState::Unlocked:
      return views::LockState::Never;
    case plan::LockState::Locked:
      return views::LockState::Locked;
    case plan::LockState::Changed:
      return views::LockState::Changed;
    case plan::LockState::Broken:
      return views::LockState::Broken;
  }
  return views::LockState::Never;
}

void add_lock(const JudgedPlan& judged, const std::string& id, views::KnowAnswer& answer) {
  const auto found = judged.locks.find(id);
  if (found == judged.locks.end()) {
    return;
  }
  answer.lock = state_of(found->second.state);
  if (found->second.entry) {
    answer.locked_on = found->second.entry->at;
  }
}

void add_stale(const evidence::JudgedTactic& tactic, views::KnowAnswer& answer) {
  for (const evidence::MarketJudgement& market : tactic.markets) {
    for (const evidence::FeedFacts& feed : market.inputs.feeds) {
      if (feed.state != evidence::FeedState::Fresh &&
          std::ranges::find(answer.stale, feed.dataset) == answer.stale.end()) {
        answer.stale.push_back(feed.dataset);
      }
    }
  }
}

views::KnowAnswer know_of(const JudgedPlan& judged,
                          const plan::Tactic& tactic,
                          const TreeNode& node) {
  views::KnowAnswer answer{.answered = tactic.measure && tactic.measure->metric,
                           .metric = node.metric};
  if (tactic.hypothesis && tactic.hypothesis->method) {
    answer.method = tactic.hypothesis->method->value;
  }
  if (tactic.decide) {
    answer.by = tactic.decide->by ? std::optional(tactic.decide->by->value) : std::nullopt;
    answer.rule = tactic.decide->rule ? tactic.decide->rule->value : "";
  }
  add_lock(judged, node.id, answer);
  if (const auto* const judgement = evidence::find_judged(judged.tactics, node.id)) {
    add_stale(*judgement, answer);
    if (!judgement->markets.empty()) {
      answer.min_effect = judgement->markets.front().inputs.min_effect;
    }
  }
  return answer;
}

void add_questions(const JudgedPlan& judged, const plan::Questions& asked, TreeNode& node) {
  node.business = business_of(judged, asked.business, node);
  node.important = views::ImportantAnswer{.plan = asked.important ? asked.important->value : ""};
  node.fits = asked.fits ? fits_of(judged, *asked.fits, node) : views::FitsAnswer{};
}

views::EvidenceRow row_of(const schema::Estimate& estimate,
                          const evidence::Weighed& weighed,
                          const std::string& market) {
  views::EvidenceRow row{.figure = views::evidence_figure(estimate.id),
                         .market = market,
                         .method = estimate.method,
                         .grade = weighed.grade,
                         .interval = weighed.effect.interval,
                         .from = estimate.from,
                         .to = estimate.to,
                         .n = estimate.n,
                         .origin = estimate.origin,
                         .at_odds = weighed.conflicts,
                         .caveats = estimate.caveats};
  for (const evidence::Remark remark : weighed.remarks) {
    row.caveats.emplace_back(evidence::sentence_of(remark));
  }
  return row;
}

}  // namespace

void add_answers(const JudgedPlan& judged, TreeNode& node) {
  const auto* const asked = questions_of(judged.plan(), node);
  if (asked == nullptr) {
    return;
  }
  add_questions(judged, asked->value_or(plan::Questions{}), node);
  if (const plan::Tactic* const tactic = judged.plan().tactic(node.id)) {
    node.know = know_of(judged, *tactic, node);
  } else {
    node.know = views::KnowAnswer{.answered = *asked && (*asked)->know, .metric = node.metric};
  }
}

void add_evidence(const JudgedPlan& judged, TreeNode& node) {
  const evidence::JudgedTactic* const found = evidence::find_judged(judged.tactics, node.id);
  if (found == nullptr) {
    return;
  }
  for (const evidence::MarketJudgement& market : found->markets) {
    const evidence::Weighed* const deciding = market.weighing.deciding();
    for (const evidence::Weighed& weighed : market.weighing.all) {
      views::EvidenceRow row = row_of(judged.observed.estimates[weighed.index],
                                      weighed,
                                      market_name(judged.plan(), market.market));
      row.decides = &weighed == deciding;
      node.evidence.push_back(std::move(row));
    }
  }
}

void add_history(const JudgedPlan& judged, TreeNode& node) {
  const plan::Plan& plan = judged.plan();
  for (const plan::LockEntry& entry : judged.lock.entries) {
    if (entry.id == node.id) {
      node.history.push_back({entry.at,
                              views::HistoryKind::Locked,
                              fmt::format("trial {}", entry.trial),
                              "hypothesis, measure and rule",
                              {},
                              {}});
    }
  }
  for (const plan::Decision& decision : plan.decisions) {
    if (decision.tactic && decision.tactic->value == node.id && decision.on) {
      node.history.push_back({decision.on->value,
                              views::HistoryKind::Decided,
                              decision.head.id.value,
                              decision.why ? decision.why->value : "",
                              decision.verdict.value,
                              decision.did.value});
    }
  }
  for (const plan::Change& change : plan.changes) {
    if (change.node && change.node->value == node.id && change.on) {
      node.history.push_back({change.on->value,
                              views::HistoryKind::Changed,
                              change.head.id.value,
                              change.what ? change.what->value : "",
                              {},
                              {}});
    }
  }
  for (const plan::Learning& learning : plan.learnings) {
    const bool uses = std::ranges::any_of(
        learning.used_by, [&](const plan::Ref& user) { return user.value == node.id; });
    if (uses) {
      node.learnings.push_back(learning.head.id.value);
    }
  }
  std::ranges::stable_sort(node.history, [](const auto& a, const auto& b) {
    return days_from_civil(a.on) < days_from_civil(b.on);
  });
}

}  // namespace throughline::workflow
