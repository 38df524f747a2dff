#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "schema/estimate.hpp"

namespace throughline::views {

/// One way of coming again and again: channels in order, one in a row told once, up to the first
/// visit that reached a goal, else to the end of what is looked at.
struct ChannelPath {
  std::vector<std::string> steps;  ///< names of channels
  std::uint64_t people = 0;        ///< who came just so
  std::uint64_t converted = 0;     ///< of them: who reached a goal at its end
  std::uint64_t visits = 0;
  std::uint64_t shortened = 0;  ///< of the people: whose first steps were left out
  schema::Interval share;       ///< converted / people, of grade D: nobody was assigned to a path
};

/// People who went from one step to the next. `to` is the outcome or the end where `ends`.
struct PathEdge {
  std::size_t step = 0;  ///< of `from`, from 1
  std::string from;
  std::string to;  ///< "" = a goal was reached, or not
  std::uint64_t people = 0;
  std::uint64_t converted = 0;  ///< of them: who reached a goal there or later
};

/// How people came before they did what the company wants, counted over all of them.
struct Journeys {
  CivilDate as_of;
  std::size_t most_steps = 0;  ///< of longer paths the last so many are looked at
  std::uint64_t people = 0;    ///< all of them
  std::uint64_t converted = 0;
  std::uint64_t shortened = 0;          ///< whose first steps were left out
  std::size_t n_paths = 0;              ///< different ones
  std::vector<ChannelPath> commonest;   ///< most people first
  std::vector<ChannelPath> successful;  ///< of those with enough people: highest lower end first
  std::uint64_t people_in_other_paths = 0;  ///< whose path is not among the commonest
  std::vector<PathEdge> edges;              ///< of all people, the first steps
};

struct JourneyLimits {
  std::size_t most_steps = 12;
  std::size_t paths = 50;      ///< in each list
  std::uint64_t fewest = 20;   ///< people of a path in `successful`
  std::size_t edge_steps = 5;  ///< edges of later steps are left out
};

/// Interval of a share of counts.
///
///   (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)
///
/// at the level 0.9 (z = 1.6449); the value is p itself. Nobody: [0, 1].
/// Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference".
[[nodiscard]] schema::Interval wilson_share(std::uint64_t part, std::uint64_t whole);

/// Counts edges and picks the lists. \param paths  each once, with everybody who came so
[[nodiscard]] Journeys journeys_of(std::vector<ChannelPath> paths,
                                   const JourneyLimits& limits = {});

}  // namespace throughline::views
