#pragma once

#include <cstdint>
#include <string_view>

#include "base/error.hpp"

namespace throughline::intake {

/// Kinds of files that can be told apart by looking at them.
enum class FileKind : std::uint8_t { Log, Events, Plausible };

/// Tells what a file is by its first bytes, decompressed; a log where nothing else fits.
/// Errors: Unsupported for an archive, and for tables of daily totals, with what to take instead.
[[nodiscard]] Result<FileKind> recognise(std::string_view sample, std::string_view file);

}  // namespace throughline::intake
