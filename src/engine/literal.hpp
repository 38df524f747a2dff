#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "engine/engine.hpp"

namespace throughline::engine {

/// Puts parameters into a query as typed literals, for servers that know no query parameters
/// (ClickHouse before 19). The one place of the program where a value becomes SQL.
///
///   SELECT {text:String}, {ids:Array(UInt32)}   →   SELECT 'it\'s', CAST([1, 2] AS Array(UInt32))
///
/// Braces inside quotes and comments stay as they are. A value is read by its type and written
/// anew, so that no byte of it but an escaped one reaches the query; a parameter that the query
/// does not name is not looked at. Types: (U)Int8 … 64, Float32, Float64, String, Date, DateTime,
/// DateTime('zone'), and arrays of these; array values are in ClickHouse's text form, [1,2] or
/// ['a','b']. Behind LIMIT and OFFSET an unsigned number stands bare, as old servers want it.
/// Errors: InvalidArgument if a placeholder has no value, a value is not of its type, or a quote,
/// comment or brace is not closed; Unsupported for another type. Source: string syntax of
/// ClickHouse, "Syntax", section "String".
[[nodiscard]] Result<std::string> bind_literals(std::string_view sql, const Parameters& parameters);

}  // namespace throughline::engine
