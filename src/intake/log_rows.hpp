#pragma once

#include "intake/log_format.hpp"
#include "intake/row_format.hpp"

namespace throughline::intake {

/// Access logs: a line is a row.
[[nodiscard]] RowFormat log_rows(LogFormat format);

}  // namespace throughline::intake
