#pragma once

#include <cstdint>
#include <vector>

#include "engine/engine.hpp"

namespace throughline::workflow {

/// Visitors whose numbers lie in [low, high].
struct VisitorRange {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

/// Cuts all visitors into n parts of the key space. Their numbers are hashes, so the parts are
/// about equally full. What is counted a visitor is counted part by part, so that memory is bounded
/// whatever the number of visitors. \param n  from 1
[[nodiscard]] std::vector<VisitorRange> visitor_ranges(std::uint64_t n);

/// Ranges of so many visitors that all people of one can be told apart in some hundred megabytes of
/// the engine.
[[nodiscard]] Result<std::vector<VisitorRange>> ranges_of_people(engine::Engine& store);

/// The parameters with `low` and `high` added.
[[nodiscard]] engine::Parameters within(engine::Parameters parameters, const VisitorRange& range);

}  // namespace throughline::workflow
