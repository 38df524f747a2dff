#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "intake/record_kind.hpp"

namespace throughline::intake {

/// One order as a shop tells of it. Texts point into the cells.
struct OrderRow {
  std::string_view number;    ///< of the order
  std::uint32_t time = 0;     ///< when it was placed, UTC
  std::uint32_t updated = 0;  ///< when this was said of it, UTC
  std::string market;
  std::uint64_t customer = 0;  ///< number of the buyer; 0 = not known
  std::int64_t amount = 0;     ///< minor units of the currency
  std::string currency;
  std::string_view code;
  std::string_view source;
  std::string_view medium;
  std::string_view campaign;
  std::uint64_t row = 0;  ///< hash of the rest: a total order of what was said at one time

  static constexpr auto columns() {
    return std::tuple(member("number", &OrderRow::number),
                      member("time", &OrderRow::time),
                      member("updated", &OrderRow::updated),
                      member("market", &OrderRow::market),
                      member("customer", &OrderRow::customer),
                      member("amount", &OrderRow::amount),
                      member("currency", &OrderRow::currency),
                      member("code", &OrderRow::code),
                      member("source", &OrderRow::source),
                      member("medium", &OrderRow::medium),
                      member("campaign", &OrderRow::campaign),
                      member("row", &OrderRow::row));
  }
};

/// Orders: `order`, `time` and `value`, and who bought by what way; docs/money.md says what each
/// column holds.
[[nodiscard]] const RecordKind& order_kind();

}  // namespace throughline::intake
