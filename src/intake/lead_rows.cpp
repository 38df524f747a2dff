#include "intake/lead_rows.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "text/url.hpp"

namespace throughline::intake {
namespace {

enum Field : std::size_t {
  Number,
  Time,
  Updated,
  Market,
  Customer,
  Stage,
  AcceptedAt,
  QualifiedAt,
  WonAt,
  LostAt,
  Value,
  Currency,
  Code,
  Source,
  Medium,
  Campaign,
};

const std::array<Column, Field::Campaign + 1> kColumns = {
    {{"lead", {"lead_id"}, true},
     {"time", {"at", "created_at", "date", "day"}, true},
     {"updated", {"updated_at"}},
     {"market", {"country"}},
     {"customer", {"customer_id", "email"}},
     {"stage", {"status"}},
     {"accepted_at", {}},
     {"qualified_at", {}},
     {"won_at", {}},
     {"lost_at", {}},
     {"value", {"amount", "revenue"}},
     {"currency", {"currency_code"}},
     {"code", {"order_code", "coupon"}},
     {"source", {"utm_source"}},
     {"medium", {"utm_medium"}},
     {"campaign", {"utm_campaign"}}}};

constexpr std::array<std::string_view, 5> kStages = {"lost", "new", "accepted", "qualified", "won"};

struct DatedStage {
  Field field;
  LeadStage stage;
};

constexpr std::array<DatedStage, 4> kDated = {{{AcceptedAt, LeadStage::Accepted},
                                               {QualifiedAt, LeadStage::Qualified},
                                               {WonAt, LeadStage::Won},
                                               {LostAt, LeadStage::Lost}}};

Read<LeadStage> read_stage(std::string_view cell) {
  const auto* const found = std::ranges::find_if(
      kStages, [&](std::string_view name) { return text::equals_ignoring_case(name, cell); });
  if (found == kStages.end()) {
    return tl::unexpected(RejectReason::Stage);
  }
  return static_cast<LeadStage>(found - kStages.begin());
}

// The furthest stage that the row tells of, by word or by date, and when the row was written at the
// earliest.
Read<LeadRow> read_progress(Cells cells, const CellRules& rules, LeadRow row) {
  LeadStage furthest = LeadStage::New;
  if (!cells[Stage].empty()) {
    TL_TRY(furthest, read_stage(cells[Stage]));
  }
  row.lost = furthest == LeadStage::Lost ? 1 : 0;
  row.updated = row.time;
  for (const DatedStage& dated : kDated) {
    if (cells[dated.field].empty()) {
      continue;
    }
    TL_TRY(const std::uint32_t at, read_time(cells[dated.field], rules.zone));
    row.updated = std::max(row.updated, at);
    row.lost = dated.stage == LeadStage::Lost ? std::uint8_t{1} : row.lost;
    furthest = std::max(furthest, dated.stage);
  }
  if (!cells[Updated].empty()) {
    TL_TRY(row.updated, read_time(cells[Updated], rules.zone));
  }
  const bool never_more_than_new = row.lost == 1 && furthest == LeadStage::New;
  row.stage = static_cast<std::uint8_t>(never_more_than_new ? LeadStage::Lost : furthest);
  return row;
}

Read<LeadRow> read_lead(Cells cells, const CellRules& rules) {
  LeadRow row{.market = read_market(cells[Market], rules),
              .customer = read_person(cells[Customer], rules),
              .code = cells[Code],
              .source = cells[Source],
              .medium = cells[Medium],
              .campaign = cells[Campaign],
              .row = hash_cells(cells)};
  TL_TRY(row.number, read_needed(cells[Number]));
  TL_TRY(row.time, read_time(cells[Time], rules.zone));
  TL_TRY(Amount amount,
         read_amount(cells[Value].empty() ? "0" : cells[Value], cells[Currency], rules));
  row.amount = amount.minor;
  row.currency = std::move(amount.currency);
  return read_progress(cells, rules, std::move(row));
}

RejectReason take(Cells cells, const CellRules& rules, Records& records) {
  const Read<LeadRow> row = read_lead(cells, rules);
  if (row) {
    records.newest = std::max(records.newest, row->time);
  }
  return take_row(row, records);
}

}  // namespace

const RecordKind& lead_kind() {
  static const RecordKind kKind{.name = "leads",
                                .table = "lead_rows",
                                .columns = kColumns,
                                .decimals = {Value},
                                .take = take};
  return kKind;
}

}  // namespace throughline::intake
