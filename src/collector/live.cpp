#include "collector/live.hpp"

#include <algorithm>
#include <chrono>
#include <sodium.h>
#include <utility>

namespace throughline::collector {
namespace {

constexpr std::string_view kEventName = "live";
constexpr int kQuietTurns = 10;  // after which a message is sent although nothing happened

std::uint64_t random_key() {
  std::uint64_t key = 0;
  randombytes_buf(&key, sizeof(key));
  return key;
}

}  // namespace

Live::Live(std::function<std::int64_t()> now, const LiveOptions& options)
    : now_(std::move(now)), options_(options), state_(options, random_key()) {
  teller_ = std::jthread([this](const std::stop_token& stop) { tell_on(stop); });
}

Live::~Live() = default;

void Live::note(std::span<const LiveEvent> events) {
  const std::lock_guard lock(mutex_);
  for (const LiveEvent& event : events) {
    state_.note(event);
  }
}

void Live::know(std::span<const KnownSource> sources) {
  const std::lock_guard lock(mutex_);
  state_.know(sources);
}

// The whole comes before any change: both are sent under the one lock.
void Live::subscribe(std::shared_ptr<http::EventStream> stream) {
  const std::lock_guard streams_lock(streams_mutex_);
  std::string whole;
  {
    const std::lock_guard lock(mutex_);
    whole = state_.whole(now_());
  }
  if (!stream->send(kEventName, whole)) {
    return;
  }
  if (streams_.size() >= options_.most_streams) {
    streams_.erase(streams_.begin());
  }
  streams_.push_back(std::move(stream));
}

std::size_t Live::n_streams() const {
  const std::lock_guard lock(streams_mutex_);
  return streams_.size();
}

void Live::tell_on(const std::stop_token& stop) {
  int quiet = 0;
  std::unique_lock lock(streams_mutex_);
  while (!wake_.wait_for(lock, stop, std::chrono::milliseconds(options_.pace), [&stop] {
    return stop.stop_requested();
  })) {
    std::string message;
    {
      const std::lock_guard state_lock(mutex_);
      if (!state_.has_news() && ++quiet < kQuietTurns) {
        continue;
      }
      message = state_.changes(now_());
    }
    quiet = 0;
    std::erase_if(streams_, [&](const auto& stream) { return !stream->send(kEventName, message); });
  }
}

}  // namespace throughline::collector
