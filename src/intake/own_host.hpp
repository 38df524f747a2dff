#pragma once

#include <string>
#include <string_view>

#include "intake/log_format.hpp"

namespace throughline::intake {

/// Guesses under which host a log's site is reached, since combined logs do not say: the host that
/// refers most often, counted once a line, to a visitor (address and agent) who asked for the very
/// path it refers from shortly before. Empty where nothing of the kind is seen.
[[nodiscard]] std::string guess_own_host(const LogFormat& format, std::string_view sample);

}  // namespace throughline::intake
