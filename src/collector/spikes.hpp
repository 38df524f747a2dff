#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace throughline::collector {

struct SpikeOptions {
  std::uint64_t least_people = 20;   ///< in the window, before anything is told
  double least_expected = 2.0;       ///< of a window: a source that never sent anybody may send two
  double false_alarm = 1e-6;         ///< chance of as many people in one window by chance
  std::int64_t answer_minutes = 60;  ///< in which somebody should have answered
};

/// How many people one source sends now, against what it usually sends.
///
/// People of the last kMinutes are held against a Poisson count with the mean λ of a usual window;
/// the tail is bounded by Chernoff: P(N >= n) <= exp(n − λ − n·ln(n/λ)) for n > λ (Mitzenmacher and
/// Upfal, Probability and Computing, theorem 5.4). What is usual is an average in which a minute
/// weighs half as much a day later; minutes of a spike are left out of it, or it would hide itself.
class SourcePulse {
 public:
  static constexpr std::int64_t kMinutes = 10;

  /// \param usual  people a minute, as known from before
  explicit SourcePulse(double usual = 0.0) : usual_(usual) {}

  /// Adds somebody who came at a minute (since 1970).
  void add(std::int64_t minute);
  /// Lets time pass up to a minute.
  void advance(std::int64_t minute);

  [[nodiscard]] std::uint64_t people() const;                        ///< in the window
  [[nodiscard]] double expected(const SpikeOptions& options) const;  ///< in a usual window
  [[nodiscard]] bool is_spike(const SpikeOptions& options) const;
  /// First minute of the window in which somebody came.
  [[nodiscard]] std::int64_t began() const;

 private:
  std::array<std::uint32_t, kMinutes> minutes_{};
  std::int64_t now_ = 0;
  double usual_;
};

}  // namespace throughline::collector
