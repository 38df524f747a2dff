#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "experiments/reading.hpp"
#include "experiments/score_interval.hpp"

namespace throughline::experiments {

/// Units of one arm and the sums of what each of them brought; a unit that brought nothing counts.
struct MeanArm {
  std::uint64_t units = 0;
  double sum = 0.0;
  double sum_squares = 0.0;
};

/// Something known of every unit before the test, which the lot should have shared out evenly.
struct Covariate {
  std::string name;
  MeanArm treated;
  MeanArm control;
};

struct TwoArmOptions {
  double level = 0.9;          ///< of the intervals, in (0, 1)
  double treated_share = 0.5;  ///< of units that the lot was to give to the treated arm, in (0, 1)
  double alarm = 0.001;        ///< p below which a check of the lot fails, in (0, 1)
  std::vector<Covariate> before;  ///< to be held against each other
};

/// Difference that a randomised test made to a rate: Miettinen and Nurminen's score intervals of
/// the difference and of the ratio (score_interval.hpp). Total = difference · treated units,
/// baseline = control's rate · treated units. Grade A.
///
/// Sample ratio: χ² = (n₁ − N·share)² / (N·share·(1 − share)), one degree of freedom; p under
/// `alarm` lowers the grade to D, since a lot that splits wrongly has lost units of one kind
/// (Fabijan et al. 2019, KDD). Balance: Welch's test of every covariate, p under alarm / their
/// number (Bonferroni).
/// Cannot tell: an empty arm. Errors: InvalidArgument for more successes than units or options out
/// of range.
[[nodiscard]] Result<Reading> two_arm_rates(const RateArm& treated,
                                            const RateArm& control,
                                            const TwoArmOptions& options = {});

/// The same for a mean, from counts, sums and sums of squares; nothing is winsorised.
///
///   d = m₁ − m₀ ± t · √(v₁/n₁ + v₀/n₀),   t of Satterthwaite's degrees of freedom
///
/// The relative effect is Fieller's with the same t, so both agree on the sign. Assumes means that
/// are near normal: with n in the hundreds a heavy tail in equal arms is harmless; in unequal arms
/// its skewness is not (docs/studies/intervals.md). Source: Welch (1947), Biometrika 34, 28-35;
/// Satterthwaite (1946), Biometrics Bulletin 2, 110-114.
/// Cannot tell: an arm with fewer than two units, or no spread in either. Errors: InvalidArgument
/// for NaN, infinity, or a sum of squares that no numbers with that sum have.
[[nodiscard]] Result<Reading> two_arm_means(const MeanArm& treated,
                                            const MeanArm& control,
                                            const TwoArmOptions& options = {});

/// p-value of the sample-ratio test above; 1 with no units.
[[nodiscard]] double sample_ratio_p(std::uint64_t n_treated,
                                    std::uint64_t n_control,
                                    double treated_share);

}  // namespace throughline::experiments
