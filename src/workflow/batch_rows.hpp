#pragma once

#include <cstdint>
#include <vector>

#include "engine/batch.hpp"

namespace throughline::workflow {

/// The rows of a batch that `wanted` names, in that order.
[[nodiscard]] engine::Batch rows_of(const engine::Batch& batch,
                                    const std::vector<std::size_t>& wanted);

/// At most `limit` rows from `offset` on.
[[nodiscard]] engine::Batch page_of(const engine::Batch& batch,
                                    std::uint64_t offset,
                                    std::uint64_t limit);

}  // namespace throughline::workflow
