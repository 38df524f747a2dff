#pragma once

#include <string>
#include <string_view>

namespace throughline::engine {

/// Writes a parameter's value as the engine's reader of parameters expects it: the field syntax of
/// TabSeparated, where backslash, tab, newline, carriage return and NUL are written with a
/// backslash.
[[nodiscard]] std::string escape_parameter(std::string_view value);

}  // namespace throughline::engine
