#include "base/progress.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace throughline {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kRenewed = "\r\x1b[2K";  // back to the start of an empty line

double seconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

std::string with_commas(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3; at -= 3) {
    digits.insert(at - 3, 1, ',');
  }
  return digits;
}

std::string progress_line(const std::string& what,
                          std::uint64_t rows,
                          std::uint64_t bytes,
                          std::uint64_t total_bytes,
                          double seconds) {
  std::string line = fmt::format("{}  {} rows", what, with_commas(rows));
  if (seconds > 0) {
    const double rate = static_cast<double>(rows) / seconds;
    line += rate >= 1e6 ? fmt::format("  {:.1f} M rows/s", rate / 1e6)
                        : fmt::format("  {} rows/s", with_commas(static_cast<std::uint64_t>(rate)));
  }
  if (total_bytes > 0 && bytes > 0) {
    const double done =
        std::min(1.0, static_cast<double>(bytes) / static_cast<double>(total_bytes));
    line += fmt::format("  {:.0f}%  {:.0f} s left", 100.0 * done, seconds * (1.0 - done) / done);
  }
  return line;
}

Progress::Progress(Mode mode, std::ostream& to, std::string what, std::uint64_t total_bytes)
    : mode_(mode),
      to_(to),
      what_(std::move(what)),
      total_bytes_(total_bytes),
      start_(Clock::now()),
      shown_(start_) {}

Progress::~Progress() { finish(); }

void Progress::update(std::uint64_t rows, std::uint64_t bytes) {
  rows_ = rows;
  bytes_ = bytes;
  const auto now = Clock::now();
  const double wait = mode_ == Mode::Terminal ? 0.2 : 10.0;
  if (mode_ != Mode::Silent && !finished_ && seconds_between(shown_, now) >= wait) {
    show(now);
  }
}

void Progress::show(Clock::time_point now) {
  shown_ = now;
  const std::string line =
      progress_line(what_, rows_, bytes_, total_bytes_, seconds_between(start_, now));
  to_ << (mode_ == Mode::Terminal ? kRenewed : "") << line << (mode_ == Mode::Terminal ? "" : "\n")
      << std::flush;
}

void Progress::finish() {
  if (finished_) {
    return;
  }
  finished_ = true;
  if (mode_ == Mode::Terminal && shown_ != start_) {
    to_ << kRenewed << std::flush;
  }
}

}  // namespace throughline
