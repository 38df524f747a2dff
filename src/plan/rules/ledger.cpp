#include <fmt/format.h>

#include "plan/rules/rules.hpp"

// TL011: money of the ledger that no tactic of the plan claims.
namespace throughline::plan::rules {

std::vector<Finding> ledger(const Subject& subject) {
  if (!subject.context().data || !subject.context().data->ledger) {
    return {};
  }
  const LedgerShare& ledger = *subject.context().data->ledger;
  const double share =
      static_cast<double>(ledger.unmapped.minor) / static_cast<double>(ledger.total.minor);
  const double limit = subject.context().thresholds.unmapped_spend_share;
  if (!(ledger.total.minor > 0 && share > limit)) {
    return {};
  }
  return {finding(
      "TL011",
      Head{},
      "",
      Span{},
      fmt::format("{} of {} in the ledger ({:.1f}%) are claimed by no tactic, more than {:.3g}%",
                  money_text(ledger.unmapped),
                  money_text(ledger.total),
                  share * 100.0,
                  limit * 100.0),
      "bind it with match or cost.ledger_tag; the largest first: throughline show money")};
}

}  // namespace throughline::plan::rules
