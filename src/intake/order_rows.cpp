#include "intake/order_rows.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"

namespace throughline::intake {
namespace {

enum Field : std::size_t {
  Number,
  Time,
  Updated,
  Market,
  Customer,
  Value,
  Currency,
  Code,
  Source,
  Medium,
  Campaign,
};

const std::array<Column, Field::Campaign + 1> kColumns = {
    {{"order", {"order_id", "order_number", "number"}, true},
     {"time", {"at", "created_at", "ordered_at", "date", "day"}, true},
     {"updated", {"updated_at"}},
     {"market", {"country"}},
     {"customer", {"customer_id", "email"}},
     {"value", {"amount", "total", "revenue"}, true},
     {"currency", {"currency_code"}},
     {"code", {"order_code", "coupon", "discount_code"}},
     {"source", {"utm_source"}},
     {"medium", {"utm_medium"}},
     {"campaign", {"utm_campaign"}}}};

Read<OrderRow> read_order(Cells cells, const CellRules& rules) {
  OrderRow row{.market = read_market(cells[Market], rules),
               .customer = read_person(cells[Customer], rules),
               .code = cells[Code],
               .source = cells[Source],
               .medium = cells[Medium],
               .campaign = cells[Campaign],
               .row = hash_cells(cells)};
  TL_TRY(row.number, read_needed(cells[Number]));
  TL_TRY(row.time, read_time(cells[Time], rules.zone));
  row.updated = row.time;
  if (!cells[Updated].empty()) {
    TL_TRY(row.updated, read_time(cells[Updated], rules.zone));
  }
  TL_TRY(Amount amount, read_amount(cells[Value], cells[Currency], rules));
  row.amount = amount.minor;
  row.currency = std::move(amount.currency);
  return row;
}

RejectReason take(Cells cells, const CellRules& rules, Records& records) {
  const Read<OrderRow> row = read_order(cells, rules);
  if (row) {
    records.newest = std::max(records.newest, row->time);
  }
  return take_row(row, records);
}

}  // namespace

const RecordKind& order_kind() {
  static const RecordKind kKind{.name = "orders",
                                .table = "order_rows",
                                .columns = kColumns,
                                .decimals = {Value},
                                .take = take};
  return kKind;
}

}  // namespace throughline::intake
