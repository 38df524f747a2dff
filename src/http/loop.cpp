#include "http/loop.hpp"

#include <ctime>
#include <exception>

#include "http/date.hpp"

namespace throughline::http {

namespace {

thread_local const Loop* loop_of_thread = nullptr;

constexpr std::size_t kBufferSize = std::size_t{64} << 10;

}  // namespace

Loop::Loop(std::chrono::milliseconds clock_step, std::function<void(std::string_view)> on_fault)
    : clock_step_(clock_step), on_fault_(std::move(on_fault)), buffer_(kBufferSize) {
  watch_clock();
}

void Loop::run() {
  loop_of_thread = this;
  const auto work = boost::asio::make_work_guard(io_);
  while (!io_.stopped()) {
    try {
      io_.run();
    } catch (const std::exception& fault) {
      // Only memory that ran out comes here; the other connections go on.
      on_fault_(fault.what());
    }
  }
  loop_of_thread = nullptr;
}

bool Loop::is_here() const { return loop_of_thread == this; }

void Loop::add(std::shared_ptr<Looped> connection) { connections_.insert(std::move(connection)); }

void Loop::remove(const std::shared_ptr<Looped>& connection) { connections_.erase(connection); }

void Loop::stop_connections(StopKind kind) {
  // A copy, since those that stop remove themselves.
  const auto all = std::vector(connections_.begin(), connections_.end());
  for (const auto& connection : all) {
    connection->stop(kind);
  }
}

void Loop::watch_clock() {
  timer_.expires_after(clock_step_);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) {
      return;
    }
    const auto now = std::chrono::steady_clock::now();
    for (const auto& connection : std::vector(connections_.begin(), connections_.end())) {
      connection->look_at_clock(now);
    }
    watch_clock();
  });
}

std::string_view Loop::date() {
  const std::int64_t now = std::time(nullptr);
  if (now != second_) {
    second_ = now;
    date_ = http_date(now);
  }
  return date_;
}

}  // namespace throughline::http
