#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "collector/event.hpp"

namespace throughline::collector {

/// What became of a body's events.
struct Tally {
  struct Refused {
    std::size_t event = 0;  ///< place in the body, from 0
    Refusal why = Refusal::None;
  };

  std::size_t accepted = 0;
  std::size_t passing = 0;  ///< of the accepted ones
  std::vector<Refused> refused;
};

inline constexpr std::size_t kReasonsShown = 20;

/// {"accepted":9,"refused":1,"reasons":[{"event":3,"reason":"..."}]}; at most kReasonsShown
/// reasons.
[[nodiscard]] std::string answer_text(const Tally& tally);

}  // namespace throughline::collector
