#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"
#include "http/safe_headers.hpp"

namespace throughline::http {

enum class AfterAnswer { KeepAlive, Close };

/// Words for a status, e.g. "Not Found".
[[nodiscard]] std::string_view reason_of(unsigned status);

/// Whether an answer of that status may have a body (RFC 9110, 6.4.1).
[[nodiscard]] bool may_have_body(unsigned status);

/// Appends status line and headers of an answer, with the empty line after them. A header that
/// could end a line early is left out, so that no value can forge another one.
/// \param date  as http_date() writes it
void append_head(std::string& out,
                 const Response& response,
                 std::string_view date,
                 Transport transport,
                 AfterAnswer after);

/// Appends the head of an answer that is a stream of server-sent events.
void append_stream_head(std::string& out, std::string_view date, Transport transport);

}  // namespace throughline::http
