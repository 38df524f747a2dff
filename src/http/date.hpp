#pragma once

#include <cstdint>
#include <string>

namespace throughline::http {

/// Writes a time as HTTP does, e.g. "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
/// \param seconds  since 1970, UTC
[[nodiscard]] std::string http_date(std::int64_t seconds);

}  // namespace throughline::http
