#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <utility>

#include "base/error.hpp"

namespace throughline::holder {

/// Lets those that change one store do so one after the other, in the order in which they came.
class Turns {
 public:
  /// Somebody's turn, until it goes out of scope. The Turns must outlive it.
  class Turn {
   public:
    Turn() = default;

    explicit Turn(Turns& turns) : turns_(&turns) {}

    Turn(Turn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)) {}

    Turn& operator=(Turn&& other) noexcept;
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn();

   private:
    Turns* turns_ = nullptr;
  };

  /// Waits for the turn; `waiting` is called once if it is not there at once. Errors: Cancelled if
  /// stopped while waiting.
  [[nodiscard]] Result<Turn> take(const std::stop_token& stop,
                                  const std::function<void()>& waiting);

 private:
  void leave();

  std::mutex mutex_;
  std::condition_variable_any moved_;
  std::deque<std::uint64_t> queue_;  ///< tickets; the first one's turn it is
  std::uint64_t next_ticket_ = 0;
};

}  // namespace throughline::holder
