#pragma once

#include <string>
#include <string_view>

namespace throughline::collector {

/// Appends a JSON string. Control characters become blanks; bytes are taken for UTF-8.
/// \param out  a buffer that is used again and again
void append_json_text(std::string& out, std::string_view text);

}  // namespace throughline::collector
