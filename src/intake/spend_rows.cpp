#include "intake/spend_rows.hpp"

#include <array>

namespace throughline::intake {
namespace {

enum Field : std::size_t {
  Date,
  Cost,
  Currency,
  Market,
  Channel,
  Source,
  Medium,
  Campaign,
  Tag,
  Impressions,
  Clicks,
};

const std::array<Column, Field::Clicks + 1> kColumns = {
    {{"date", {"day", "time", "datum"}, true},
     {"amount", {"cost", "spend", "costs"}, true},
     {"currency", {"currency_code"}},
     {"market", {"country"}},
     {"channel", {}},
     {"source", {"utm_source", "platform", "vendor"}},
     {"medium", {"utm_medium"}},
     {"campaign", {"utm_campaign", "campaign_name"}},
     {"tag", {"ledger_tag", "tactic"}},
     {"impressions", {}},
     {"clicks", {}}}};

Read<SpendRow> read_spend(Cells cells, const CellRules& rules) {
  SpendRow row{.market = read_market(cells[Market], rules),
               .channel = cells[Channel],
               .source = cells[Source],
               .medium = cells[Medium],
               .campaign = cells[Campaign],
               .tag = cells[Tag]};
  TL_TRY(row.day, read_day(cells[Date], rules.zone));
  TL_TRY(Amount amount, read_amount(cells[Cost], cells[Currency], rules));
  row.amount = amount.minor;
  row.currency = std::move(amount.currency);
  TL_TRY(row.impressions, read_count(cells[Impressions], rules));
  TL_TRY(row.clicks, read_count(cells[Clicks], rules));
  return row;
}

RejectReason take(Cells cells, const CellRules& rules, Records& records) {
  const Read<SpendRow> row = read_spend(cells, rules);
  if (row) {
    records.newest = std::max(records.newest, end_of_day(row->day, rules.zone));
  }
  return take_row(row, records);
}

}  // namespace

const RecordKind& spend_kind() {
  static const RecordKind kKind{.name = "spend",
                                .table = "spend_rows",
                                .columns = kColumns,
                                .decimals = {Cost},
                                .take = take};
  return kKind;
}

}  // namespace throughline::intake
