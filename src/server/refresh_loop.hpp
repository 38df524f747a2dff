#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "collector/collector.hpp"
#include "holder/change_gate.hpp"
#include "holder/turns.hpp"
#include "server/store_pool.hpp"
#include "workflow/workspace.hpp"

namespace throughline::server {

/// What a refresh works with; all of it must outlive the loop.
struct RefreshParts {
  OpenStore open_store;
  holder::Turns& writers;
  holder::ChangeGate& gate;
  collector::Collector& collector;
  std::function<std::shared_ptr<const workflow::Workspace>()> workspace;
  std::function<void()> changed;  ///< told when there are new visits
};

/// Moves what was collected into the store, and makes the visits it tells of, within seconds.
/// After a refresh it rests for a multiple of the time that one took, so that those who look at the
/// store are never crowded out.
class RefreshLoop {
 public:
  explicit RefreshLoop(RefreshParts parts,
                       std::chrono::milliseconds pause = std::chrono::seconds(2));
  RefreshLoop(const RefreshLoop&) = delete;
  RefreshLoop& operator=(const RefreshLoop&) = delete;
  /// Ends the refresh that is at work; the next process goes on with what is left.
  ~RefreshLoop() = default;

 private:
  void run(const std::stop_token& stop);
  [[nodiscard]] Result<void> refresh(const std::vector<collector::Segment>& segments,
                                     const std::stop_token& stop);
  void remove_imported(engine::Engine& store, const std::vector<collector::Segment>& segments);
  void rest(std::chrono::milliseconds time, const std::stop_token& stop);

  const RefreshParts parts_;
  const std::chrono::milliseconds pause_;
  std::unique_ptr<engine::Engine> store_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  ///< last, so that it ends before what it uses
};

}  // namespace throughline::server
