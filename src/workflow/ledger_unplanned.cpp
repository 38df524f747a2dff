#include <algorithm>

#include "evidence/feeds.hpp"
#include "plan/match.hpp"
#include "workflow/bound_signals.hpp"
#include "workflow/ledger_names.hpp"
#include "workflow/ledger_parts.hpp"

namespace throughline::workflow {
namespace {

views::Unplanned row_of(const views::SignalRow& signal) {
  return {.figure = signal.figure,
          .name = signal.name,
          .kind = signal.kind,
          .sources = std::max<std::uint64_t>(1, signal.members.size()),
          .engaged = signal.engaged,
          .better = signal.better,
          .engaged_visits = signal.engaged_visits,
          .months_since_seen = signal.months_since_seen,
          .trend = signal.trend};
}

std::vector<std::string> spoiled_by(const JudgedPlan& judged, const std::string& dataset) {
  std::vector<std::string> ids;
  for (const evidence::JudgedTactic& tactic : judged.tactics) {
    for (const evidence::MarketJudgement& market : tactic.markets) {
      const bool spoils =
          std::ranges::any_of(market.inputs.feeds, [&](const evidence::FeedFacts& feed) {
            return feed.dataset == dataset && feed.state != evidence::FeedState::Fresh;
          });
      if (spoils && (ids.empty() || ids.back() != tactic.tactic)) {
        ids.push_back(tactic.tactic);
      }
    }
  }
  return ids;
}

void fill_stale(const JudgedPlan& judged, views::Ledger& ledger) {
  for (const plan::Dataset& dataset : judged.plan().datasets) {
    const std::string& id = dataset.head.id.value;
    const evidence::FeedFacts facts = evidence::feed_of(dataset, judged.observed, std::nullopt);
    if (facts.state == evidence::FeedState::Fresh) {
      continue;
    }
    views::StaleDataset row{.id = id, .source = dataset.source ? dataset.source->value : ""};
    if (facts.newest) {
      row.newest = judged.observed.zone.date_of(*facts.newest);
      const Seconds end = judged.observed.zone.start_of(
          civil_from_days(days_from_civil(judged.observed.as_of) + 1));
      row.hours_old = static_cast<int>((end - *facts.newest) / 3600);
    }
    row.spoils = spoiled_by(judged, id);
    ledger.stale.push_back(std::move(row));
  }
}

}  // namespace

void fill_unplanned(const JudgedPlan& judged,
                    std::span<const views::SignalRow> signals,
                    views::Ledger& ledger) {
  const plan::Matcher matcher(judged.plan());
  ledger.signals = signals.size();
  for (const views::SignalRow& signal : signals) {
    if (!node_of(matcher, signal)) {
      ledger.unplanned.push_back(row_of(signal));
    }
  }
  std::ranges::stable_sort(ledger.unplanned, [](const auto& a, const auto& b) {
    return a.engaged_visits > b.engaged_visits;
  });
  fill_stale(judged, ledger);
}

}  // namespace throughline::workflow
