#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace throughline::schema {

/// Strength of evidence. D and E never carry a causal word.
enum class Grade : std::uint8_t { None, A, B, C, D, E };

[[nodiscard]] char letter_of(Grade grade);               ///< '-' for None
[[nodiscard]] std::string_view meaning_of(Grade grade);  ///< "before-after or correlation"

/// A value with its interval; `level` is the probability the interval claims to cover (0.9).
struct Interval {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
  double level = 0.9;

  friend bool operator==(const Interval&, const Interval&) = default;
};

/// How an effect was found. The best grade that each can give: best_grade().
enum class Method : std::uint8_t {
  Randomised,
  GeoHoldout,
  Switchback,
  SyntheticControl,
  DiffInDiff,
  InterruptedSeries,
  MixModel,
  CalibratedAttribution,
  BeforeAfter,
  Comparison,
  Attribution,
  Report,
  Anecdote,
  External,  ///< a study from outside; its grade is what it states
};

[[nodiscard]] std::string_view name_of(Method method);  ///< as it is written: "geo-holdout"
[[nodiscard]] std::optional<Method> method_named(std::string_view name);
[[nodiscard]] Grade best_grade(Method method);

enum class Scale : std::uint8_t {
  Absolute,  ///< in the metric's unit, over the window
  Relative,  ///< share of the baseline: 0.06 = 6%
};

/// What an estimate is about: one tactic; the link "child>parent"; or two tactics together.
struct About {
  std::string tactic;
  std::string link;
  std::string second;  ///< of a pair; `tactic` is the first

  friend bool operator==(const About&, const About&) = default;
};

/// An effect on a metric, in the metric's own sign: fewer complaints are below zero.
struct Effect {
  Interval interval;
  Scale scale = Scale::Absolute;
  double baseline = 0.0;  ///< the metric over the window had nothing been done

  friend bool operator==(const Effect&, const Effect&) = default;
};

/// From what an estimate was made, so that it can be made again.
struct Inputs {
  std::string run;
  std::string plan_hash;
  std::vector<std::string> sources;  ///< ids of the settings
  std::uint64_t rows = 0;
  std::uint64_t seed = 0;
  std::string version;

  friend bool operator==(const Inputs&, const Inputs&) = default;
};

enum class Origin : std::uint8_t { Computed, Imported };

/// How a caveat begins that names a check which the method failed (sample ratio, pre-trend,
/// balance, convergence). Such an estimate counts as grade D at best.
inline constexpr std::string_view kFailedCheck = "failed check: ";

/// One piece of evidence: what something did to a metric, how sure that is, and how it was found.
/// The contract: docs/estimates.md.
struct Estimate {
  std::string id;  ///< hash of all that follows
  About about;
  std::string metric;
  std::string market = "all";
  CivilDate from;  ///< first day of the effect
  CivilDate to;    ///< first day after it
  Effect effect;
  std::uint64_t n = 0;  ///< units behind it; 0 = not said
  Grade grade = Grade::None;
  Method method = Method::External;
  Inputs inputs;
  std::vector<std::string> caveats;
  Origin origin = Origin::Computed;

  friend bool operator==(const Estimate&, const Estimate&) = default;
};

}  // namespace throughline::schema
