#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "demo/bots.hpp"
#include "demo/broken.hpp"
#include "demo/experiments.hpp"
#include "demo/orders.hpp"
#include "demo/people.hpp"
#include "demo/traffic.hpp"

namespace throughline::demo {

struct OriginCounts {
  std::uint64_t visits = 0;
  std::uint64_t engaged = 0;  ///< at least two pages, which is all that a log can tell
  std::uint64_t interest =
      0;  ///< millionths: sum over visits of the chance that this person went on

  void add(const OriginCounts& other);
};

/// What the log of one server and month holds, and the truth behind it.
struct MonthFile {
  std::string name;
  int market = 0;
  int month = 0;
  std::uint64_t lines = 0;
  std::uint64_t visits = 0;
  std::vector<OriginCounts> origins;
  BotCounts bots;
  std::array<std::uint64_t, kBrokenWays.size()> broken{};
  std::vector<Order> orders;
  std::vector<GuideVisit> guide_visits;
  std::vector<std::array<std::uint32_t, 31>> paid_visits;  ///< [campaigns], by day of the month
};

/// Writes the log of one slice into `folder`. Errors: DiskFull, Unavailable.
[[nodiscard]] Result<MonthFile> write_month(const std::filesystem::path& folder,
                                            const std::vector<Origin>& origins,
                                            std::uint64_t seed,
                                            const Slice& slice);

}  // namespace throughline::demo
