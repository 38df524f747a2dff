#pragma once

#include <cstddef>
#include <string_view>

namespace throughline::document {

// Where values of a text that was read as YAML end. The library says only where they begin. All
// take and give bytes of the text; none fails, whatever the text.

/// Behind a scalar: its closing quote, the last line of its block, or the last word of plain text.
/// \param value  what was read there
[[nodiscard]] std::size_t end_of_scalar(std::string_view text,
                                        std::size_t begin,
                                        std::string_view value);

/// Behind a null that is written out; `begin` where nothing is.
[[nodiscard]] std::size_t end_of_null(std::string_view text, std::size_t begin);

/// Behind the bracket that closes a list or map in brackets.
/// \param last  behind the last value in it
[[nodiscard]] std::size_t end_of_flow(std::string_view text, std::size_t last);

}  // namespace throughline::document
