#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace throughline::views {

/// A run that made a report.
struct RunNoted {
  std::string id;
  Seconds at = 0;
};

/// What stands beside every page: what the workspace is, and what waits on the pages.
struct Overview {
  std::string name;
  std::string version;
  CivilDate as_of;
  std::optional<CivilDate> from;  ///< absent without visits
  std::optional<CivilDate> until;
  std::string time_zone;
  std::string currency;
  std::string language;
  std::optional<RunNoted> run;
  std::string revision;
  std::uint64_t decisions_due = 0;
  std::uint64_t signals = 0;
  std::uint64_t sources = 0;
  std::uint64_t stale_feeds = 0;
  std::uint64_t plan_findings = 0;  ///< errors and warnings
  std::vector<std::string> missing;
};

}  // namespace throughline::views
