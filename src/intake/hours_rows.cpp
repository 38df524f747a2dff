#include "intake/hours_rows.hpp"

#include <algorithm>
#include <array>

#include "intake/amount.hpp"

namespace throughline::intake {
namespace {

enum Field : std::size_t { Date, Role, Hours, Market, Tag };

const std::array<Column, Field::Tag + 1> kColumns = {{{"date", {"day", "time", "datum"}, true},
                                                      {"role", {}, true},
                                                      {"hours", {}, true},
                                                      {"market", {"country"}},
                                                      {"tag", {"ledger_tag", "tactic"}}}};

constexpr int kThousandths = 3;

Read<HoursRow> read_hours(Cells cells, const CellRules& rules) {
  HoursRow row{.market = read_market(cells[Market], rules), .tag = cells[Tag]};
  TL_TRY(row.day, read_day(cells[Date], rules.zone));
  TL_TRY(row.role, read_needed(cells[Role]));
  const auto plain = plain_number(cells[Hours], rules.mark);
  const auto hours = plain ? parse_amount(*plain, kThousandths) : std::optional<std::int64_t>();
  if (!hours) {
    return tl::unexpected(RejectReason::Number);
  }
  row.millihours = *hours;
  return row;
}

RejectReason take(Cells cells, const CellRules& rules, Records& records) {
  const Read<HoursRow> row = read_hours(cells, rules);
  if (row) {
    records.newest = std::max(records.newest, end_of_day(row->day, rules.zone));
  }
  return take_row(row, records);
}

}  // namespace

const RecordKind& hours_kind() {
  static const RecordKind kKind{.name = "hours",
                                .table = "hour_rows",
                                .columns = kColumns,
                                .decimals = {Hours},
                                .take = take};
  return kKind;
}

}  // namespace throughline::intake
