#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/before_after.hpp"

namespace throughline::experiments {

/// What became of an effect after its cause had stopped.
enum class Afterlife : std::uint8_t {
  Lasting,  ///< some of it is still there: the lower end of the share is above zero
  Fading,   ///< at most half is left, and it may be none
  Unclear,  ///< the interval holds both
};

[[nodiscard]] std::string_view name_of(Afterlife afterlife);

struct Lasting {
  Afterlife afterlife = Afterlife::Unclear;
  schema::Interval during;  ///< relative effect while it ran
  schema::Interval after;   ///< relative effect 8 to 12 weeks after it stopped
  schema::Interval share;   ///< after / during, of the effects on the log scale
  /// Weeks until half is left, where the share is between 0 and 1.
  std::optional<double> half_life;
  std::uint64_t n = 0;  ///< weeks behind it
  schema::Grade grade = schema::Grade::D;
  std::vector<std::string> caveats;
};

inline constexpr std::size_t kFirstWeekAfter = 8;  ///< of the weeks after the stop, counted from 1
inline constexpr std::size_t kLastWeekAfter = 12;

/// Compares what is left of an effect 8 to 12 weeks after the stop with what it was.
///
///   share = (level after − level before) / (level during − level before)
///
/// on the log scale, from one model of the three stretches (level_model.hpp), by Fieller's interval
/// with their covariance. Half-life = −9.5 · ln 2 / ln share: the weeks looked at lie 7 to 12 weeks
/// after the stop, 9.5 in the middle. A before-after comparison: grade D.
///
/// \param after  weeks from the stop on; those before the eighth are not used
/// Cannot tell: fewer than 4 weeks before, 2 during or 12 after; an effect during that is not clear
/// of zero; a stretch that adds up to nothing. Errors: as before_after().
[[nodiscard]] Result<Told<Lasting>> effect_after_stop(const SeriesPart& before,
                                                      const SeriesPart& during,
                                                      const SeriesPart& after,
                                                      double level = 0.9);

}  // namespace throughline::experiments
