#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "document/document.hpp"
#include "document/scan.hpp"

namespace throughline::document {

/// Reads the part of YAML in which nearly all plans are written, some ten times as fast as the
/// library: block and flow maps and lists, and scalars that stand on one line. Whatever else it
/// meets, mistakes among it, it gives nothing, and the library reads the file or says what is
/// wrong. What it does read is what the library reads; yaml_fuzz holds the one against the other.
///
/// \param lines    of a text in which scan() found nothing
/// \param skipped  bytes of the file before the text
[[nodiscard]] std::optional<Node> read_common(const Lines& lines,
                                              std::size_t skipped,
                                              const Limits& limits,
                                              Duplicates duplicates);

}  // namespace throughline::document
