#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/effect.hpp"
#include "evidence/trial.hpp"
#include "schema/estimate.hpp"

namespace throughline::evidence {

/// What was fixed before the data came in, and so which estimates may decide.
struct Question {
  std::string tactic;
  std::string metric;
  std::string market;  ///< id, or "all"
  plan::Better better = plan::Better::Up;
  std::optional<schema::Method> method;  ///< the locked one
  TrialDates dates;
  LockFacts lock;
};

/// Why an estimate counts for less than it says, or does not decide.
enum class Remark : std::uint8_t {
  AboveMethod,     ///< its grade is above what its method can give
  FailedCheck,     ///< a check of its method failed: D
  OtherMethod,     ///< not by the locked method, nor better than that could be: D
  NotFixedBefore,  ///< never locked, or locked after the effect's window began: D
  OutsideWindow,   ///< the effect's window is not within from…until: cannot decide
  NotUsable,       ///< its numbers make no interval: cannot decide
  LevelByCurve,    ///< its interval was brought to the level asked for by a normal curve
};

[[nodiscard]] std::string_view sentence_of(Remark remark);  ///< "not fixed beforehand"

/// One estimate, as far as it answers a question.
struct Weighed {
  std::size_t index = 0;                   ///< into the estimates given
  schema::Grade grade = schema::Grade::E;  ///< after all remarks
  TurnedEffect effect;                     ///< at the level asked for; meaningless if NotUsable
  std::vector<Remark> remarks;
  bool can_decide = true;
  bool conflicts = false;  ///< its interval misses that of the one that decides
};

/// Every estimate that answers a question, the one that decides first if there is one.
struct Weighing {
  std::vector<Weighed> all;

  [[nodiscard]] const Weighed* deciding() const {
    return all.empty() || !all.front().can_decide ? nullptr : &all.front();
  }
};

/// Draws of estimates, by id, where they were kept; in the estimate's own sign and scale.
using Draws = std::map<std::string, std::vector<double>, std::less<>>;

/// Weighs the estimates about (tactic, metric, market).
///
/// Best grade first, then latest end, then narrowest at `level`, then id. Estimates of other
/// tactics, metrics and markets, and of pairs and links, are left out. Source: docs/verdicts.md,
/// "Which estimate decides". Cost: O(n log n).
[[nodiscard]] Weighing weigh(std::span<const schema::Estimate> estimates,
                             const Question& question,
                             double level,
                             const Draws& draws = {});

/// The same for a metric that must not suffer: a guardrail is no hypothesis, so neither the locked
/// method nor the day of the lock bears on it.
[[nodiscard]] Weighing weigh_guardrail(std::span<const schema::Estimate> estimates,
                                       const Question& question,
                                       double level,
                                       const Draws& draws = {});

/// The same for estimates about a link ("t1>s1"), which no lock speaks of.
[[nodiscard]] Weighing weigh_link(std::span<const schema::Estimate> estimates,
                                  std::string_view link,
                                  std::string_view metric,
                                  std::string_view market,
                                  plan::Better better,
                                  double level,
                                  const Draws& draws = {});

/// The worse of two grades; None is no grade and gives way.
[[nodiscard]] schema::Grade worse(schema::Grade a, schema::Grade b);
/// True for A, B and C: grades that carry a causal word and may be added up.
[[nodiscard]] bool is_causal(schema::Grade grade);

}  // namespace throughline::evidence
