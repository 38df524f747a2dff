#include "experiments/after_stop.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "experiments/ratio_of_means.hpp"
#include "experiments/series.hpp"
#include "math/student.hpp"

namespace throughline::experiments {
namespace {

constexpr std::size_t kFewestBefore = 4;
constexpr std::size_t kFewestDuring = 2;
constexpr double kMiddleOfWeeks = 0.5 * (kFirstWeekAfter - 1 + kLastWeekAfter);

SeriesPart late_weeks(const SeriesPart& after) {
  const auto cut = [](const std::vector<double>& values) {
    return values.empty() ? values
                          : std::vector<double>(values.begin() + (kFirstWeekAfter - 1),
                                                values.begin() + kLastWeekAfter);
  };
  return {.values = cut(after.values), .year_ago = cut(after.year_ago)};
}

std::vector<Period> all_periods(const SeriesPart& before,
                                const SeriesPart& during,
                                const SeriesPart& late,
                                bool season) {
  std::vector<Period> periods = periods_of(before, {.segment = 0, .first = 0, .season = season});
  const auto start = static_cast<long>(before.values.size());
  const long stop = start + static_cast<long>(during.values.size());
  for (const std::vector<Period>& part :
       {periods_of(during, {.segment = 1, .first = start, .season = season}),
        periods_of(late,
                   {.segment = 2, .first = stop + long{kFirstWeekAfter} - 1, .season = season})}) {
    periods.insert(periods.end(), part.begin(), part.end());
  }
  return periods;
}

Mean effect_of(const Levels& levels, std::size_t segment) {
  return {.value = levels.difference(segment, 0),
          .error = std::sqrt(levels.covariance_of(segment, segment, 0))};
}

schema::Interval as_relative(const Mean& effect, double multiplier, double level) {
  const double half = multiplier * effect.error;
  return {.value = std::expm1(effect.value),
          .low = std::expm1(effect.value - half),
          .high = std::expm1(effect.value + half),
          .level = level};
}

Afterlife afterlife_of(const schema::Interval& share) {
  if (share.low > 0.0) {
    return Afterlife::Lasting;
  }
  return share.high < 0.5 ? Afterlife::Fading : Afterlife::Unclear;
}

std::optional<double> half_life_of(double share) {
  if (!(share > 0.0 && share < 1.0)) {
    return std::nullopt;
  }
  return -kMiddleOfWeeks * std::numbers::ln2 / std::log(share);
}

tl::unexpected<CannotTell> too_short(const SeriesPart& before,
                                     const SeriesPart& during,
                                     const SeriesPart& after) {
  return cannot_tell(fmt::format("{} weeks before, {} during and {} after the stop are too few",
                                 before.values.size(),
                                 during.values.size(),
                                 after.values.size()),
                     fmt::format("at least {} before, {} during and {} after",
                                 kFewestBefore,
                                 kFewestDuring,
                                 kLastWeekAfter));
}

Told<Lasting> lasting_of(const Levels& levels, double level) {
  const double multiplier = math::student_quantile(0.5 * (1.0 + level), levels.freedom);
  const Mean during = effect_of(levels, 1);
  const Mean after = effect_of(levels, 2);
  const auto share =
      ratio_of_means(after, during, multiplier, level, levels.covariance_of(1, 2, 0));
  if (!share) {
    return cannot_tell("the effect while it ran is not clear of zero, so none can last",
                       "a longer time running, or a test with a control group");
  }
  const schema::Interval of_during = as_relative(during, multiplier, level);
  const schema::Interval of_after = as_relative(after, multiplier, level);
  if (!is_finite(*share) || !is_finite(of_during) || !is_finite(of_after)) {
    return cannot_tell("the metric moves by orders of magnitude from week to week",
                       "more weeks, or a steadier metric");
  }
  return Lasting{.afterlife = afterlife_of(*share),
                 .during = of_during,
                 .after = of_after,
                 .share = *share,
                 .half_life = half_life_of(share->value),
                 .caveats = {}};
}

}  // namespace

std::string_view name_of(Afterlife afterlife) {
  switch (afterlife) {
    case Afterlife::Lasting:
      return "lasting";
    case Afterlife::Fading:
      return "fading";
    case Afterlife::Unclear:
      return "unclear";
  }
  return "unknown";
}

Result<Told<Lasting>> effect_after_stop(const SeriesPart& before,
                                        const SeriesPart& during,
                                        const SeriesPart& after,
                                        double level) {
  TL_CHECK(check_part(before, "before"));
  TL_CHECK(check_part(during, "during"));
  TL_CHECK(check_part(after, "after the stop"));
  if (!(level > 0.0 && level < 1.0)) {
    return fail(ErrorCode::InvalidArgument, fmt::format("level must be in (0, 1): {}", level));
  }
  if (before.values.size() < kFewestBefore || during.values.size() < kFewestDuring ||
      after.values.size() < kLastWeekAfter) {
    return too_short(before, during, after);
  }
  const SeriesPart late = late_weeks(after);
  const bool season = has_season({&before, &during, &late});
  const std::vector<Period> periods = all_periods(before, during, late, season);
  const std::optional<Levels> levels = fit_levels(periods);
  if (!levels || levels->scale == LevelScale::Additive) {
    return cannot_tell("the metric is nothing, or the same in every week, in some stretch",
                       "a metric that moves in every stretch");
  }
  Told<Lasting> lasting = lasting_of(*levels, level);
  if (lasting) {
    lasting->n = periods.size();
    lasting->caveats = caveats_of(*levels, season);
  }
  return lasting;
}

}  // namespace throughline::experiments
