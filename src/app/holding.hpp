#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/console.hpp"
#include "app/context.hpp"
#include "holder/change_gate.hpp"
#include "holder/turns.hpp"
#include "workflow/collected.hpp"

namespace throughline::app {

/// A store that this process holds, for all commands that it does on it: its own, and those of
/// other processes.
struct Held {
  std::filesystem::path folder;  ///< of the store
  holder::Turns writers;         ///< commands that change the store do so one after the other
  holder::ChangeGate gate;       ///< for those that look into it while it is changed
  /// What the collector of this process has for good; empty: none is at work.
  std::function<std::vector<workflow::CollectedSegment>()> collected;
  std::function<void()> changed;  ///< told after a command of another process changed it
};

using StoreWork = std::function<Outcome(Opened&, Console&)>;

/// Does `work` on the workspace's store, and answers other processes until both they and it are
/// done. Errors: Held if another process holds the store; those of `work`.
[[nodiscard]] Outcome hold(const workflow::Workspace& workspace,
                           Use use,
                           Console& console,
                           const StoreWork& work);

/// As hold() for a process that goes on until it is told to stop: its work knows the others, and
/// takes its turns itself.
[[nodiscard]] Outcome hold_for_long(const workflow::Workspace& workspace,
                                    Console& console,
                                    const std::function<Outcome(Opened&, Held&)>& work);

/// As hold(); but if another process holds the store, that one does the whole command.
/// Errors: Held only if the holder does not answer.
[[nodiscard]] Outcome hold_or_ask(const workflow::Workspace& workspace,
                                  Use use,
                                  const std::vector<std::string>& arguments,
                                  Console& console,
                                  const StoreWork& work);

}  // namespace throughline::app
