#include "collector/spikes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace throughline::collector {
namespace {

constexpr double kHalfLife = 1'440.0;  // minutes

}  // namespace

void SourcePulse::add(std::int64_t minute) {
  advance(minute);
  ++minutes_[static_cast<std::size_t>(now_ % kMinutes)];
}

void SourcePulse::advance(std::int64_t minute) {
  if (now_ == 0 || minute - now_ > 100 * static_cast<std::int64_t>(kHalfLife)) {
    minutes_ = {};
    usual_ = now_ == 0 ? usual_ : 0.0;
    now_ = minute;
  }
  const double keep = std::exp2(-1.0 / kHalfLife);
  const bool leaves_out = is_spike({});
  for (; now_ < minute; ++now_) {
    std::uint32_t& oldest = minutes_[static_cast<std::size_t>((now_ + 1) % kMinutes)];
    usual_ = leaves_out && oldest > 0 ? usual_ : keep * usual_ + (1.0 - keep) * oldest;
    oldest = 0;
  }
}

std::uint64_t SourcePulse::people() const {
  return std::accumulate(minutes_.begin(), minutes_.end(), std::uint64_t{0});
}

double SourcePulse::expected(const SpikeOptions& options) const {
  return std::max(usual_ * kMinutes, options.least_expected);
}

bool SourcePulse::is_spike(const SpikeOptions& options) const {
  const auto n = static_cast<double>(people());
  const double mean = expected(options);
  return people() >= options.least_people && n > mean &&
         n - mean - n * std::log(n / mean) < std::log(options.false_alarm);
}

std::int64_t SourcePulse::began() const {
  for (std::int64_t back = kMinutes - 1; back > 0; --back) {
    if (now_ >= back && minutes_[static_cast<std::size_t>((now_ - back) % kMinutes)] > 0) {
      return now_ - back;
    }
  }
  return now_;
}

}  // namespace throughline::collector
