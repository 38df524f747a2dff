#include "experiments/series.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace throughline::experiments {
namespace {

bool all_outcomes(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), is_outcome);
}

}  // namespace

Result<void> check_part(const SeriesPart& part, std::string_view name) {
  if (!all_outcomes(part.values) || !all_outcomes(part.year_ago)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("every period {} must be a number", name),
                "put 0 where nothing happened, and leave out periods that were not measured");
  }
  if (!part.year_ago.empty() && part.year_ago.size() != part.values.size()) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} has {} periods, and the year before {}",
                            name,
                            part.values.size(),
                            part.year_ago.size()),
                "give the year before for each period, or not at all");
  }
  return {};
}

bool has_season(const std::vector<const SeriesPart*>& parts) {
  return std::all_of(parts.begin(), parts.end(), [](const SeriesPart* part) {
    return std::accumulate(part->year_ago.begin(), part->year_ago.end(), 0.0) > 0.0;
  });
}

std::vector<Period> periods_of(const SeriesPart& part, const Placing& placing) {
  std::vector<Period> periods;
  for (std::size_t i = 0; i < part.values.size(); ++i) {
    periods.push_back(
        {.segment = placing.segment,
         .at = placing.first + static_cast<long>(i),
         .value = part.values[i],
         .year_ago = placing.season ? std::optional(part.year_ago[i]) : std::nullopt});
  }
  return periods;
}

std::vector<std::string> caveats_of(const Levels& levels, bool season) {
  std::vector<std::string> caveats;
  if (!season) {
    caveats.emplace_back("season not taken out: the same periods a year before are not known");
  }
  if (levels.correlation > kAlike) {
    caveats.push_back(fmt::format(
        "neighbouring periods are much alike (correlation {:.1f}): the interval may be too narrow",
        levels.correlation));
  }
  return caveats;
}

}  // namespace throughline::experiments
