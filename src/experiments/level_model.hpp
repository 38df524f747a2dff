#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace throughline::experiments {

inline constexpr std::size_t kMaxSegments = 3;
/// Correlation of neighbouring periods from which on intervals may be too narrow.
inline constexpr double kAlike = 0.5;

/// One period of a series: which stretch it belongs to (before, during, after) and its outcome.
struct Period {
  std::size_t segment = 0;  ///< 0 … kMaxSegments − 1
  long at = 0;              ///< number of the period, rising; gaps are allowed
  double value = 0.0;
  std::optional<double> year_ago;  ///< the same period a year before; for all periods or for none
};

enum class LevelScale : std::uint8_t {
  Log,       ///< levels are logarithms, their differences are growth
  Additive,  ///< levels are means: some stretch sums to zero or less, so it has no logarithm
};

/// The level of each stretch, and how sure they are.
struct Levels {
  LevelScale scale = LevelScale::Log;
  std::array<double, kMaxSegments> level{};
  std::array<std::array<double, kMaxSegments>, kMaxSegments> covariance{};
  double freedom = 1.0;
  double correlation = 0.0;  ///< of neighbouring periods, averaged over what is likely

  [[nodiscard]] double difference(std::size_t of, std::size_t from) const {
    return level[of] - level[from];
  }

  /// Covariance of the differences (a − base) and (b − base).
  [[nodiscard]] double covariance_of(std::size_t a, std::size_t b, std::size_t base) const {
    return covariance[a][b] - covariance[a][base] - covariance[b][base] + covariance[base][base];
  }
};

/// Fits one level a stretch to a series that is noisier than chance and remembers.
///
///   log E[y_t] = level of its stretch + season_t,   var[y_t] = φ · E[y_t]
///   noise = a part that remembers, corr(t, t + k) = share · ρ^k, and a part that does not
///
/// by the working response of the log-linear model, q_t = log ȳ + (y_t − ȳ)/ȳ with ȳ the mean of
/// the stretch, less the same of the year before where it is known: so what returns every year at
/// the same time goes out period by period. Given (ρ, share) the levels are generalised least
/// squares by a Kalman filter. Neither is plugged in: both are averaged over their marginal
/// likelihood, since a short series leaves them open and plugged-in ones make intervals too narrow.
/// Differences then have Student's t with (n − stretches) · (1 − r²) / (1 + r²) degrees of freedom,
/// r the averaged correlation and what a short series hides of it, (1 + 3r) / n. Covers 87 to 93%
/// up to ρ = 0.7; beyond, a caveat is due (kAlike), since no short series tells a long memory from
/// a change.
///
/// \param periods  rising in `at`; each stretch up to the highest used has a period
/// \return         nothing if no spread is left to judge chance by
/// Cost: O(periods). Source: McCullagh & Nelder (1989) ch. 9 for the variance; Zellner & Tiao
/// (1964), JASA 59, 763-778, for averaging over the correlation; Bartlett (1946), JRSS Suppl. 8,
/// 27-41, and Kendall (1954), Biometrika 41, 403-404, for the degrees of freedom; Harvey (1989)
/// ch. 3 for the filter.
[[nodiscard]] std::optional<Levels> fit_levels(std::span<const Period> periods);

}  // namespace throughline::experiments
