#pragma once

#include <string>
#include <string_view>

#include "document/document.hpp"

namespace throughline::document {

/// What read() does for a text that read_common() leaves to the YAML library: all of YAML, and
/// every mistake in it. For tests, which hold the one against the other.
[[nodiscard]] Reading read_by_library(std::string_view text,
                                      std::string file,
                                      const Limits& limits = {},
                                      Duplicates duplicates = Duplicates::Refuse);

}  // namespace throughline::document
