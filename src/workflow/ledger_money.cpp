#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>

#include "evidence/mix.hpp"
#include "plan/words.hpp"
#include "workflow/ledger_names.hpp"
#include "workflow/ledger_parts.hpp"

namespace throughline::workflow {
namespace {

using evidence::CostLine;
using views::Ledger;

constexpr std::array<std::string_view, views::kMoneySteps> kStepNames = {
    "spent", "mapped", "measured", "tested", "paying"};

void fill_waterfall(const JudgedPlan& judged, Ledger& ledger) {
  for (std::size_t i = 0; i < views::kMoneySteps; ++i) {
    const evidence::WaterfallStep& step = judged.waterfall.steps[i];
    views::WaterfallStep& shown = ledger.waterfall[i];
    shown.step = static_cast<views::MoneyStep>(i);
    shown.money = {views::money_figure(kStepNames[i]), step.rows, step.minor};
    for (const evidence::LostMoney& lost : step.lost) {
      shown.lost.minor += lost.minor;
      if (!lost.tactic.empty()) {
        shown.lost.tactics.push_back(lost.tactic);
      }
    }
  }
}

// One row for all lines of a name in a market, whatever channel they were paid in.
void fill_no_reason(const JudgedPlan& judged, Ledger& ledger) {
  std::map<std::pair<std::string, std::string>, views::UnmappedRow> rows;
  for (const CostLine& line : judged.waterfall.no_reason) {
    views::UnmappedRow& row = rows[{line.what, line.market}];
    row.what = line.what;
    row.market = market_name(judged.plan(), line.market);
    row.money.figure = views::money_figure(fmt::format("unmapped:{}:{}", line.market, line.what));
    row.money.rows += line.rows;
    row.money.minor += line.full();
    ledger.unmapped.rows += line.rows;
    ledger.unmapped.minor += line.full();
  }
  ledger.unmapped.figure = views::money_figure("unmapped");
  ledger.unmapped_cash = judged.waterfall.unmapped_cash_share;
  for (auto& [key, row] : rows) {
    ledger.no_reason.push_back(std::move(row));
  }
  std::ranges::stable_sort(
      ledger.no_reason, [](const auto& a, const auto& b) { return a.money.minor > b.money.minor; });
}

template <class Key>
class MoneyBy {
 public:
  void add(Key key, const std::string& tactic, const evidence::TacticCost& cost) {
    Entry& entry = entries_[key];
    entry.rows += cost.rows;
    entry.minor += cost.full();
    entry.tactics.insert(tactic);
  }

  struct Entry {
    std::uint64_t rows = 0;
    std::int64_t minor = 0;
    std::set<std::string> tactics;
  };

  [[nodiscard]] const std::map<Key, Entry>& entries() const { return entries_; }

 private:
  std::map<Key, Entry> entries_;
};

views::FigureId named_figure(views::FigureId::Subject subject, std::string_view name) {
  return {.subject = subject, .name = std::string(name)};
}

void fill_by_verdict(const JudgedPlan& judged, Ledger& ledger) {
  MoneyBy<plan::Verdict> money;
  for (const evidence::TacticCost& cost : judged.observed.costs) {
    if (const auto* const found = judged.judgement(cost.tactic, cost.market)) {
      money.add(found->judgement.verdict, cost.tactic, cost);
    }
  }
  for (const auto& [verdict, entry] : money.entries()) {
    ledger.by_verdict.push_back(
        {.verdict = verdict,
         .money = {named_figure(views::FigureId::Subject::Verdict, plan::name_of(verdict)),
                   entry.rows,
                   entry.minor},
         .tactics = entry.tactics.size()});
  }
}

std::uint64_t rows_of(const JudgedPlan& judged, const std::vector<std::string>& tactics) {
  std::uint64_t rows = 0;
  for (const evidence::TacticCost& cost : judged.observed.costs) {
    rows += std::ranges::find(tactics, cost.tactic) != tactics.end() ? cost.rows : 0;
  }
  return rows;
}

void fill_by_mode(const JudgedPlan& judged, Ledger& ledger) {
  for (const evidence::ModeMoney& part :
       evidence::money_by_mode(judged.plan(), judged.observed.costs)) {
    ledger.by_mode.push_back(
        {.mode = part.mode,
         .money = {named_figure(views::FigureId::Subject::Mode,
                                part.mode ? plan::name_of(*part.mode) : std::string_view("none")),
                   rows_of(judged, part.tactics),
                   part.minor},
         .tactics = part.tactics.size()});
  }
}

void fill_exploration(const JudgedPlan& judged, Ledger& ledger) {
  const evidence::Exploration found =
      evidence::exploration(judged.plan(), judged.observed.costs, judged.thresholds);
  if (found.aligned + found.explored > 0) {
    ledger.exploration =
        views::Exploration{.aligned = {views::money_figure("mapped"), 0, found.aligned},
                           .explored = {views::money_figure("mapped"), 0, found.explored},
                           .reserved = found.reserved};
  }
}

Result<void> fill_reconciliation(const JudgedPlan& judged, Ledger& ledger) {
  std::int64_t in_plan = 0;
  std::uint64_t rows = 0;
  for (const CostLine& line : judged.bound.costs.lines) {
    in_plan += line.node ? line.full() : 0;
    rows += line.rows;
  }
  std::int64_t outside = 0;
  for (const CostLine& line : judged.bound.costs.lines) {
    outside += line.node ? 0 : line.full();
  }
  TL_TRY(const evidence::Reconciliation held,
         evidence::reconcile(judged.bound.costs.ledger, in_plan, outside, judged.thresholds));
  ledger.reconciliation = {.ledger = {views::money_figure("spent"), rows, held.ledger},
                           .tactics = held.tactics,
                           .unmapped = held.unmapped,
                           .off = held.off};
  return {};
}

}  // namespace

Result<void> fill_money(const JudgedPlan& judged, Ledger& ledger) {
  fill_waterfall(judged, ledger);
  fill_no_reason(judged, ledger);
  fill_by_verdict(judged, ledger);
  fill_by_mode(judged, ledger);
  fill_exploration(judged, ledger);
  return fill_reconciliation(judged, ledger);
}

}  // namespace throughline::workflow
