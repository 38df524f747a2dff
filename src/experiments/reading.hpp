#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "schema/estimate.hpp"

namespace throughline::experiments {

/// Data that are as they should be but say nothing yet: why, and what would tell.
struct CannotTell {
  std::string why;     ///< "4 regions give no 90% interval"
  std::string needed;  ///< "at least 3 treated and 3 control regions"

  friend bool operator==(const CannotTell&, const CannotTell&) = default;
};

/// An answer, or why there is none. Impossible input is an Error instead: Result<Told<T>>.
template <class T>
using Told = tl::expected<T, CannotTell>;

[[nodiscard]] tl::unexpected<CannotTell> cannot_tell(std::string why, std::string needed);

/// Whether a value can be an outcome: a number at most 1e150 from zero, so that its square and sums
/// of squares are numbers too.
[[nodiscard]] bool is_outcome(double value);

/// Whether a value can be a length of time, in any unit: from 1e-6 to 1e9.
[[nodiscard]] bool is_length(double value);

/// Whether all three are numbers.
[[nodiscard]] bool is_finite(const schema::Interval& interval);

/// What a method found.
struct Measured {
  schema::Interval per_unit;  ///< difference that a treated unit makes (person, region, period)
  schema::Interval total;     ///< the same for all treated units together
  /// Share of the baseline; absent where the baseline is not clear of zero, so any share might be.
  std::optional<schema::Interval> relative;
  double baseline = 0.0;  ///< total of the treated units had nothing been done
  std::uint64_t n = 0;    ///< units behind it
  schema::Grade grade = schema::Grade::None;
  schema::Method method = schema::Method::External;
  std::vector<std::string> caveats;
};

using Reading = Told<Measured>;

/// Notes that a check which the method names has failed: a caveat, and grade D at best.
[[nodiscard]] Measured with_failed_check(Measured measured, std::string caveat);

/// Multiplies all three numbers; a negative factor turns the interval round.
[[nodiscard]] schema::Interval scaled(const schema::Interval& interval, double factor);

/// A total effect as a share of what there would have been without it, total / (observed − total):
/// it rises with the total, so the ends are those of the total. Nothing where an end leaves no
/// baseline above zero.
[[nodiscard]] std::optional<schema::Interval> share_of_baseline(const schema::Interval& total,
                                                                double observed);

/// What an estimate is about, beside what was measured.
struct Subject {
  schema::About about;
  std::string metric;
  std::string market = "all";
  CivilDate from;  ///< first day of the effect
  CivilDate to;    ///< first day after it
  schema::Inputs inputs;
};

/// Makes the estimate, with its id. On the relative scale where that is asked for and known, else
/// the total in the metric's unit.
[[nodiscard]] schema::Estimate to_estimate(const Measured& measured,
                                           const Subject& subject,
                                           schema::Scale scale = schema::Scale::Absolute);

}  // namespace throughline::experiments
