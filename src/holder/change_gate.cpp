#include "holder/change_gate.hpp"

namespace throughline::holder {

ChangeGate::Pass::~Pass() {
  if (gate_ != nullptr) {
    gate_->leave(changes_);
  }
}

ChangeGate::Pass ChangeGate::read(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  if (!moved_.wait_for(lock, patience, [&] { return !changing_ && n_waiting_ == 0; })) {
    return {};
  }
  ++n_reading_;
  return {*this, false};
}

ChangeGate::Pass ChangeGate::change() {
  std::unique_lock lock(mutex_);
  ++n_waiting_;
  moved_.wait(lock, [&] { return !changing_ && n_reading_ == 0; });
  --n_waiting_;
  changing_ = true;
  return {*this, true};
}

void ChangeGate::leave(bool changes) {
  const std::scoped_lock lock(mutex_);
  if (changes) {
    changing_ = false;
  } else {
    --n_reading_;
  }
  moved_.notify_all();
}

}  // namespace throughline::holder
