#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>

namespace throughline::holder {

/// Keeps those that read a store for a while from seeing what is half changed: any number read, or
/// one changes. Who waits to change goes before those that come to read after it.
class ChangeGate {
 public:
  /// A reader's or a changer's stay, until it goes out of scope. The gate must outlive it.
  class Pass {
   public:
    Pass() = default;

    Pass(Pass&& other) noexcept
        : gate_(std::exchange(other.gate_, nullptr)), changes_(other.changes_) {}

    Pass& operator=(Pass&& other) noexcept {
      std::swap(gate_, other.gate_);
      std::swap(changes_, other.changes_);
      return *this;
    }

    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;
    ~Pass();

    explicit operator bool() const { return gate_ != nullptr; }

   private:
    friend class ChangeGate;

    Pass(ChangeGate& gate, bool changes) : gate_(&gate), changes_(changes) {}

    ChangeGate* gate_ = nullptr;
    bool changes_ = false;
  };

  /// Waits until nobody changes. \returns no pass where that takes longer than `patience`
  [[nodiscard]] Pass read(std::chrono::milliseconds patience);
  /// Waits until nobody reads or changes.
  [[nodiscard]] Pass change();

 private:
  void leave(bool changes);

  std::mutex mutex_;
  std::condition_variable moved_;
  std::size_t n_reading_ = 0;
  std::size_t n_waiting_ = 0;  ///< to change
  bool changing_ = false;
};

}  // namespace throughline::holder
