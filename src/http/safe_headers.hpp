#pragma once

#include <string>

#include "http/message.hpp"

namespace throughline::http {

enum class Transport { Plain, Tls };

/// Appends the headers that make browsers refuse what our pages never do: scripts that are not
/// ours, other sites that frame or read us, guessed types; by TLS also going back to plain HTTP.
/// What the answer has of these itself is left as it is.
void append_safe_headers(std::string& out, const Response& response, Transport transport);

}  // namespace throughline::http
