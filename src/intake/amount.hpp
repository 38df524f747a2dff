#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace throughline::intake {

/// Reads an amount of money, "12.5" or "-3.999", exactly: whole minor units, halves away from zero.
/// \param digits  of the currency behind the point: 2 for EUR, 0 for JPY
/// \return        nothing if it is no plain decimal number or does not fit
[[nodiscard]] std::optional<std::int64_t> parse_amount(std::string_view text, int digits);

/// The same for a number that was read already; exact up to 2^53 minor units.
[[nodiscard]] std::optional<std::int64_t> minor_units(double amount, int digits);

}  // namespace throughline::intake
