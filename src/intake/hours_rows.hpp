#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "intake/record_kind.hpp"

namespace throughline::intake {

/// Hours that somebody worked for something on a day. Texts point into the cells.
struct HoursRow {
  std::uint16_t day = 0;  ///< days since 1970
  std::string_view role;
  std::string market;
  std::string_view tag;
  std::int64_t millihours = 0;  ///< thousandths of an hour, so that sums are exact

  static constexpr auto columns() {
    return std::tuple(member("day", &HoursRow::day),
                      member("role", &HoursRow::role),
                      member("market", &HoursRow::market),
                      member("tag", &HoursRow::tag),
                      member("millihours", &HoursRow::millihours));
  }
};

/// Hours: `date`, `role` and `hours`; docs/money.md says what each column holds.
[[nodiscard]] const RecordKind& hours_kind();

}  // namespace throughline::intake
