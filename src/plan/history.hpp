#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "plan/lines.hpp"
#include "plan/model.hpp"

/// What the plan learned: which of its changes began with the evidence of a tactic, and how long a
/// verdict took to change something. From the records of the plan alone.
namespace throughline::plan {

/// An entry of `changes:` and the evidence that it names.
struct ChangeRecord {
  std::string id;
  std::string node;
  std::optional<CivilDate> on;
  std::string owner;                 ///< "" = nobody answers for it
  bool above_tactics = false;        ///< of a goal, strategy or programme
  std::vector<std::string> because;  ///< decisions, learnings and runs that the plan knows
  std::vector<std::string> unknown;  ///< what is named and is none of those
  std::vector<std::string> tactics;  ///< whose evidence that is, in the order of the plan

  /// Whether the plan learned by it: evidence of a tactic changed something above tactics, and
  /// somebody answers for it.
  [[nodiscard]] bool learned() const { return above_tactics && !tactics.empty() && !owner.empty(); }
};

/// What a verdict has led to.
struct Loop {
  std::string decision;
  std::string tactic;
  Verdict verdict = Verdict::Working;
  std::optional<CivilDate> on;       ///< of the decision
  std::string change;                ///< the first change that names it or its run; "" = none yet
  std::optional<std::int64_t> days;  ///< from the decision to that change
};

struct PlanHistory {
  std::vector<ChangeRecord> changes;  ///< by date, undated last
  std::vector<Loop> loops;            ///< by date, undated last; superseded decisions left out

  [[nodiscard]] std::size_t n_learned() const;        ///< "the plan learned n times"
  [[nodiscard]] std::size_t n_above_tactics() const;  ///< of so many changes
  /// Median of the days of all loops that closed; nothing if none did.
  [[nodiscard]] std::optional<double> median_days() const;
};

/// Reads the records. A change has the evidence of a tactic if it names a decision on the tactic,
/// the run of such a decision, or a learning whose source is the tactic or its experiment, or such
/// a decision or run. A learning from a visit or a mention is evidence, but of no tactic.
[[nodiscard]] PlanHistory history_of(const Plan& plan);

/// A verdict that evidence gave.
struct GivenVerdict {
  std::string tactic;
  Verdict verdict = Verdict::NotWorking;
  CivilDate since;
};

/// What is proposed where a verdict has led to nothing.
struct Proposal {
  std::string tactic;
  Verdict verdict = Verdict::NotWorking;
  std::int64_t days = 0;  ///< since the verdict
  Action action = Action::Stop;
  std::string amend;  ///< id of the nearest strategy, or else goal, above; "" = none
  std::string text;   ///< one sentence
};

/// Finds tactics that do not work or do harm, and for which neither a decision since then nor a
/// change that names one is on record after so many days. Retired and stopped tactics are over.
[[nodiscard]] std::vector<Proposal> overdue(const Lines& lines,
                                            const std::vector<GivenVerdict>& verdicts,
                                            CivilDate as_of,
                                            std::int64_t patience_days = 14);

}  // namespace throughline::plan
