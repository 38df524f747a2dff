#pragma once

#include <span>
#include <string_view>

#include "base/error.hpp"
#include "intake/columns.hpp"
#include "intake/event_row.hpp"
#include "intake/row_format.hpp"

namespace throughline::intake {

/// Columns of the collector's own JSON lines; docs/events.md says what each holds.
[[nodiscard]] std::span<const Column> event_columns();

/// Events as JSON lines, an object a line.
///
/// \param sample  the file's first bytes, in whose objects the needed columns must be found
/// Errors: InvalidArgument if the settings name a column that is none; CorruptData if a needed one
/// is missing.
[[nodiscard]] Result<RowFormat> event_rows(const ColumnNames& named,
                                           const EventMoney& money,
                                           std::string_view sample,
                                           std::string_view file);

/// Share of the sample's lines, in [0, 1], that can be read as events of ours.
[[nodiscard]] double share_of_events(std::string_view sample);

}  // namespace throughline::intake
