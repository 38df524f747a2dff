#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace throughline::render {

/// Breaks text into lines of at most `width` columns: at spaces, and between Han characters, but
/// never before closing punctuation. Lines after the first are indented. A word that is wider than
/// a line stands on one of its own.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace throughline::render
