#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "intake/record_kind.hpp"

namespace throughline::intake {

/// How far a lead came. Lost has no rank: it may be reached from every other but Won.
enum class LeadStage : std::uint8_t { Lost = 0, New = 1, Accepted = 2, Qualified = 3, Won = 4 };

/// What was said of a lead at one time. Texts point into the cells.
struct LeadRow {
  std::string_view number;
  std::uint32_t time = 0;     ///< when it came in, UTC
  std::uint32_t updated = 0;  ///< when this was said of it, UTC
  std::string market;
  std::uint64_t customer = 0;  ///< number of who asked; 0 = not known
  std::uint8_t stage = 0;      ///< LeadStage, the furthest of the row's stage and dates
  std::uint8_t lost = 0;       ///< 1: nothing more will come of it
  std::int64_t amount = 0;     ///< minor units of the currency
  std::string currency;
  std::string_view code;
  std::string_view source;
  std::string_view medium;
  std::string_view campaign;
  std::uint64_t row = 0;  ///< hash of the rest: a total order of what was said at one time

  static constexpr auto columns() {
    return std::tuple(member("number", &LeadRow::number),
                      member("time", &LeadRow::time),
                      member("updated", &LeadRow::updated),
                      member("market", &LeadRow::market),
                      member("customer", &LeadRow::customer),
                      member("stage", &LeadRow::stage),
                      member("lost", &LeadRow::lost),
                      member("amount", &LeadRow::amount),
                      member("currency", &LeadRow::currency),
                      member("code", &LeadRow::code),
                      member("source", &LeadRow::source),
                      member("medium", &LeadRow::medium),
                      member("campaign", &LeadRow::campaign),
                      member("row", &LeadRow::row));
  }
};

/// Leads: `lead`, `time` and how far each came, as a stage or as dates; docs/money.md says what
/// each column holds.
[[nodiscard]] const RecordKind& lead_kind();

}  // namespace throughline::intake
