#pragma once

namespace throughline::math {

/// What a study is to find, and how sharply it looks. The decision it feeds asks whether the lower
/// end of a 90% interval is above zero, so the test is one-sided at 5%.
struct PowerGoal {
  double min_effect = 0.0;  ///< the smallest effect worth finding, above zero; unit of the error
  double power = 0.8;       ///< probability to find it, in (0, 1)
  double level = 0.9;       ///< of the interval whose end decides, in (0, 1)
};

/// Probability that the end of the interval clears zero when the effect is min_effect.
///
///   power = Φ(min_effect / se − z((1 + level) / 2))
///
/// \param standard_error  of the estimate, in the unit of min_effect; 0 gives 1
/// Source: Cohen (1988) ch. 2, in the normal limit.
[[nodiscard]] double power_of(const PowerGoal& goal, double standard_error);

/// How many times the sample that gave `standard_error` is needed; 1 = it suffices just so.
///
///   ((z((1 + level) / 2) + z(power)) · se / min_effect)²
///
/// Holds for anything whose variance falls as one over its number: units, weeks or regions. Source:
/// Lachin (1981), Controlled Clinical Trials 2, 93-113.
[[nodiscard]] double sample_factor(const PowerGoal& goal, double standard_error);

/// The smallest effect that is found with the asked-for power: (z((1 + level) / 2) + z(power)) ·
/// se.
[[nodiscard]] double detectable_effect(const PowerGoal& goal, double standard_error);

/// What would give a study the power asked for: any one of these.
struct Remedies {
  double power = 0.0;         ///< as it is planned
  double more_periods = 0.0;  ///< whole ones beyond those planned; 0 if the power suffices
  double more_units = 0.0;    ///< whole ones beyond those planned: regions, people
  double min_effect = 0.0;    ///< the smallest that is found as it is planned
};

/// Finds what a study lacks, if its variance falls as one over its periods, or over its units.
///
///   more = ⌈n · (sample_factor − 1)⌉
///
/// Periods that are alike (or regions with a lasting difference) bring less than that. At most
/// 1e12.
[[nodiscard]] Remedies remedies(const PowerGoal& goal,
                                double standard_error,
                                double n_periods,
                                double n_units);

/// Standard error of a difference of two means, units of one spread: sd · √(1/n₁ + 1/n₂).
[[nodiscard]] double error_of_difference(double sd, double n_treated, double n_control);

/// Spread of a unit that succeeds with `rate`: √(rate · (1 − rate)).
[[nodiscard]] double spread_of_rate(double rate);

}  // namespace throughline::math
