#include "signals/months.hpp"

#include <algorithm>
#include <cmath>

#include "math/change_point.hpp"
#include "math/trend.hpp"

namespace throughline::signals {
namespace {

void add(const schema::MonthCounts& month, schema::SourceTotals& totals) {
  totals.visits += month.visits;
  totals.engaged += std::min(month.engaged, month.visits);
  totals.unknown += std::min(month.unknown, month.visits);
  totals.returning += std::min(month.returning, month.visits);
  totals.conversions += std::min(month.conversions, month.visits);
}

// exp(x) − 1 of a slope that may be anything, kept within what a float can say.
float growth_of(double slope) {
  return static_cast<float>(std::expm1(std::clamp(slope, -50.0, 50.0)));
}

}  // namespace

void count_months(std::span<const schema::MonthCounts> months,
                  std::uint32_t n_months,
                  const SignalRule& rule,
                  SourceScore& score) {
  std::uint32_t seen = 0;
  std::uint32_t run = 0;
  std::uint32_t longest = 0;
  std::uint32_t previous = 0;
  for (const schema::MonthCounts& month : months) {
    add(month, score.totals);
    if (month.visits == 0) {
      continue;
    }
    run = seen > 0 && month.month == previous + 1 ? run + 1 : 1;
    score.first_month = seen == 0 ? static_cast<std::uint16_t>(month.month) : score.first_month;
    longest = std::max(longest, run);
    previous = month.month;
    ++seen;
  }
  score.months_seen = static_cast<std::uint16_t>(seen);
  score.longest_run = static_cast<std::uint16_t>(longest);
  const std::uint32_t span =
      seen > 0 && n_months > score.first_month ? n_months - score.first_month : 1;
  score.engaged_a_month = static_cast<float>(static_cast<double>(score.totals.engaged) / span);
  score.persistent = seen >= rule.min_months && seen >= rule.seen_share * span;
}

void mark_better_months(std::span<const schema::MonthCounts> months,
                        math::Beta peers,
                        double bar,
                        SourceScore& score) {
  constexpr std::uint32_t kBits = 64;
  const double precision = peers.a + peers.b;
  for (const schema::MonthCounts& month : months) {
    if (month.visits > 0 && month.engaged + peers.a > bar * (month.visits + precision)) {
      ++score.months_better;
      score.better |= month.month < kBits ? 1ULL << month.month : 0ULL;
    }
  }
}

SeriesReader::SeriesReader(std::uint32_t n_months, const ScoreOptions& options)
    : options_(options),
      multiplier_(math::trend_multiplier(n_months, options.level)),
      series_(n_months) {}

void SeriesReader::read(std::span<const schema::MonthCounts> months, SourceScore& score) {
  if (static_cast<double>(score.totals.engaged) < options_.breakout_min_engaged) {
    return;
  }
  std::fill(series_.begin(), series_.end(), 0U);
  for (const schema::MonthCounts& month : months) {
    series_[month.month] += month.engaged;
  }
  const math::Trend trend = math::fit_trend(series_, multiplier_);
  score.growth = {.a_month = {.value = growth_of(trend.slope),
                              .low = growth_of(trend.low),
                              .high = growth_of(trend.high)},
                  .known = trend.known};
  const math::ChangePoint rise = math::find_rise(series_, {.min_ratio = options_.breakout_ratio});
  score.breakout = {.probability = static_cast<float>(rise.probability),
                    .ratio = static_cast<float>(rise.ratio),
                    .month = static_cast<std::uint32_t>(rise.at)};
}

}  // namespace throughline::signals
