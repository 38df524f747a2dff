#include "intake/experiment_rows.hpp"

#include <algorithm>
#include <array>

#include "text/url.hpp"

namespace throughline::intake {
namespace {

enum Field : std::size_t { Experiment, Unit, Arm, Time, Market, Region, Exposed, Outcome, Before };

const std::array<Column, Field::Before + 1> kColumns = {
    {{"experiment", {"test", "experiment_id"}, true},
     {"unit", {"unit_id"}, true},
     {"arm", {"variant", "group"}, true},
     {"time", {"day", "date", "at"}, true},
     {"market", {"country"}},
     {"region", {"geo"}},
     {"exposed", {}},
     {"outcome", {"value"}, true},
     {"before", {"baseline", "covariate"}}}};

// Who was assigned counts as exposed unless the row says no.
Read<std::uint8_t> read_flag(std::string_view cell) {
  for (const std::string_view yes : {"", "1", "true", "yes"}) {
    if (text::equals_ignoring_case(cell, yes)) {
      return std::uint8_t{1};
    }
  }
  for (const std::string_view no : {"0", "false", "no"}) {
    if (text::equals_ignoring_case(cell, no)) {
      return std::uint8_t{0};
    }
  }
  return tl::unexpected(RejectReason::Number);
}

Read<ExperimentRow> read_experiment(Cells cells, const CellRules& rules) {
  ExperimentRow row{.region = cells[Region]};
  if (!cells[Market].empty()) {  // else the tactic that the test is of has one
    row.market = read_market(cells[Market], rules);
  }
  TL_TRY(row.experiment, read_needed(cells[Experiment]));
  TL_TRY(const std::string_view unit, read_needed(cells[Unit]));
  row.unit = read_person(unit, rules);
  TL_TRY(row.arm, read_needed(cells[Arm]));
  TL_TRY(row.day, read_day(cells[Time], rules.zone));
  TL_TRY(row.exposed, read_flag(cells[Exposed]));
  TL_TRY(row.outcome, read_number(cells[Outcome], rules));
  if (!cells[Before].empty()) {
    row.has_before = 1;
    TL_TRY(row.before, read_number(cells[Before], rules));
  }
  return row;
}

RejectReason take(Cells cells, const CellRules& rules, Records& records) {
  const Read<ExperimentRow> row = read_experiment(cells, rules);
  if (row) {
    records.newest = std::max(records.newest, end_of_day(row->day, rules.zone));
  }
  return take_row(row, records);
}

}  // namespace

const RecordKind& experiment_kind() {
  static const RecordKind kKind{.name = "experiments",
                                .table = "experiment_rows",
                                .columns = kColumns,
                                .decimals = {Outcome, Before},
                                .take = take};
  return kKind;
}

}  // namespace throughline::intake
