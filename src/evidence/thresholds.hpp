#pragma once

#include "schema/level.hpp"

namespace throughline::evidence {

/// Limits of verdicts and money. Those that the workspace can change stand in its settings under
/// `thresholds`; docs/settings.md.
struct Thresholds {
  double level = schema::kVerdictLevel;  ///< of every interval from the decision date on, in (0, 1)
  double early_level = schema::kLookLevel;  ///< before it, since every run looks again
  double unmapped_share = 0.02;             ///< of cash in no tactic before it is TL011
  double reconcile_share = 0.001;           ///< by which ledger and plan may differ
  double explore_share = 0.10;              ///< of a budget reserved for finding out
};

}  // namespace throughline::evidence
