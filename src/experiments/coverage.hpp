#pragma once

#include <cmath>

#include "schema/estimate.hpp"

namespace throughline::experiments::simulated {

/// How often intervals held a truth that was planted.
struct Coverage {
  int runs = 0;
  int covered = 0;
  int above = 0;  ///< lower ends above the truth: of a truth of zero, false alarms

  void add(const schema::Interval& interval, double truth) {
    ++runs;
    covered += interval.low <= truth && truth <= interval.high ? 1 : 0;
    above += interval.low > truth ? 1 : 0;
  }

  [[nodiscard]] double share() const { return covered / double(runs); }

  [[nodiscard]] double share_above() const { return above / double(runs); }

  /// Of 90% intervals 87 to 93% hold the truth.
  [[nodiscard]] bool covers() const { return share() >= 0.87 && share() <= 0.93; }

  /// Not more than 5% of lower ends are above it, with two standard errors for chance.
  [[nodiscard]] bool seldom_above() const {
    return share_above() <= 0.05 + 2.0 * std::sqrt(0.05 * 0.95 / runs);
  }
};

/// What a standard error so many times too small would have made of an interval: the planted fault
/// that the checks above must find.
inline schema::Interval too_sure(const schema::Interval& interval, double times = 1.2) {
  return {.value = interval.value,
          .low = interval.value - (interval.value - interval.low) / times,
          .high = interval.value + (interval.high - interval.value) / times,
          .level = interval.level};
}

}  // namespace throughline::experiments::simulated
