#pragma once

#include <cstdint>
#include <filesystem>

#include "base/error.hpp"

namespace throughline::demo {

/// What events.jsonl holds.
struct EventCounts {
  std::uint64_t lines = 0;
  std::uint64_t visits = 0;
  std::uint64_t purchases = 0;
  std::uint64_t minor = 0;  ///< cents of all purchases
};

/// Writes what the collector of the company's app noted over the last three months, as JSON lines
/// in the order of their time. The feed died three days before the end: nothing of them is here.
/// The app is a property of its own: no visit to it is in the logs of the sites. A day is held in
/// memory at a time. Errors: DiskFull.
[[nodiscard]] Result<EventCounts> write_events(const std::filesystem::path& file,
                                               std::uint64_t seed,
                                               double scale);

}  // namespace throughline::demo
