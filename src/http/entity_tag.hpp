#pragma once

#include <string>
#include <string_view>

#include "http/coding.hpp"

namespace throughline::http {

/// Names a body by its bytes: a strong entity tag, quotes and all (RFC 9110, 8.8.3). 128 bits of a
/// hash without key and the length: two bodies that people make do not get the same one.
[[nodiscard]] std::string entity_tag(std::string_view body);

/// The tag of the same body compressed, since a strong tag names bytes: "\"a-gzip\"" for "\"a\"".
[[nodiscard]] std::string tag_of_coding(std::string_view tag, Coding coding);

/// Whether a client has the body already, in whichever coding (RFC 9110, 13.1.2).
/// \param if_none_match  the header: "*", or tags with commas between them
[[nodiscard]] bool matches(std::string_view if_none_match, std::string_view tag);

}  // namespace throughline::http
