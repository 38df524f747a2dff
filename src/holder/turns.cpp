#include "holder/turns.hpp"

#include <algorithm>

namespace throughline::holder {

Turns::Turn& Turns::Turn::operator=(Turn&& other) noexcept {
  std::swap(turns_, other.turns_);
  return *this;
}

Turns::Turn::~Turn() {
  if (turns_ != nullptr) {
    turns_->leave();
  }
}

Result<Turns::Turn> Turns::take(const std::stop_token& stop, const std::function<void()>& waiting) {
  std::unique_lock lock(mutex_);
  const std::uint64_t ticket = next_ticket_++;
  queue_.push_back(ticket);
  if (queue_.front() != ticket) {
    lock.unlock();
    waiting();
    lock.lock();
  }
  if (!moved_.wait(lock, stop, [&] { return queue_.front() == ticket; })) {
    queue_.erase(std::find(queue_.begin(), queue_.end(), ticket));
    return fail(ErrorCode::Cancelled, "stopped while waiting for another command to finish");
  }
  return Turn(*this);
}

void Turns::leave() {
  const std::scoped_lock lock(mutex_);
  queue_.pop_front();
  moved_.notify_all();
}

}  // namespace throughline::holder
