#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "evidence/deciding.hpp"
#include "evidence/trial.hpp"
#include "evidence/waterfall.hpp"
#include "schema/estimate.hpp"

namespace throughline::evidence {

enum class Consented : std::uint8_t { Yes, No };

/// What is known of a dataset's rows.
struct DatasetFacts {
  std::optional<Seconds> newest;         ///< absent = no rows
  Consented consented = Consented::Yes;  ///< No: it holds people who did not give what it needs
};

using TacticMarket = std::pair<std::string, std::string>;

/// Everything that the plan is judged by. What is absent is not known.
struct Observed {
  CivilDate as_of;  ///< to its end
  TimeZone zone;    ///< of days
  std::vector<schema::Estimate> estimates;
  Draws draws;                                                ///< of estimates, where kept
  std::map<std::string, LockFacts, std::less<>> locks;        ///< by tactic; absent = never locked
  std::map<std::string, DatasetFacts, std::less<>> datasets;  ///< by id; absent = missing
  std::vector<TacticCost> costs;                              ///< of the window
  /// Value of one more unit of cost, by tactic and market, with its interval.
  std::map<TacticMarket, schema::Interval> marginal;
};

}  // namespace throughline::evidence
