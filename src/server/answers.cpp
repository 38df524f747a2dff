#include "server/answers.hpp"

#include <exception>

#include "http/entity_tag.hpp"
#include "server/log.hpp"

namespace throughline::server {

KeptAnswer::KeptAnswer(Answer answer)
    : answer_(std::move(answer)), tag_(http::entity_tag(answer_.text)) {}

const std::string& KeptAnswer::encoded(http::Coding coding) const {
  if (coding == http::Coding::Identity) {
    return answer_.text;
  }
  const std::scoped_lock lock(mutex_);
  std::string& text = coding == http::Coding::Gzip ? gzip_ : zstd_;
  if (text.empty()) {
    text = http::encode(coding, answer_.text);
  }
  return text;
}

Result<Answer> made_safely(const Answers::Make& make, engine::Engine& store) {
  try {
    return make(store);
  } catch (const std::exception& thrown) {
    return fail(ErrorCode::Internal,
                fmt::format("this is our fault; the log has it as {}", log_fault(thrown.what())));
  }
}

void Answers::ask(const std::string& key, Make make, Deliver deliver) {
  std::unique_lock lock(mutex_);
  if (const auto found = places_.find(key); found != places_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    const Answered answer = found->second->answer;
    lock.unlock();
    deliver(answer);
    return;
  }
  std::vector<Deliver>& waiting = waiting_[key];
  waiting.push_back(std::move(deliver));
  if (waiting.size() > 1) {
    return;  // it is being made
  }
  lock.unlock();
  const bool taken = pool_.submit(
      [this, key, make = std::move(make)](engine::Engine& store) { make_now(key, make, store); });
  if (!taken) {
    settle(key, fail(ErrorCode::Unavailable, "too many requests wait already", "Try again soon"));
  }
}

std::size_t Answers::n_bytes() const {
  const std::scoped_lock lock(mutex_);
  return n_bytes_;
}

void Answers::make_now(const std::string& key, const Make& make, engine::Engine& store) {
  Result<Answer> made = made_safely(make, store);
  if (!made) {
    settle(key, fail(std::move(made).error()));
    return;
  }
  settle(key, std::make_shared<const KeptAnswer>(*std::move(made)));
}

void Answers::settle(const std::string& key, const Answered& answered) {
  std::vector<Deliver> waiting;
  {
    const std::scoped_lock lock(mutex_);
    waiting = std::move(waiting_[key]);
    waiting_.erase(key);
    if (answered) {
      keep(key, *answered);
    }
  }
  for (const Deliver& deliver : waiting) {
    deliver(answered);
  }
}

void Answers::keep(const std::string& key, const std::shared_ptr<const KeptAnswer>& answer) {
  entries_.push_front({key, answer});
  places_[key] = entries_.begin();
  n_bytes_ += answer->size();
  while (n_bytes_ > most_bytes_ && entries_.size() > 1) {
    n_bytes_ -= entries_.back().answer->size();
    places_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

}  // namespace throughline::server
