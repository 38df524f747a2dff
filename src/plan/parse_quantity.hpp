#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "plan/quantity.hpp"

namespace throughline::plan {

/// Reads a plain decimal number: an optional sign, digits, an optional point and digits. Nothing
/// for anything else, and for more than 30 digits.
[[nodiscard]] std::optional<Number> parse_number(std::string_view text);

/// Reads a number, or a number and %.
[[nodiscard]] std::optional<Delta> parse_delta(std::string_view text);

/// Reads a whole number and h, d, w, m or y: "48h".
[[nodiscard]] std::optional<Length> parse_length(std::string_view text);

/// Why a text is no amount of money.
enum class MoneyFault : std::uint8_t { NoNumber, TooManyDecimals, TooLarge };

/// Reads an amount in major units exactly: "8000" and "8000.50" of a currency with cents. More
/// decimals than the currency has are a fault even where they are zeros.
[[nodiscard]] std::variant<Money, MoneyFault> parse_money(std::string_view text,
                                                          std::string_view currency);

/// As the plan writes them; each reads back as the same.
[[nodiscard]] std::string text_of(const Delta& delta);
[[nodiscard]] std::string text_of(const Length& length);
[[nodiscard]] std::string text_of(const Money& money);  ///< without the currency: "8000.50"

}  // namespace throughline::plan
