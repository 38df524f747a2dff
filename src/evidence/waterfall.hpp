#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "evidence/thresholds.hpp"
#include "plan/model.hpp"
#include "schema/estimate.hpp"

namespace throughline::evidence {

/// Cost rows that are alike: bound to the same node, with the same name, channel and market.
struct CostLine {
  std::string id;       ///< by which its rows are found again
  std::string what;     ///< campaign, tag or role: as people call it
  std::string channel;  ///< "" = none
  std::string market;
  std::optional<plan::NodeRef> node;  ///< to which match binds the rows; absent = to none
  std::uint64_t rows = 0;
  std::int64_t cash = 0;    ///< minor units
  std::int64_t labour = 0;  ///< minor units: hours at the price of their role
  double hours = 0.0;

  [[nodiscard]] std::int64_t full() const { return cash + labour; }
};

/// Hours at the price of an hour, rounded to the nearest minor unit, halves away from zero.
[[nodiscard]] std::int64_t cost_of_hours(double hours, std::int64_t price_minor);

/// What is known of a tactic in one market, as far as money asks.
struct TacticStanding {
  std::string tactic;
  std::string market = "all";  ///< "all" = of every market that has no standing of its own
  std::optional<plan::MetricKind> kind;
  schema::Grade grade = schema::Grade::None;  ///< of the best usable estimate
  schema::Grade deciding = schema::Grade::None;
  std::optional<plan::Verdict> verdict;
  std::optional<double> worth_low;  ///< lower bound x unit margin, minor units
};

enum class MoneyStep : std::uint8_t { Spent, Mapped, Measured, Tested, Paying };
inline constexpr std::size_t kMoneySteps = 5;

/// Why money does not get to a step.
enum class MoneyLoss : std::uint8_t {
  NoTactic,       ///< no pattern fits
  ProgrammeOnly,  ///< a programme's pattern fits, and no tactic's
  NoGoal,         ///< the tactic reaches no goal
  KindTooWeak,    ///< existence or activity is measured
  NoEstimate,     ///< nothing better than an anecdote
  NotTested,      ///< the deciding estimate is below B
  NotWorking,     ///< the verdict is another one
  CostsMore,      ///< lower bound of its worth below its full cost
  NoMargin,       ///< nobody said what a unit is worth
};

/// Money of one tactic (or of none) that a step lost.
struct LostMoney {
  std::string tactic;  ///< "" = none
  MoneyLoss why = MoneyLoss::NoTactic;
  std::int64_t minor = 0;
  std::uint64_t rows = 0;
};

struct WaterfallStep {
  MoneyStep step = MoneyStep::Spent;
  std::int64_t minor = 0;  ///< full cost
  std::uint64_t rows = 0;
  std::vector<LostMoney> lost;  ///< on the way from the step before, most first
};

/// Full cost of a tactic in a market.
struct TacticCost {
  std::string tactic;
  std::string market;
  std::int64_t cash = 0;
  std::int64_t labour = 0;
  double hours = 0.0;
  std::uint64_t rows = 0;

  [[nodiscard]] std::int64_t full() const { return cash + labour; }
};

/// Money from spent to paying, each step part of the one before.
struct Waterfall {
  std::array<WaterfallStep, kMoneySteps> steps;  ///< [MoneyStep]
  std::vector<MoneyStep> reached;                ///< [line] how far each line gets
  std::vector<CostLine> no_reason;   ///< lines that belong to no tactic with a goal, most first
  double unmapped_cash_share = 0.0;  ///< of cash; hours are left out, as in TL011
  bool unmapped_too_much = false;    ///< above the threshold

  [[nodiscard]] const WaterfallStep& at(MoneyStep step) const {
    return steps[static_cast<std::size_t>(step)];
  }
};

/// Adds up full cost by tactic and market, in plan order, then by market.
[[nodiscard]] std::vector<TacticCost> cost_by_tactic(const plan::Plan& plan,
                                                     const std::vector<CostLine>& lines);

/// Runs money down the steps.
///
///   spent     every line
///   mapped    bound to a tactic that reaches a goal
///   measured  its metric is response or outcome, and it has an estimate of grade A to D
///   tested    its deciding estimate is A or B
///   paying    verdict working, and lower bound x unit margin >= full cost in the window
///
/// A line is judged by the standing of its tactic in its market, else by that of all markets, else
/// by the only one there is. Source: docs/verdicts.md. Cost: O(lines · log tactics).
[[nodiscard]] Waterfall waterfall(const plan::Plan& plan,
                                  const std::vector<CostLine>& lines,
                                  const std::vector<TacticStanding>& standings,
                                  const Thresholds& thresholds = {});

/// Money as it stands in three places.
struct Reconciliation {
  std::int64_t ledger = 0;    ///< sum of the rows of cost
  std::int64_t tactics = 0;   ///< what tactics and programmes of the page add up to
  std::int64_t unmapped = 0;  ///< what the page shows outside them
  double off = 0.0;           ///< |ledger − tactics − unmapped| / |ledger|
};

/// Holds the page against the ledger.
/// Errors: CorruptData if they differ by more than `reconcile_share` of the ledger.
[[nodiscard]] Result<Reconciliation> reconcile(std::int64_t ledger,
                                               std::int64_t tactics,
                                               std::int64_t unmapped,
                                               const Thresholds& thresholds = {});

}  // namespace throughline::evidence
