#pragma once

#include <string>
#include <string_view>

namespace throughline::http {

/// Writes a server-sent event as the HTML standard has it (9.2.5): "event: name", a "data: " for
/// each line, and an empty line.
[[nodiscard]] std::string event_text(std::string_view event, std::string_view data);

}  // namespace throughline::http
