#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace throughline::text {

/// One code point and the bytes it took; U+FFFD with length 1 where the bytes are no UTF-8.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;
};

/// Reads the code point at the start of a non-empty text.
[[nodiscard]] CodePoint first_code_point(std::string_view text);

/// Columns a terminal gives the text: 2 for East Asian wide characters and emoji, 0 for combining
/// marks and for control and direction characters. Source: Unicode 14, UAX #11 and UnicodeData.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Longest start of the text that fits in `width` columns, with "…" where something was cut.
[[nodiscard]] std::string truncate(std::string_view text, std::size_t width);

/// Replaces what is not UTF-8, and control and direction characters, by U+FFFD, so that text from
/// a log can be shown without changing what stands around it.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace throughline::text
