#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "plan/canonical.hpp"
#include "plan/finding.hpp"
#include "plan/lines.hpp"
#include "plan/value_changes.hpp"

namespace throughline::plan {

/// A line of plan.lock: what was promised before the data came in.
///
///   {"at":…,"hash":…,"id":…,"kind":…,"prev":…,"terms":{…},"trial":…,"v":1}
///
/// `hash` is that of the line without it, `prev` the hash of the line before; so no line can be
/// changed, taken out or put between others without the chain showing it. Blanks and line ends are
/// not part of either.
struct LockEntry {
  NodeType kind = NodeType::Tactic;  ///< or Goal
  std::string id;
  std::uint32_t trial = 1;
  CivilDate at;      ///< the day it was locked
  std::string prev;  ///< "" in the first line
  std::string hash;
  Canonical terms;
  std::size_t line = 1;  ///< of the file
};

/// What plan.lock says.
struct Lock {
  std::vector<LockEntry> entries;     ///< in the order of locking
  std::optional<std::size_t> broken;  ///< index of the first entry that breaks the chain

  /// The newest entry of a node, or null.
  [[nodiscard]] const LockEntry* newest(std::string_view id) const;
  /// The entry of one trial, or null.
  [[nodiscard]] const LockEntry* trial(std::string_view id, std::uint32_t number) const;
  /// Whether the chain holds as far as an entry of this lock.
  [[nodiscard]] bool holds(const LockEntry& entry) const;
};

/// Reads a plan.lock; an empty one holds nothing. A broken chain is no error, but is told.
/// \param file  name for places; the file is not opened
/// Errors: CorruptData with the line that cannot be read; Unsupported for one of a newer program.
[[nodiscard]] Result<Lock> read_lock(std::string_view text, std::string_view file);

/// The line as it is written, with its end.
[[nodiscard]] std::string text_of(const LockEntry& entry);

enum class LockState : std::uint8_t {
  Unlocked,
  Locked,
  Changed,  ///< the plan says otherwise now: TL008, and a tactic's verdict is void
  Broken,   ///< the chain breaks at its entry or before: void
};

struct LockStatus {
  LockState state = LockState::Unlocked;
  std::optional<LockEntry> entry;    ///< the newest one
  std::vector<ValueChange> changes;  ///< of Changed: from the locked terms to the plan's
};

/// Compares a node with the newest line of its lock. A decision date that a decision record
/// extended, each time by the length from hypothesis.from to it, counts as unchanged.
[[nodiscard]] LockStatus lock_status(const Lines& lines, const Lock& lock, std::string_view id);

/// Entries of nodes that the plan no longer has, newest of each, in the order of locking: a bet
/// that was taken back without a record.
[[nodiscard]] std::vector<LockEntry> locked_and_gone(const Plan& plan, const Lock& lock);

/// A node that was not locked, and why.
struct NotLocked {
  std::string id;
  std::vector<std::string> reasons;
};

struct Locking {
  std::vector<LockEntry> fresh;       ///< to be appended, in this order
  std::vector<NotLocked> incomplete;  ///< cannot be locked yet; drafts only if named
  std::vector<std::string> locked;    ///< are already, unchanged
  std::vector<LockStatus> changed;    ///< are, but the plan says otherwise now
  std::vector<std::string> late;      ///< ids of fresh tactics whose window began before
};

enum class Trial : std::uint8_t { First, New };

/// Finds what is to be locked: the named nodes, or else every tactic and goal that is complete.
/// What has an error among `findings` was not read as it was meant, so it is not complete. Errors:
/// NotFound for an id that is none; Conflict for a named node that is locked already, unless a new
/// trial is wanted, and for a lock whose chain is broken.
[[nodiscard]] Result<Locking> lock_nodes(const Lines& lines,
                                         const Lock& lock,
                                         const std::vector<std::string>& ids,
                                         Trial trial,
                                         CivilDate at,
                                         const std::vector<Finding>& findings = {});

}  // namespace throughline::plan
