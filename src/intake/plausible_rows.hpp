#pragma once

#include <span>
#include <string_view>

#include "base/error.hpp"
#include "intake/columns.hpp"
#include "intake/event_row.hpp"
#include "intake/row_format.hpp"

namespace throughline::intake {

/// Columns that are read of Plausible's table of events; docs/events.md says what each holds.
[[nodiscard]] std::span<const Column> plausible_columns();

/// Plausible's events as a table with a head, in any order of columns.
///
/// \param sample  the file's first bytes, with the head
/// Errors: InvalidArgument if the settings name a column that is none; CorruptData if a needed one
/// is missing.
[[nodiscard]] Result<RowFormat> plausible_rows(const ColumnNames& named,
                                               const EventMoney& money,
                                               std::string_view sample,
                                               std::string_view file);

}  // namespace throughline::intake
