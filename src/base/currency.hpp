#pragma once

#include <string_view>

namespace throughline {

/// Whether a code has the form of ISO 4217: three capital letters.
[[nodiscard]] bool is_currency(std::string_view code);

/// Digits after the decimal point of a currency (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD.
[[nodiscard]] int minor_digits(std::string_view currency);

}  // namespace throughline
