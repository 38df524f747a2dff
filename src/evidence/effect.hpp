#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plan/model.hpp"
#include "schema/estimate.hpp"

namespace throughline::evidence {

/// How an interval came to its level.
enum class LevelFrom : std::uint8_t { AsStored, Draws, NormalCurve };

/// An effect as verdicts read it: turned so that up is better, in the metric's unit. Where the
/// estimate is a share of a baseline that it does not tell, it stays a share.
struct TurnedEffect {
  schema::Interval interval;
  schema::Scale scale = schema::Scale::Absolute;
  std::optional<double> baseline;  ///< the metric over the window had nothing been done, > 0
  LevelFrom level_from = LevelFrom::AsStored;

  friend bool operator==(const TurnedEffect&, const TurnedEffect&) = default;
};

/// All three numbers times a factor; a negative one turns the interval round.
[[nodiscard]] schema::Interval times(const schema::Interval& interval, double factor);

/// True if the numbers can be judged: finite, low ≤ value ≤ high, level in (0, 1).
[[nodiscard]] bool is_usable(const schema::Effect& effect);

/// Turns an effect so that up is better, at its own level. The effect is_usable().
[[nodiscard]] TurnedEffect turned(const schema::Effect& effect, plan::Better better);

/// The effect at another level: through draws of it where kept (turned, in the effect's scale),
/// else by a normal curve (schema::rescale_level).
[[nodiscard]] TurnedEffect at_level(TurnedEffect effect,
                                    double level,
                                    std::span<const double> draws = {});

/// Draws of an effect, turned and scaled as turned() does with its interval.
[[nodiscard]] std::vector<double> turned_draws(std::span<const double> draws,
                                               const schema::Effect& effect,
                                               plan::Better better);

/// A delta of the plan on the scale of an effect: "6%" of a baseline of 4,000 is 240. Absent where
/// the effect is a share and the delta is not, or the other way round without a baseline.
[[nodiscard]] std::optional<double> delta_on_scale_of(const TurnedEffect& effect,
                                                      const plan::Delta& delta);

/// What the effect is worth: each end times a price of a unit. Errors: none; an effect that stayed
/// a share has no worth.
[[nodiscard]] std::optional<schema::Interval> worth(const TurnedEffect& effect,
                                                    std::optional<double> unit_margin);

}  // namespace throughline::evidence
