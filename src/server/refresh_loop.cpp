#include "server/refresh_loop.hpp"

#include <algorithm>
#include <utility>

#include "server/collected.hpp"
#include "server/log.hpp"
#include "workflow/refresh.hpp"

namespace throughline::server {
namespace {

using Clock = std::chrono::steady_clock;
using collector::Segment;

}  // namespace

RefreshLoop::RefreshLoop(RefreshParts parts, std::chrono::milliseconds pause)
    : parts_(std::move(parts)),
      pause_(pause),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void RefreshLoop::run(const std::stop_token& stop) {
  constexpr int kRest = 4;  // so a fifth of one processor at most, however much comes
  std::vector<Segment> seen;
  while (!stop.stop_requested()) {
    std::vector<Segment> segments = parts_.collector.segments();
    const Clock::time_point began = Clock::now();
    if (segments != seen) {
      const Result<void> done = refresh(segments, stop);
      if (done) {
        seen = std::move(segments);
      } else if (done.error().code != ErrorCode::Cancelled) {
        log(Level::Error, "refresh", done.error().text());
      }
    }
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
    rest(std::max(pause_, kRest * took), stop);
  }
}

Result<void> RefreshLoop::refresh(const std::vector<Segment>& segments,
                                  const std::stop_token& stop) {
  TL_TRY(const auto turn, parts_.writers.take(stop, [] {}));
  if (!store_) {
    TL_TRY(store_, parts_.open_store());
  }
  const workflow::RefreshOptions options{
      .segments = as_collected(segments),
      .stop = stop,
      .at_swap = [this](const std::function<Result<void>()>& swap) {
        const auto changing = parts_.gate.change();
        return swap();
      }};
  TL_TRY(const workflow::Refreshed refreshed,
         workflow::refresh(*store_, *parts_.workspace(), options));
  if (refreshed.lines > 0 || refreshed.visits_changed) {
    parts_.changed();
  }
  remove_imported(*store_, segments);
  return {};
}

void RefreshLoop::remove_imported(engine::Engine& store, const std::vector<Segment>& segments) {
  const auto imported = workflow::imported_segments(store, as_collected(segments));
  if (!imported) {
    log(Level::Warning, "refresh", imported.error().text());
    return;
  }
  for (const Segment& segment : segments) {
    if (std::ranges::find(*imported, segment.path) == imported->end()) {
      continue;
    }
    if (const auto removed = parts_.collector.remove(segment); !removed) {
      log(Level::Warning, "refresh", removed.error().text());
    }
  }
}

void RefreshLoop::rest(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace throughline::server
