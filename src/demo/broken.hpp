#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/random.hpp"

namespace throughline::demo {

/// Ten ways in which a line of a log is broken in real life.
inline constexpr std::array<std::string_view, 10> kBrokenWays = {"cut off",
                                                                 "zero bytes",
                                                                 "over-long",
                                                                 "impossible date",
                                                                 "quote missing",
                                                                 "no status",
                                                                 "handshake bytes as request",
                                                                 "error log's line",
                                                                 "time missing",
                                                                 "page of HTML"};

/// A good line, broken. `line` ends with a newline, and so does the result.
[[nodiscard]] std::string break_line(const std::string& line, std::size_t way, Rng& rng);

}  // namespace throughline::demo
