#pragma once

#include <cstdint>
#include <string_view>

namespace throughline::intake {

/// Why a row was not accepted. The names are shown and stored.
enum class RejectReason : std::uint8_t {
  None,
  TooLong,
  Binary,
  Fields,
  Time,
  Request,
  Status,
  Address,
  Json,
  Visitor,
  Name,
  Url,
  Foreground,
  Amount,
  Currency,
  Quotes,
  Width,
  CurrencyCode,
  Number,
  Missing,
  Stage,
  Encoding,
  Interval,
  Method,
  Grade,
  Scale,
  About,
};

[[nodiscard]] std::string_view name_of(RejectReason reason);

}  // namespace throughline::intake
