#pragma once

#include "base/error.hpp"
#include "intake/row_format.hpp"
#include "settings/settings.hpp"
#include "workflow/import.hpp"

namespace throughline::workflow {

/// Whether a kind of source tells of hits, of which visits are made.
[[nodiscard]] bool makes_visits(settings::Kind kind);

/// Whether this version reads a kind of source.
[[nodiscard]] bool is_readable(settings::Kind kind);

/// What a file is, by its first bytes. Errors: Unsupported for what is of no use, with what to take
/// instead.
[[nodiscard]] Result<settings::Kind> kind_of(const Opened& opened);

/// How the rows of a source's file are read.
/// Errors: CorruptData if the file is of another kind or lacks a column; InvalidArgument if format
/// or columns of the settings cannot be.
[[nodiscard]] Result<intake::RowFormat> format_of(const settings::Settings& settings,
                                                  const settings::Source& source,
                                                  const Opened& opened);

}  // namespace throughline::workflow
