#pragma once

#include <string>

#include "views/sources.hpp"

namespace throughline::render {

/// Rows of the list of all sources for programs, in the form "throughline.sources/1"; docs/api.md
/// says what it holds.
[[nodiscard]] std::string sources_json(const views::SourcePage& page);

/// The same rows as a table of CSV (RFC 4180) with a head.
[[nodiscard]] std::string sources_csv(const views::SourcePage& page);

}  // namespace throughline::render
