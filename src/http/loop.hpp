#pragma once

#include <utility>
//
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace throughline::http {

using Moment = std::chrono::steady_clock::time_point;

enum class StopKind {
  WhenAnswered,  ///< what is at work may end
  AtOnce,
};

/// A connection as its loop sees it.
class Looped {
 public:
  virtual ~Looped() = default;
  /// Hangs up if it waited for too long.
  virtual void look_at_clock(Moment now) = 0;
  virtual void stop(StopKind kind) = 0;
};

/// One thread's event loop and the connections that live on it: all they do happens on that thread,
/// so they need no locks. Kept alive by replies that were not given yet, hence shared.
class Loop {
 public:
  /// \param clock_step  how often connections are looked at for having waited too long
  /// \param on_fault    told of exceptions that nothing else caught
  Loop(std::chrono::milliseconds clock_step, std::function<void(std::string_view what)> on_fault);

  [[nodiscard]] boost::asio::io_context& io() { return io_; }

  [[nodiscard]] std::span<char> buffer() { return buffer_; }

  /// Works until stop(); the calling thread becomes the loop's.
  void run();

  void stop() { io_.stop(); }

  [[nodiscard]] bool is_here() const;

  /// Does `work` on the loop's thread: at once if this is it.
  template <class Work>
  void run_here(Work&& work) {
    if (is_here()) {
      work();
    } else {
      boost::asio::post(io_, std::forward<Work>(work));
    }
  }

  void add(std::shared_ptr<Looped> connection);
  void remove(const std::shared_ptr<Looped>& connection);
  void stop_connections(StopKind kind);

  /// The time now as HTTP writes it, made once a second.
  [[nodiscard]] std::string_view date();

 private:
  void watch_clock();

  boost::asio::io_context io_{1};
  boost::asio::steady_timer timer_{io_};
  std::chrono::milliseconds clock_step_;
  std::function<void(std::string_view)> on_fault_;
  std::vector<char> buffer_;
  std::unordered_set<std::shared_ptr<Looped>> connections_;
  std::int64_t second_ = -1;
  std::string date_;
};

}  // namespace throughline::http
