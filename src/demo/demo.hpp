#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/error.hpp"

namespace throughline::demo {

struct DemoOptions {
  std::uint64_t seed = 1;
  /// 1 = about 600,000 visits. Blogs, threads and the breakout keep their size at any scale; small
  /// hosts below 1.
  double scale = 1.0;
  unsigned n_threads = 2;
  bool truth = true;  ///< writes truth.json, which only tests read
  std::function<void(double done)> progress;
};

struct DemoSummary {
  std::uint64_t files = 0;
  std::uint64_t lines = 0;   ///< of access logs
  std::uint64_t visits = 0;  ///< of people
  std::uint64_t orders = 0;
};

/// Writes the raw inputs of "Lumen", a skincare company, as docs/demo.md describes them: access
/// logs of two sites over 18 months, events, spend, orders, settings. The same seed gives the same
/// bytes at any number of threads. Errors: Conflict if the folder holds something else; DiskFull,
/// Unavailable.
[[nodiscard]] Result<DemoSummary> write_demo(const std::filesystem::path& folder,
                                             const DemoOptions& options);

}  // namespace throughline::demo
