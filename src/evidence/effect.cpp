#include "evidence/effect.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "math/draws.hpp"
#include "schema/level.hpp"

namespace throughline::evidence {
namespace {

bool is_known_baseline(double baseline) { return std::isfinite(baseline) && baseline > 0.0; }

}  // namespace

schema::Interval times(const schema::Interval& interval, double factor) {
  schema::Interval made{
      interval.value * factor, interval.low * factor, interval.high * factor, interval.level};
  if (factor < 0.0) {
    std::swap(made.low, made.high);
  }
  return made;
}

bool is_usable(const schema::Effect& effect) {
  const schema::Interval& i = effect.interval;
  return std::isfinite(i.value) && std::isfinite(i.low) && std::isfinite(i.high) &&
         i.low <= i.value && i.value <= i.high && i.level > 0.0 && i.level < 1.0;
}

TurnedEffect turned(const schema::Effect& effect, plan::Better better) {
  TurnedEffect made{.interval = effect.interval, .scale = effect.scale};
  if (is_known_baseline(effect.baseline)) {
    made.baseline = effect.baseline;
  }
  if (effect.scale == schema::Scale::Relative && made.baseline) {
    made.interval = times(made.interval, *made.baseline);
    made.scale = schema::Scale::Absolute;
  }
  if (better == plan::Better::Down) {
    made.interval = times(made.interval, -1.0);
  }
  return made;
}

TurnedEffect at_level(TurnedEffect effect, double level, std::span<const double> draws) {
  if (effect.interval.level == level) {
    return effect;
  }
  if (draws.empty()) {
    effect.interval = schema::rescale_level(effect.interval, level);
    effect.level_from = LevelFrom::NormalCurve;
    return effect;
  }
  const math::Bounds bounds = math::bounds_of_draws(draws, level);
  const double value = effect.interval.value;
  effect.interval = {value, std::min(bounds.low, value), std::max(bounds.high, value), level};
  effect.level_from = LevelFrom::Draws;
  return effect;
}

std::vector<double> turned_draws(std::span<const double> draws,
                                 const schema::Effect& effect,
                                 plan::Better better) {
  const bool to_units =
      effect.scale == schema::Scale::Relative && is_known_baseline(effect.baseline);
  const double factor =
      (to_units ? effect.baseline : 1.0) * (better == plan::Better::Down ? -1.0 : 1.0);
  std::vector<double> made(draws.begin(), draws.end());
  for (double& draw : made) {
    draw *= factor;
  }
  return made;
}

std::optional<double> delta_on_scale_of(const TurnedEffect& effect, const plan::Delta& delta) {
  const double amount = delta.relative ? delta.amount.value / 100.0 : delta.amount.value;
  if (delta.relative == (effect.scale == schema::Scale::Relative)) {
    return amount;
  }
  if (delta.relative && effect.baseline) {
    return amount * *effect.baseline;
  }
  return std::nullopt;
}

std::optional<schema::Interval> worth(const TurnedEffect& effect,
                                      std::optional<double> unit_margin) {
  if (!unit_margin || effect.scale == schema::Scale::Relative) {
    return std::nullopt;
  }
  return times(effect.interval, *unit_margin);
}

}  // namespace throughline::evidence
