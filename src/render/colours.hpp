#pragma once

#include <string>
#include <string_view>

#include "schema/source.hpp"

namespace throughline::render {

/// The token of a channel's colour: "--c-paid-social".
[[nodiscard]] std::string_view colour_of(schema::Channel channel);

/// Patterns for what was paid for: one a warm colour, "hatch--c-display".
void add_hatches(std::string& out);

/// How a channel's marks are filled: hatched where paid, solid else.
[[nodiscard]] std::string fill_of(schema::Channel channel);

}  // namespace throughline::render
