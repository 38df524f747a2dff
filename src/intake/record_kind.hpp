#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "intake/cells.hpp"
#include "intake/columns.hpp"
#include "intake/records.hpp"

namespace throughline::intake {

/// A kind of source whose rows are records of one table: what they are called, which columns a file
/// may have, and what a row becomes.
struct RecordKind {
  std::string_view name;   ///< as the settings write it: "spend"
  std::string_view table;  ///< of the store
  std::span<const Column> columns;
  std::vector<std::size_t> decimals;  ///< columns whose numbers tell how decimals are written
  /// Adds what a row says to the records, or says why not; the place is added by the caller.
  RejectReason (*take)(Cells cells, const CellRules& rules, Records& records) = nullptr;
};

/// Every kind, in the order in which a file is taken for one.
[[nodiscard]] std::span<const RecordKind> record_kinds();
/// The kind with this name, or null.
[[nodiscard]] const RecordKind* record_kind(std::string_view name);

/// Makes the records of a row of which reading gave this.
template <class Row>
RejectReason take_row(const Read<Row>& row, Records& records) {
  if (!row) {
    return row.error();
  }
  push_row(records, *row);
  return RejectReason::None;
}

}  // namespace throughline::intake
