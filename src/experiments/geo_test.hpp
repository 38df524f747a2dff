#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "experiments/assignments.hpp"
#include "experiments/reading.hpp"

namespace throughline::experiments {

enum class Group : std::uint8_t { Control, Treated };

/// One region of a geo test: its outcome in total before and during.
struct Region {
  std::string name;
  Group group = Group::Control;
  double before = 0.0;
  double during = 0.0;
  /// The same outcome in equal periods before, oldest first, for the pre-trend check; may be empty.
  std::vector<double> before_periods;
};

/// Adds up the days of a region; the days before are also gathered into periods of `period_days`
/// (a week hides the weekend), left-over days at the start left out.
[[nodiscard]] Region region_of_days(std::string name,
                                    Group group,
                                    std::span<const double> before,
                                    std::span<const double> during,
                                    std::size_t period_days = 7);

/// What is compared between the groups; to be fixed before the outcome is seen.
enum class GeoComparison : std::uint8_t {
  ChangeScore,  ///< during − before · (days during / days before)
  Covariance,   ///< during, less a straight line in before (Rosenbaum 2002); sharper when growth is
                ///< in proportion to size
};

struct GeoOptions {
  double days_before = 1.0;  ///< length of `before`, in any unit; 1e-6 to 1e9
  double days_during = 1.0;  ///< length of `during`, in the same unit
  double level = 0.9;        ///< of the intervals, in (0, 1)
  GeoComparison comparison = GeoComparison::ChangeScore;
  double pre_trend_alarm = 0.05;  ///< p below which the pre-trend check fails, in (0, 1)
  AssignmentOptions assignments;
};

/// Effect of a two-group geo holdout.
///
///   y_r = during_r − s · before_r,   s = days_during / days_before
///   per region  τ̂ = mean of treated y − mean of control y, randomisation interval
///   total = τ · treated regions;  baseline = treated regions' during − total
///   relative = total / baseline, which rises with τ, so its ends are those of τ
///
/// The interval inverts the permutation test over which regions were treated (randomisation.hpp):
/// all ways if there are at most `max_exact`, else drawn ones. It assumes that regions were chosen
/// by lot, that treating one leaves the others alone, and one effect for every treated region. No
/// normal curve is assumed.
/// Pre-trend: slope over `before_periods` of each region, held against each other by the same
/// permutations; p under `pre_trend_alarm` lowers the grade to D. Without two periods: a caveat.
/// The order of regions does not matter. Grade A.
/// Cannot tell: too few ways for the level (3 + 3 regions give 20, just enough for 90%), or regions
/// that do not differ. Errors: InvalidArgument for NaN, a name met twice, unequal period counts,
/// options out of range.
/// Source: Ernst (2004), Statistical Science 19, 676-685; Rosenbaum (2002), Observational Studies,
/// 2nd ed., ch. 2; Vaver & Koehler (2011) and Kerman, Wang & Vaver (2017), Google, for geo tests.
[[nodiscard]] Result<Reading> geo_test(std::span<const Region> regions,
                                       const GeoOptions& options = {});

}  // namespace throughline::experiments
