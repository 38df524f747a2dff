#pragma once

#include <string_view>

namespace throughline::plan {

/// Whether a text, trimmed and in small letters, only holds the place of an answer: nothing at all,
/// or one of  ... - ? x xxx tbd todo n/a none later.
[[nodiscard]] bool is_placeholder(std::string_view text);

}  // namespace throughline::plan
