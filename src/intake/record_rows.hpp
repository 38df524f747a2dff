#pragma once

#include <string_view>

#include "base/error.hpp"
#include "intake/record_kind.hpp"
#include "intake/row_format.hpp"

namespace throughline::intake {

/// Rows of records: a table with a head (comma, semicolon or tab), or JSON lines, whichever the
/// file's first bytes are.
///
/// \param format  "decimal comma" or "decimal point"; "" = found by looking at the sample
/// \param sample  the file's first bytes, where the needed columns must be found
/// Errors: InvalidArgument if the settings name a column that is none, or a format; CorruptData if
/// a needed column is missing.
[[nodiscard]] Result<RowFormat> record_rows(const RecordKind& kind,
                                            const ColumnNames& named,
                                            CellRules rules,
                                            std::string_view format,
                                            std::string_view sample,
                                            std::string_view file);

/// The kind whose needed columns a file has, or null. Only those are told that a file of another
/// kind can hardly have.
[[nodiscard]] const RecordKind* recognise_records(std::string_view sample);

}  // namespace throughline::intake
