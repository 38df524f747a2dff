#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/judging.hpp"
#include "schema/estimate.hpp"

namespace throughline::evidence {

/// One market's effect, alone and drawn towards the others.
struct MarketEffect {
  std::string market;
  schema::Interval own;
  schema::Interval pooled;  ///< partially: as far as its own evidence is weak
};

/// How alike the markets of a tactic are.
struct MarketSpread {
  std::vector<MarketEffect> markets;
  double between = 0.0;  ///< standard deviation of the true effects between markets
  std::optional<schema::Interval> average;  ///< absent where it must not be shown
  bool do_not_generalise = false;
};

/// Pools effects of several markets partially.
///
///   tau²    = max(0, (Q − (k − 1)) / (Σw − Σw²/Σw)),   w = 1/se²,   Q = Σw(x − x̄)²
///   average = m, the mean with weights 1/(se² + tau²)
///   pooled  = x − B(x − m),   B = (k − 3)/(k − 1) · se²/(se² + tau²)
///   variance of pooled = se²(1 − B(k − 1)/k) + 2B²(x − m)²/(k − 3)
///
/// From fewer than four markets nobody can tell how unlike they are: each keeps its own. Do not
/// generalise: two intervals miss each other, one lies above 0 and one below, or verdicts differ;
/// then there is no average. Effects in one unit, at the same level. Source: DerSimonian & Laird
/// (1986), Controlled Clinical Trials 7, 177-188; Morris (1983), JASA 78, 47-55.
[[nodiscard]] MarketSpread spread_of(const std::vector<MarketEffect>& markets,
                                     const std::vector<plan::Verdict>& verdicts);

/// The same of a judged tactic, for the markets where an estimate of grade A to C decides.
[[nodiscard]] MarketSpread spread_of(const JudgedTactic& tactic);

}  // namespace throughline::evidence
