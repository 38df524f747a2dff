#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "intake/record_kind.hpp"

namespace throughline::intake {

/// What was paid for one thing on one day. Texts point into the cells.
struct SpendRow {
  std::uint16_t day = 0;  ///< days since 1970, as the bill has it
  std::string market;
  std::string_view channel;
  std::string_view source;
  std::string_view medium;
  std::string_view campaign;
  std::string_view tag;
  std::int64_t amount = 0;  ///< minor units of the currency
  std::string currency;
  std::uint64_t impressions = 0;
  std::uint64_t clicks = 0;

  static constexpr auto columns() {
    return std::tuple(member("day", &SpendRow::day),
                      member("market", &SpendRow::market),
                      member("channel", &SpendRow::channel),
                      member("source", &SpendRow::source),
                      member("medium", &SpendRow::medium),
                      member("campaign", &SpendRow::campaign),
                      member("tag", &SpendRow::tag),
                      member("amount", &SpendRow::amount),
                      member("currency", &SpendRow::currency),
                      member("impressions", &SpendRow::impressions),
                      member("clicks", &SpendRow::clicks));
  }
};

/// Spend: `date` and `amount`, and what it was paid for; docs/money.md says what each column holds.
[[nodiscard]] const RecordKind& spend_kind();

}  // namespace throughline::intake
