#pragma once

#include <string>

#include "base/error.hpp"

namespace throughline::engine {

/// Writes how the embedded engine is to work beside the store's folder, unless it says so already.
/// \returns the file. Errors: Unavailable, DiskFull.
[[nodiscard]] Result<std::string> write_embedded_config(const std::string& folder);

}  // namespace throughline::engine
