#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"

namespace throughline::server {

using OpenStore = std::function<Result<std::unique_ptr<engine::Engine>>()>;

/// Threads that look into the store, each with an Engine of its own. What they cannot take is
/// refused at once, so that a crowd costs no memory.
class StorePool {
 public:
  /// Must not throw.
  using Task = std::function<void(engine::Engine&)>;

  struct Options {
    std::size_t n_workers = 3;
    std::size_t most_waiting = 256;
  };

  /// Errors: those of opening the store.
  [[nodiscard]] static Result<std::unique_ptr<StorePool>> open(const OpenStore& open_store,
                                                               const Options& options);
  StorePool(const StorePool&) = delete;
  StorePool& operator=(const StorePool&) = delete;
  /// As close().
  ~StorePool();

  /// \returns false where too much waits already, or after close()
  [[nodiscard]] bool submit(Task task);
  [[nodiscard]] std::size_t n_waiting() const;

  /// Does what waits, and ends. Not for a task to call.
  void close();

 private:
  explicit StorePool(const Options& options) : options_(options) {}

  void work(engine::Engine& store);

  const Options options_;
  std::vector<std::unique_ptr<engine::Engine>> stores_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  bool closed_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace throughline::server
