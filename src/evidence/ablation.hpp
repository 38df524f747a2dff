#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evidence/roll_up.hpp"
#include "plan/model.hpp"
#include "schema/estimate.hpp"

namespace throughline::evidence {

/// Where a goal stands on its date if all goes on as it is.
struct GoalForecast {
  std::string goal;
  schema::Interval at_by;  ///< of the metric, in its own sign
  double target = 0.0;
  plan::Better better = plan::Better::Up;
};

/// What a node adds to the goal's metric until then.
struct NodeEffect {
  std::string node;
  RollUp added;
};

enum class Proof : std::uint8_t {
  Proven,      ///< the interval leaves zero out
  Open,        ///< it holds zero
  CannotTell,  ///< no estimate of grade A to C
};

/// What stopping a node would do to the chance of a goal.
struct Ablation {
  std::string node;
  std::string goal;
  Proof proof = Proof::CannotTell;
  std::optional<double> with;     ///< chance to meet the target; absent = cannot tell
  std::optional<double> without;  ///< the same without what the node adds

  /// With minus without; 0 where that cannot be told.
  [[nodiscard]] double drop() const { return with && without ? *with - *without : 0.0; }
};

struct AblationOptions {
  std::uint64_t seed = 1;
  std::size_t draws = 4000;
};

/// "If we stop": the chance of meeting the target with and without each node.
///
///   with = P(forecast meets the target),  without = P(forecast − added meets it)
///
/// Forecast and added are drawn independently from normal curves whose sides have each their own
/// spread. The same draws of the forecast serve all nodes. Ranked: proven before open before cannot
/// tell, then by drop, then by lower bound of what is added, then by id: a wide guess around
/// nothing does not come before what is known to work. Cost: O(nodes · draws).
[[nodiscard]] std::vector<Ablation> ablate(const GoalForecast& forecast,
                                           const std::vector<NodeEffect>& nodes,
                                           const AblationOptions& options = {});

}  // namespace throughline::evidence
