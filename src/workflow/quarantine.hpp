#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "engine/engine.hpp"

namespace throughline::workflow {

/// Refused rows by source and reason.
[[nodiscard]] Result<engine::Batch> quarantine_summary(engine::Engine& store);

/// Refused rows with file, line, byte offset, reason and their first 4 KiB. \param reason  "" = any
/// \param feed    number of the source, see feed_number(); 0 = any
[[nodiscard]] Result<engine::Batch> quarantined_rows(engine::Engine& store,
                                                     const std::string& reason,
                                                     std::uint32_t feed,
                                                     std::uint64_t offset,
                                                     std::uint64_t limit);

}  // namespace throughline::workflow
