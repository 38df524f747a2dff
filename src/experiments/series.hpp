#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "experiments/before_after.hpp"
#include "experiments/level_model.hpp"

namespace throughline::experiments {

/// Errors: InvalidArgument for NaN or a year before that has another number of periods.
[[nodiscard]] Result<void> check_part(const SeriesPart& part, std::string_view name);

/// Whether the season can be taken from the year before: known for each part, and not nothing.
[[nodiscard]] bool has_season(const std::vector<const SeriesPart*>& parts);

/// Periods of one part, as the level model takes them.
struct Placing {
  std::size_t segment = 0;
  long first = 0;       ///< number of the part's first period
  bool season = false;  ///< whether to take the year before along
};

[[nodiscard]] std::vector<Period> periods_of(const SeriesPart& part, const Placing& placing);

/// What a reader should know of a comparison in time: no season, neighbours too alike.
[[nodiscard]] std::vector<std::string> caveats_of(const Levels& levels, bool season);

}  // namespace throughline::experiments
