#pragma once

#include <cstddef>
#include <string_view>

#include "base/error.hpp"

namespace throughline::engine {

/// Turns what a ClickHouse says of a failure into our error:
///
///   Code: 62. DB::Exception: Syntax error: … (SYNTAX_ERROR) (version 26.5 …)            of today
///   Code: 62, e.displayText() = DB::Exception: Syntax error: …, e.what() = DB::Exception    of
///   2018
///
/// The message is the sentence between the frames, at most 500 bytes of it: a syntax error lists
/// every word that could have stood there. The number decides the code (src/Common/ErrorCodes.cpp
/// of ClickHouse); what is not known is InvalidArgument, since most of it is wrong SQL. Text in no
/// known form becomes the message as it is.
[[nodiscard]] Error error_of_exception(std::string_view text);

/// Where the report of an exception begins in bytes that a server has written behind a good answer,
/// because the failure came after the status line was gone; npos if there is none within the first
/// 64 bytes. Servers of 2025 and later put a marker line before it.
[[nodiscard]] std::size_t find_exception(std::string_view bytes);

}  // namespace throughline::engine
