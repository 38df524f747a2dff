#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace throughline::server {

enum class Level { Info, Warning, Error };

/// Writes one JSON object a line to standard error: {"at", "level", "event", "message"}. No
/// addresses, names of people or values of queries.
void log(Level level, std::string_view event, std::string_view message);

/// A request that was answered. \param route  as the table of routes has it, without values
void log_request(std::string_view method,
                 std::string_view route,
                 unsigned status,
                 std::chrono::microseconds duration,
                 std::size_t bytes);

/// Writes a fault of ours. \returns the number under which it stands in the log
[[nodiscard]] std::string log_fault(std::string_view what);

}  // namespace throughline::server
