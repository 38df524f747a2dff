#include "collector/segment_log.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <sodium.h>
#include <system_error>
#include <utility>

#include "intake/event_row.hpp"

namespace throughline::collector {
namespace {

// Two segments must never begin alike, also in two workspaces, or one would be taken for the other.
std::string first_line_of(std::string_view site, std::uint64_t number) {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  randombytes_buf(&high, sizeof(high));
  randombytes_buf(&low, sizeof(low));
  return fmt::format("{}{} {} {:016x}{:016x}\n", intake::kCollectedMark, site, number, high, low);
}

}  // namespace

Result<std::unique_ptr<SegmentLog>> SegmentLog::open(const std::filesystem::path& folder,
                                                     std::string_view site,
                                                     std::vector<Segment> earlier,
                                                     const SegmentOptions& options) {
  const std::filesystem::path own = folder / site;
  std::error_code error;
  std::filesystem::create_directories(own, error);
  if (error) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot make the folder {}: {}", own.string(), error.message()));
  }
  return std::unique_ptr<SegmentLog>(
      new SegmentLog(own, std::string(site), std::move(earlier), options));
}

SegmentLog::SegmentLog(std::filesystem::path folder,
                       std::string site,
                       std::vector<Segment> earlier,
                       const SegmentOptions& options)
    : folder_(std::move(folder)),
      site_(std::move(site)),
      options_(options),
      segments_(std::move(earlier)) {
  for (const Segment& segment : segments_) {
    next_number_ = std::max(next_number_, segment.number + 1);
  }
  writer_ = std::thread([this] { write_on(); });
}

SegmentLog::~SegmentLog() { close(); }

std::unique_ptr<Waiter> SegmentLog::append(std::string_view lines, std::unique_ptr<Waiter> waiter) {
  {
    const std::lock_guard lock(mutex_);
    if (closing_ || lines_.size() + lines.size() > options_.most_bytes ||
        waiters_.size() >= options_.most_waiters) {
      return waiter;
    }
    lines_.append(lines);
    waiters_.push_back(std::move(waiter));
  }
  wake_.notify_one();
  return nullptr;
}

void SegmentLog::turn_over() {
  {
    const std::lock_guard lock(mutex_);
    turning_ = true;
  }
  wake_.notify_one();
}

std::vector<Segment> SegmentLog::segments() const {
  const std::lock_guard lock(mutex_);
  return segments_;
}

void SegmentLog::forget(const Segment& segment) {
  const std::lock_guard lock(mutex_);
  std::erase_if(segments_, [&](const Segment& known) {
    return known.closed && known.number == segment.number;
  });
}

std::size_t SegmentLog::waiting() const {
  const std::lock_guard lock(mutex_);
  return lines_.size();
}

void SegmentLog::close() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  wake_.notify_one();
  if (writer_.joinable()) {
    writer_.join();
  }
}

void SegmentLog::write_on() {
  std::string lines;
  std::vector<std::unique_ptr<Waiter>> waiters;
  while (true) {
    bool turning = false;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return closing_ || turning_ || !waiters_.empty(); });
      if (waiters_.empty() && closing_) {
        break;
      }
      lines.swap(lines_);
      waiters.swap(waiters_);
      turning = std::exchange(turning_, false);
    }
    if (!waiters.empty()) {
      const Result<void> outcome = commit(lines);
      for (const std::unique_ptr<Waiter>& waiter : waiters) {
        waiter->settle(outcome);
      }
    }
    if (turning) {
      end_segment();
    }
    lines.clear();
    waiters.clear();
  }
  end_segment();
}

Result<void> SegmentLog::commit(std::string_view lines) {
  if (!file_) {
    TL_CHECK(begin_segment());
  }
  const Result<void> written = file_->append(lines);
  note(*file_);
  if (!file_->is_sound() || file_->length() >= options_.segment_bytes) {
    end_segment();
  }
  return written;
}

Result<void> SegmentLog::begin_segment() {
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = next_number_++;
  }
  const std::filesystem::path path = folder_ / fmt::format("{:06}{}", number, kSegmentExtension);
  TL_TRY(file_, SegmentFile::create(path, first_line_of(site_, number)));
  const std::lock_guard lock(mutex_);
  segments_.push_back({.path = path, .site = site_, .number = number, .length = file_->length()});
  return {};
}

void SegmentLog::note(const SegmentFile& file) {
  const std::lock_guard lock(mutex_);
  segments_.back().length = file.length();
}

void SegmentLog::end_segment() {
  if (!std::exchange(file_, std::nullopt)) {
    return;
  }
  const std::lock_guard lock(mutex_);
  segments_.back().closed = true;
}

}  // namespace throughline::collector
