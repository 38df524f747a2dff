#pragma once

#include <string>
#include <string_view>

namespace throughline::render {

/// Text for HTML, in content and in quoted attributes. Names come from strangers: markup is
/// escaped, broken UTF-8, control and direction characters become U+FFFD.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace throughline::render
