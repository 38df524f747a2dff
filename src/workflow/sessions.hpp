#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "schema/source.hpp"

namespace throughline::workflow {

/// What turns hits into visits. Everything that is derived is a function of the hits and of this.
struct SessionRules {
  std::uint32_t gap_seconds = 1800;  ///< a session ends where more than this lies between two views
  bool cut_at_midnight = false;      ///< of `zone`
  bool cut_on_campaign = false;      ///< where a view is tagged with another campaign than before
  std::string zone = "UTC";
  std::vector<std::uint64_t> goal_paths;    ///< ids of paths whose view is a key event
  std::vector<std::uint64_t> goal_events;   ///< ids of events that are key events
  std::vector<std::uint64_t> money_events;  ///< those of them whose value is money
  std::vector<std::uint32_t> feeds_off;     ///< sources whose rows make no visits
  std::vector<schema::BotReason> bots_off;  ///< reasons that are not looked at
};

/// Visitors with a single view can be made into sessions by a query of their own, which is faster
/// where most are of that kind. The sessions are the same either way.
enum class OneViewVisitors : std::uint8_t { ByTheirShare, Apart, Together };

struct SessionWork {
  std::uint32_t n_ranges = 0;  ///< equal parts of the key space; more need less memory; 0 = by size
  OneViewVisitors one_view = OneViewVisitors::ByTheirShare;
  std::function<void(double done)> progress;
};

/// Rebuilds all sessions from hits, in ranges of the visitor's key so that memory is bounded.
Result<void> rebuild_sessions(engine::Engine& store,
                              const SessionRules& rules,
                              const SessionWork& work = {});

/// Carries out what it is given, when nobody is in the midst of several queries that must agree.
using SwapGate = std::function<Result<void>(const std::function<Result<void>()>& swap)>;

struct DeriveOptions {
  std::function<void(double done)> progress;
  /// Called once with the step that shows the new sessions, which takes milliseconds; empty: it is
  /// done at once. Not called where sessions are made in place.
  SwapGate at_swap;
};

/// Makes sessions what hits and rules say they are, with as little work as that takes: none if
/// neither changed since; those of visitors who were seen again if a part of the hits is new; else
/// all.
///
/// On one server of today they are made beside those that are there and take their place at once:
/// whoever looks sees the old ones or the new, and after a kill the old ones stand. Elsewhere (a
/// cluster, ClickHouse of 2018) all are made in place; a kill in between is noticed, and made good
/// by the next call. \returns whether anything was to be done
Result<bool> derive_sessions(engine::Engine& store,
                             const SessionRules& rules,
                             const DeriveOptions& options = {});

}  // namespace throughline::workflow
