#pragma once

#include <string>
#include <string_view>

namespace throughline::text {

/// Writes the same characters always by the same code points (Unicode normalization form NFC), so
/// that "é" typed in two ways compares equal. Bytes that are no UTF-8 become U+FFFD.
/// Source: Unicode Standard Annex #15, by ICU.
[[nodiscard]] std::string normal_form(std::string_view text);

/// The text without blanks at its ends and with one blank where several stood, line ends included.
[[nodiscard]] std::string without_extra_blanks(std::string_view text);

}  // namespace throughline::text
