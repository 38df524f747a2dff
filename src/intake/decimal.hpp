#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace throughline::intake {

/// What parts the whole from the rest of a number: 1,234.50 or 1.234,50.
enum class DecimalMark : std::uint8_t { Point, Comma };

/// Tells how the numbers of a column are written: with a comma if some end like "12,5" or "12,50"
/// and none like "12.5" or "12.50", with a point the other way round. Groups of three tell nothing.
/// \param otherwise  what is taken where the numbers tell nothing
[[nodiscard]] DecimalMark decimal_mark_of(std::span<const std::string> numbers,
                                          DecimalMark otherwise);

/// A number in plain form, "-1234.5": without groups, with a point. Groups may be parted by the
/// other mark, blanks or apostrophes, and must have three digits each, so that a number written the
/// other way round is refused and never read as a thousand times what it is.
/// \return  nothing if it is no number
[[nodiscard]] std::optional<std::string> plain_number(std::string_view text, DecimalMark mark);

/// The same as a number.
[[nodiscard]] std::optional<double> parse_number(std::string_view text, DecimalMark mark);

}  // namespace throughline::intake
