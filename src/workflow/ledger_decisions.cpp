#include <algorithm>

#include "evidence/due.hpp"
#include "workflow/ledger_names.hpp"
#include "workflow/ledger_parts.hpp"

namespace throughline::workflow {
namespace {

using views::DecisionDue;

// The same tactic in another market rides on its own money.
views::MoneyFigure rides_of(const JudgedPlan& judged,
                            const std::string& tactic,
                            const evidence::MarketJudgement& market) {
  std::uint64_t rows = 0;
  std::int64_t minor = 0;
  for (const evidence::TacticCost& cost : judged.observed.costs) {
    if (cost.tactic == tactic && (market.market == "all" || cost.market == market.market ||
                                  cost.market.empty() || cost.market == "unknown")) {
      rows += cost.rows;
      minor += cost.full();
    }
  }
  return cost_figure(tactic, rows, minor);
}

DecisionDue row_of(const JudgedPlan& judged,
                   const plan::Tactic& tactic,
                   const evidence::MarketJudgement& market,
                   const evidence::DecisionDue& due) {
  const plan::Decide& decide = *tactic.decide;
  DecisionDue row{.tactic = due.tactic, .name = tactic.head.name(), .by = due.by};
  row.owner = decide.owner ? decide.owner->value
                           : (tactic.head.owner ? tactic.head.owner->value : std::string());
  row.market = market_name(judged.plan(), market.market);
  row.days_over = static_cast<int>(due.days_over);
  row.verdict = market.judgement.verdict;
  row.rule = decide.rule ? decide.rule->value : "";
  row.rides = rides_of(judged, due.tactic, market);
  if (market.proposal) {
    row.clause = market.proposal->decided_by;
    row.proposed = market.proposal->action.did;
    row.at_odds = market.proposal->at_odds != evidence::AtOdds::No;
  }
  return row;
}

bool is_same(const DecisionDue& a, const DecisionDue& b) {
  return a.verdict == b.verdict && a.clause == b.clause && a.proposed == b.proposed;
}

// A row for each market, or one for all of them where there is one thing to decide.
void add_rows(const JudgedPlan& judged,
              const evidence::DecisionDue& due,
              std::vector<DecisionDue>& to) {
  const plan::Tactic& tactic = *judged.plan().tactic(due.tactic);
  std::vector<DecisionDue> rows;
  for (const evidence::MarketJudgement& market :
       evidence::find_judged(judged.tactics, due.tactic)->markets) {
    rows.push_back(row_of(judged, tactic, market, due));
  }
  const bool one =
      std::ranges::all_of(rows, [&](const DecisionDue& row) { return is_same(row, rows.front()); });
  if (one && rows.size() > 1) {
    rows.resize(1);
    rows.front().market.clear();
    rows.front().rides.minor = due.cost;
  }
  std::ranges::move(rows, std::back_inserter(to));
}

}  // namespace

void fill_decisions(const JudgedPlan& judged, views::Ledger& ledger) {
  const evidence::DecisionsDue due =
      evidence::decisions_due(judged.plan(), judged.tactics, judged.observed);
  const auto add = [&](const std::vector<evidence::DecisionDue>& from,
                       std::vector<DecisionDue>& to) {
    for (const evidence::DecisionDue& one : from) {
      add_rows(judged, one, to);
    }
  };
  add(due.now, ledger.due);
  add(due.next, ledger.next);
}

}  // namespace throughline::workflow
