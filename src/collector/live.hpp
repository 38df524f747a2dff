#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "collector/live_state.hpp"
#include "http/server.hpp"

namespace throughline::collector {

/// Tells browsers what happens on the sites right now, by server-sent events: GET /api/v1/live is
/// `live.subscribe(reply->stream())`. Bounded in memory and in what it sends, whatever comes.
///
/// Each event is named "live" and holds an object, "throughline.live/1", as docs/collector.md tells
/// it; the first one comes at once and holds everything. All of it may be called from any thread.
class Live {
 public:
  /// \param now     milliseconds since 1970
  explicit Live(std::function<std::int64_t()> now, const LiveOptions& options = {});
  ~Live();
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  /// Takes what happened.
  void note(std::span<const LiveEvent> events);

  /// Names sources that were seen before, so that they are not told as new.
  void know(std::span<const KnownSource> sources);

  /// Sends to the stream what happens from now on, until it is gone. Above
  /// LiveOptions::most_streams the one that came first is let go.
  void subscribe(std::shared_ptr<http::EventStream> stream);

  [[nodiscard]] std::size_t n_streams() const;

 private:
  void tell_on(const std::stop_token& stop);

  const std::function<std::int64_t()> now_;
  const LiveOptions options_;
  mutable std::mutex mutex_;
  LiveState state_;
  mutable std::mutex streams_mutex_;
  std::vector<std::shared_ptr<http::EventStream>> streams_;  ///< shared with the server
  std::condition_variable_any wake_;
  std::jthread teller_;
};

}  // namespace throughline::collector
