#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "math/beta.hpp"
#include "signals/score.hpp"

namespace throughline::signals {

/// Adds up months and fills what hangs on them alone: totals (without people), first month, months
/// seen, longest run, engaged visits a month and whether the source keeps coming.
void count_months(std::span<const schema::MonthCounts> months,
                  std::uint32_t n_months,
                  const SignalRule& rule,
                  SourceScore& score);

/// Finds the months whose engaged share, shrunk to the peers', is above the bar.
void mark_better_months(std::span<const schema::MonthCounts> months,
                        math::Beta peers,
                        double bar,
                        SourceScore& score);

/// Trend and breakout of engaged visits, for one source after the other with one buffer.
class SeriesReader {
 public:
  SeriesReader(std::uint32_t n_months, const ScoreOptions& options);

  /// Leaves both unknown for sources with too few engaged visits.
  void read(std::span<const schema::MonthCounts> months, SourceScore& score);

 private:
  const ScoreOptions& options_;
  double multiplier_;
  std::vector<std::uint32_t> series_;
};

}  // namespace throughline::signals
