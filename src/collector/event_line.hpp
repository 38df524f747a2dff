#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "collector/event.hpp"

namespace throughline::collector {

/// Who sent an event, and when it came.
struct Sender {
  std::uint64_t visitor = 0;  ///< number that intake::VisitorKey gave
  std::string_view agent;     ///< user agent, as agent_text() gives it
  std::int64_t now = 0;       ///< milliseconds since 1970
};

inline constexpr std::size_t kLongestAgent = 1'024;  ///< bytes; as of logs

/// A user agent as it is kept: the start of it, UTF-8 without control characters.
[[nodiscard]] std::string agent_text(std::string_view sent);

/// Appends an event as the lines of a segment: one, and for the depth of an engagement a second.
/// A line is JSON as docs/events.md has it, except that `visitor` holds the visitor's number.
/// \param out  a buffer that is used again and again
void append_lines(std::string& out, const Event& event, const Sender& sender);

}  // namespace throughline::collector
