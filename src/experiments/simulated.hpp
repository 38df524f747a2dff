#pragma once

#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "experiments/accepted_value.hpp"
#include "experiments/after_stop.hpp"
#include "experiments/before_after.hpp"
#include "experiments/comparison.hpp"
#include "experiments/controlled_series.hpp"
#include "experiments/geo_test.hpp"
#include "experiments/marginal.hpp"
#include "experiments/switch_back.hpp"
#include "experiments/two_arm.hpp"

/// Tactics whose effect is known, for tests and for docs/studies/intervals.md.
namespace throughline::experiments::simulated {

/// What a method said, and what was planted.
struct Trial {
  schema::Interval found;
  double planted = 0.0;
  std::optional<schema::Interval> relative;
  double planted_share = 0.0;
};

inline Trial trial_of(const Measured& measured, double per_unit, double share) {
  return {.found = measured.per_unit,
          .planted = per_unit,
          .relative = measured.relative,
          .planted_share = share};
}

struct Sizes {
  std::uint64_t treated = 0;
  std::uint64_t control = 0;
};

inline Trial rates(Rng& rng, Sizes n, double treated, double control) {
  return trial_of(two_arm_rates({n.treated, rng.binomial(n.treated, treated)},
                                {n.control, rng.binomial(n.control, control)})
                      .value()
                      .value(),
                  treated - control,
                  treated / control - 1.0);
}

template <class Draw>
MeanArm drawn_arm(std::uint64_t n, const Draw& draw) {
  MeanArm arm{.units = n};
  for (std::uint64_t i = 0; i < n; ++i) {
    const double value = draw();
    arm.sum += value;
    arm.sum_squares += value * value;
  }
  return arm;
}

/// Normal outcomes around 22 and 20; control's spread is 2.
inline Trial normal_means(Rng& rng, Sizes n, double treated_sd) {
  return trial_of(
      two_arm_means(drawn_arm(n.treated, [&] { return 22.0 + treated_sd * rng.normal(); }),
                    drawn_arm(n.control, [&] { return 20.0 + 2.0 * rng.normal(); }))
          .value()
          .value(),
      2.0,
      0.1);
}

/// One unit in ten buys; what it spends is log-normal with sd 0.8 of the logarithm.
inline Trial spenders(Rng& rng, Sizes n, double lift) {
  const auto spend = [&rng](double factor) {
    return rng.bernoulli(0.1) ? factor * std::exp(3.0 + 0.8 * rng.normal()) : 0.0;
  };
  const double mean = 0.1 * std::exp(3.0 + 0.5 * 0.8 * 0.8);
  return trial_of(two_arm_means(drawn_arm(n.treated, [&] { return spend(1.0 + lift); }),
                                drawn_arm(n.control, [&] { return spend(1.0); }))
                      .value()
                      .value(),
                  lift * mean,
                  lift);
}

/// What a treated region gains.
enum class GeoEffect : std::uint8_t {
  Same,          ///< 40 in each, as the method assumes
  InProportion,  ///< 10% of what it would have had
};

struct GeoWorld {
  Sizes regions;
  GeoComparison comparison = GeoComparison::ChangeScore;
  GeoEffect effect = GeoEffect::Same;
  double growth = 1.1;  ///< everywhere, from before to during
};

/// Regions of very different size (log-normal, sd 0.8 of the logarithm) and noisy counts.
inline Trial geo(Rng& rng, const GeoWorld& world) {
  std::vector<Region> regions;
  double baseline = 0.0;
  double gained = 0.0;
  const std::uint64_t n_regions = world.regions.treated + world.regions.control;
  for (std::uint64_t i = 0; i < n_regions; ++i) {
    const double size = 50.0 * std::exp(0.8 * rng.normal());
    const auto outcome = [&](double growth) {
      return static_cast<double>(rng.poisson(8.0 * size * growth * std::exp(0.05 * rng.normal())));
    };
    Region region{.name = fmt::format("r{:03}", i),
                  .group = i < world.regions.treated ? Group::Treated : Group::Control,
                  .before = outcome(1.0),
                  .during = outcome(world.growth),
                  .before_periods = {}};
    if (region.group == Group::Treated) {
      const double effect = world.effect == GeoEffect::Same ? 40.0 : 0.1 * region.during;
      baseline += region.during;
      gained += effect;
      region.during += effect;
    }
    regions.push_back(region);
  }
  GeoOptions options{.comparison = world.comparison};
  options.assignments = {.max_exact = 1000, .draws = 799, .seed = rng()};
  return trial_of(geo_test(regions, options).value().value(),
                  gained / static_cast<double>(world.regions.treated),
                  gained / baseline);
}

/// Blocks of a week, drawn anew for each trial, on a noisy level; on adds 30.
inline Trial switches(Rng& rng, std::size_t n_blocks, BlockLot lot) {
  std::vector<Block> blocks(n_blocks);
  for (std::size_t i = 0; i < n_blocks; ++i) {
    const std::size_t partner = lot == BlockLot::WithinPairs ? i - i % 2 : 0;
    const bool first_of_pair = lot == BlockLot::WithinPairs && i % 2 == 0;
    blocks[i].on = first_of_pair
                       ? rng.bernoulli(0.5)
                       : (lot == BlockLot::WithinPairs ? !blocks[partner].on : i < n_blocks / 2);
  }
  for (std::size_t i = n_blocks; lot == BlockLot::AmongAll && i > 1; --i) {
    std::swap(blocks[i - 1].on, blocks[rng.below(i)].on);
  }
  double baseline = 0.0;
  double level = 0.0;
  for (Block& block : blocks) {
    level = 0.7 * level + 20.0 * rng.normal();
    block.length = 7.0;
    block.outcome = 400.0 + level + 40.0 * rng.exponential(1.0);
    baseline += block.on ? block.outcome : 0.0;
    block.outcome += block.on ? 30.0 : 0.0;
  }
  SwitchBackOptions options{.lot = lot};
  options.assignments = {.max_exact = 1000, .draws = 799, .seed = rng()};
  const std::size_t n_on = n_blocks / 2;
  return trial_of(switch_back(blocks, options).value().value(),
                  30.0 / 7.0,
                  30.0 * static_cast<double>(n_on) / baseline);
}

/// A series whose level has a memory and a season.
struct SeriesWorld {
  std::size_t n_before = 26;
  std::size_t n_during = 12;
  std::size_t n_after = 0;
  double mean = 200.0;        ///< a period
  double correlation = 0.3;   ///< of the level's noise in neighbouring periods
  double noise = 0.1;         ///< its spread, on the log scale
  bool season = false;        ///< a wave of ±30% over 52 periods, with the year before known
  double effect = 0.1;        ///< share added during
  double effect_after = 0.0;  ///< share added after the stop
};

inline std::vector<double> drawn_series(Rng& rng, const SeriesWorld& world, double mean, bool now) {
  std::vector<double> values;
  double level = rng.normal();
  const std::size_t stop = world.n_before + world.n_during;
  for (std::size_t t = 0; t < stop + world.n_after; ++t) {
    const double added = t < world.n_before ? 0.0 : (t < stop ? world.effect : world.effect_after);
    const double wave =
        world.season ? 1.0 + 0.3 * std::sin(2 * std::numbers::pi * static_cast<double>(t) / 52)
                     : 1.0;
    const double expected = mean * wave * std::exp(world.noise * level) * (now ? 1.0 + added : 1.0);
    values.push_back(static_cast<double>(rng.poisson(expected)));
    level = world.correlation * level +
            std::sqrt(1.0 - world.correlation * world.correlation) * rng.normal();
  }
  return values;
}

inline SeriesPart part_of(const std::vector<double>& now,
                          const std::vector<double>& ago,
                          std::size_t from,
                          std::size_t to) {
  const auto cut = [from, to](const std::vector<double>& values) {
    return values.empty() ? values
                          : std::vector<double>(values.begin() + static_cast<std::ptrdiff_t>(from),
                                                values.begin() + static_cast<std::ptrdiff_t>(to));
  };
  return {.values = cut(now), .year_ago = cut(ago)};
}

/// The stretches of one drawn series; the year before was a sixth smaller.
struct DrawnSeries {
  SeriesPart before;
  SeriesPart during;
  SeriesPart after;
};

inline DrawnSeries series_of(Rng& rng, const SeriesWorld& world) {
  const std::vector<double> now = drawn_series(rng, world, world.mean, true);
  const std::vector<double> ago =
      world.season ? drawn_series(rng, world, world.mean / 1.2, false) : std::vector<double>();
  const std::size_t stop = world.n_before + world.n_during;
  return {.before = part_of(now, ago, 0, world.n_before),
          .during = part_of(now, ago, world.n_before, stop),
          .after = part_of(now, ago, stop, stop + world.n_after)};
}

inline Trial before_and_during(Rng& rng, const SeriesWorld& world) {
  const DrawnSeries series = series_of(rng, world);
  const Measured found = before_after(series.before, series.during).value().value();
  return {.found = found.relative.value(),
          .planted = world.effect,
          .relative = std::nullopt,
          .planted_share = 0.0};
}

/// Markets of very different size that move together and each for itself; one of them is treated.
struct ControlledWorld {
  std::size_t n_controls = 8;
  std::size_t n_before = 26;
  std::size_t n_during = 12;
  double mean = 200.0;       ///< a period, of the middle market
  double sizes = 0.5;        ///< sd of the logarithm of sizes
  double correlation = 0.5;  ///< of each market's own noise in neighbouring periods
  double noise = 0.1;        ///< its spread, on the log scale
  double unlike = 0.0;       ///< sd of the logarithm of that spread between markets
  double effect = 0.1;       ///< share added during
};

/// Logarithms of a noise that remembers.
inline std::vector<double> remembered(Rng& rng, std::size_t n, double correlation, double sd) {
  std::vector<double> values;
  double level = rng.normal();
  for (std::size_t t = 0; t < n; ++t) {
    values.push_back(sd * level);
    level = correlation * level + std::sqrt(1.0 - correlation * correlation) * rng.normal();
  }
  return values;
}

inline Measured compared_with_controls(Rng& rng, const ControlledWorld& world) {
  const std::size_t n = world.n_before + world.n_during;
  const std::vector<double> common = remembered(rng, n, 0.8, 0.2);
  std::vector<UnitSeries> units;
  for (std::size_t j = 0; j <= world.n_controls; ++j) {
    const double size = world.mean * std::exp(world.sizes * rng.normal());
    const double sd = world.noise * std::exp(world.unlike * rng.normal());
    const std::vector<double> own = remembered(rng, n, world.correlation, sd);
    UnitSeries unit{.name = fmt::format("m{}", j), .before = {}, .during = {}};
    for (std::size_t t = 0; t < n; ++t) {
      const bool treated = j == world.n_controls && t >= world.n_before;
      const double expected =
          size * std::exp(common[t] + own[t]) * (treated ? 1.0 + world.effect : 1.0);
      (t < world.n_before ? unit.before : unit.during)
          .push_back(static_cast<double>(rng.poisson(expected)));
    }
    units.push_back(std::move(unit));
  }
  const UnitSeries treated = std::move(units.back());
  units.pop_back();
  return controlled_series(treated, units).value().value();
}

inline Trial held_against_controls(Rng& rng, const ControlledWorld& world) {
  const Measured found = compared_with_controls(rng, world);
  return {.found = found.relative.value(),
          .planted = world.effect,
          .relative = std::nullopt,
          .planted_share = 0.0};
}

/// Share of the effect that is left 8 to 12 weeks after the stop; nothing where the effect while it
/// ran was not found.
inline std::optional<Trial> what_lasts(Rng& rng, const SeriesWorld& world) {
  const DrawnSeries series = series_of(rng, world);
  const auto found = effect_after_stop(series.before, series.during, series.after).value();
  if (!found) {
    return std::nullopt;
  }
  return Trial{.found = found->share,
               .planted = std::log1p(world.effect_after) / std::log1p(world.effect),
               .relative = std::nullopt,
               .planted_share = 0.0};
}

/// One source among peers of heavy-tailed size, whose rates come from one Beta curve.
inline Trial among_peers(Rng& rng, std::size_t n_peers, std::uint64_t n_own, double precision) {
  const double mean = 0.2;
  const auto drawn_rate = [&] { return rng.beta(mean * precision, (1.0 - mean) * precision); };
  std::vector<RateArm> peers;
  for (std::size_t i = 0; i < n_peers; ++i) {
    const auto n = static_cast<std::uint64_t>(20.0 + 20.0 / std::sqrt(rng.uniform()));
    peers.push_back({n, rng.binomial(n, drawn_rate())});
  }
  const double rate = drawn_rate();
  return trial_of(comparison({n_own, rng.binomial(n_own, rate)}, peers).value().value(),
                  rate - mean,
                  rate / mean - 1.0);
}

/// Value per cost of one of several sources of leads.
inline Trial lead_value(Rng& rng, std::size_t n_sources) {
  std::vector<LeadSource> sources;
  std::vector<double> truth;
  for (std::size_t i = 0; i < n_sources; ++i) {
    const auto leads = static_cast<std::uint64_t>(5.0 + 20.0 / std::sqrt(rng.uniform()));
    const double acceptance = rng.beta(3.0, 7.0);
    const double worth = 1000.0 * std::exp(0.2 * rng.normal());
    LeadSource source{.name = fmt::format("s{:02}", i),
                      .leads = leads,
                      .accepted = rng.binomial(leads, acceptance),
                      .cost = 50.0 * static_cast<double>(leads)};
    for (std::uint64_t k = 0; k < source.accepted; ++k) {
      const double value = worth * std::exp(0.5 * rng.normal() - 0.125);
      source.value += value;
      source.value_squares += value * value;
    }
    truth.push_back(acceptance * worth / 50.0);
    sources.push_back(source);
  }
  const auto ranked = accepted_value(sources).value().value();
  const std::size_t looked_at = rng.below(n_sources);
  for (const SourceValue& source : ranked) {
    if (source.name == sources[looked_at].name) {
      return {.found = source.value_per_cost.value(),
              .planted = truth[looked_at],
              .relative = std::nullopt,
              .planted_share = 0.0};
    }
  }
  return {};
}

/// Weeks of spend at two levels, of which each unit brings 0.8.
inline Trial spend_levels(Rng& rng, std::size_t n_weeks) {
  std::vector<SpendPeriod> periods;
  for (std::size_t i = 0; i < n_weeks; ++i) {
    const double cost = i % 2 == 0 ? 1000.0 : 1500.0;
    periods.push_back({.cost = cost, .value = 3000.0 + 0.8 * cost + 400.0 * rng.normal()});
  }
  return {.found = marginal_value(periods).value().value().value_per_cost,
          .planted = 0.8,
          .relative = std::nullopt,
          .planted_share = 0.0};
}

}  // namespace throughline::experiments::simulated
