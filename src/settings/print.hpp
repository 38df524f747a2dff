#pragma once

#include <string>
#include <string_view>

#include "settings/settings.hpp"

namespace throughline::settings {

/// Text as it is written in a file: plain where it cannot be taken for anything else, else in
/// double quotes.
[[nodiscard]] std::string scalar(std::string_view text);

}  // namespace throughline::settings
