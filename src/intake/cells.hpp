#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/time.hpp"
#include "intake/decimal.hpp"
#include "intake/reject_reason.hpp"
#include "intake/visitor.hpp"

namespace throughline::intake {

/// One row of a table, a text for each of the kind's columns: without blanks around it, empty where
/// there is none. The views live until the next row.
using Cells = std::span<const std::string_view>;

/// What a row does not say itself.
struct CellRules {
  TimeZone zone;                       ///< of days, and of times without a zone
  std::string currency;                ///< of amounts without one; ISO 4217
  std::string market = "unknown";      ///< of rows without one
  VisitorKey key{{}, Rotation::None};  ///< makes numbers of people
  DecimalMark mark = DecimalMark::Point;
};

/// What a cell holds, or why its row is not accepted.
template <class T>
using Read = tl::expected<T, RejectReason>;

/// Reads a time: ISO 8601 with zone; without one a wall clock of `zone`, or a day (its start); or
/// seconds or milliseconds since 1970. Days may also be written 30.06.2026, 2026/06/30 or 20260630.
/// \return  UTC seconds. Reason: Time if it is none between 1970 and 2106
[[nodiscard]] Read<std::uint32_t> read_time(std::string_view cell, const TimeZone& zone);

/// Reads a day, or the day in `zone` of a time.
/// \return  days since 1970
[[nodiscard]] Read<std::uint16_t> read_day(std::string_view cell, const TimeZone& zone);

/// Last second of a day of the zone, UTC.
[[nodiscard]] std::uint32_t end_of_day(std::uint16_t day, const TimeZone& zone);

/// An amount in minor units of its currency.
struct Amount {
  std::int64_t minor = 0;
  std::string currency;  ///< ISO 4217
};

/// Reads an amount and its currency, which may be empty: then it is that of the rules.
/// Reasons: CurrencyCode, Amount.
[[nodiscard]] Read<Amount> read_amount(std::string_view cell,
                                       std::string_view currency,
                                       const CellRules& rules);

/// Reads a number. Reason: Number.
[[nodiscard]] Read<double> read_number(std::string_view cell, const CellRules& rules);

/// Reads a number of things; an empty cell is 0. Decimals are rounded: some tools share out clicks.
/// Reason: Number, also below 0.
[[nodiscard]] Read<std::uint64_t> read_count(std::string_view cell, const CellRules& rules);

/// A cell that must hold something. Reason: Missing.
[[nodiscard]] Read<std::string_view> read_needed(std::string_view cell);

/// One number for all cells of a row.
[[nodiscard]] std::uint64_t hash_cells(Cells cells);

/// A market's id in small letters; that of the rules where the cell is empty.
[[nodiscard]] std::string read_market(std::string_view cell, const CellRules& rules);

/// The number of a person, whom nobody without the workspace's key can tell; 0 for nobody.
[[nodiscard]] std::uint64_t read_person(std::string_view cell, const CellRules& rules);

}  // namespace throughline::intake
